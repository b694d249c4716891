package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Brings the matrix product to full speed: all three kinds, with last rows and columns that need
/// every tile there is, and a row alone.
final class ProductWarmUp {

  /// Rows, with an edge that fills no tile.
  private static final int ROWS = 27;

  private static final int DEPTH = 64;
  private static final int[] COLUMNS = {10, 16, 30, 50, 64, 100};
  private static final int ROUNDS = 5;

  private final float[] a = new float[ROWS * DEPTH];

  /// A factor and a product for each number of columns, exactly as long: kernels go other ways
  /// where a vector would reach beyond the end.
  private final float[][] b = new float[COLUMNS.length][];

  private final float[][] c = new float[COLUMNS.length][];

  private ProductWarmUp() {
    Arrays.fill(a, 1e-3f);
    for (int i = 0; i < COLUMNS.length; i++) {
      b[i] = new float[DEPTH * COLUMNS[i]];
      c[i] = new float[ROWS * COLUMNS[i]];
      Arrays.fill(b[i], 1f);
    }
  }

  /// Runs until the vector kernel is faster, or the time is over.
  ///
  /// @return whether it is faster
  static boolean run(long longestNanos) {
    ProductWarmUp data = new ProductWarmUp();
    FloatProduct scalar = new ScalarFloatProduct();
    FloatProduct vector = new VectorFloatProduct();
    long start = System.nanoTime();
    long scalarTime = data.time(scalar);
    for (int faster = 0; faster < ROUNDS; ) {
      scalarTime = Math.min(scalarTime, data.time(scalar));
      faster = data.time(vector) < scalarTime ? faster + 1 : 0;
      if (System.nanoTime() - start > longestNanos) {
        return false;
      }
    }
    return true;
  }

  private long time(FloatProduct product) {
    long start = System.nanoTime();
    for (int i = 0; i < COLUMNS.length; i++) {
      int n = COLUMNS[i];
      product.add(a, 0, DEPTH, 1, b[i], 0, n, 1, c[i], 0, n, ROWS, DEPTH, n);
      product.add(a, 0, 1, ROWS, b[i], 0, n, 1, c[i], 0, n, ROWS, DEPTH, n);
      product.add(a, 0, DEPTH, 1, b[i], 0, 1, DEPTH, c[i], 0, n, ROWS, DEPTH, n);
      product.add(a, 0, DEPTH, 1, b[i], 0, n, 1, c[i], 0, n, 1, DEPTH, n);
    }
    return System.nanoTime() - start;
  }
}
