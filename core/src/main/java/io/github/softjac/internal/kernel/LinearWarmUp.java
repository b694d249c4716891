package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Brings the kernels of linear models ([FloatLinear]) to full speed: an odd number of rows, few
/// and many classes, combinations of one vector and of several.
final class LinearWarmUp {

  private static final int ROWS = 27;
  private static final int DEPTH = 64;
  private static final int[] CLASSES = {5, 20};
  private static final int[] WIDTHS = {16, 48};

  /// So often in a row the vector kernels must be faster.
  private static final int ROUNDS = 20;

  private final float[] x = new float[ROWS * DEPTH];
  private final float[] w = new float[20 * DEPTH];
  private final float[] sums = new float[(ROWS + 1) * 20 * FloatLinear.LANES];
  private final float[] dots = new float[ROWS * 20];
  private final int[] indices = new int[ROWS];

  private LinearWarmUp() {
    Arrays.fill(x, 1e-3f);
    Arrays.fill(w, 1f);
  }

  /// Runs until the vector kernels are faster, or the time is over.
  ///
  /// @return whether they are faster
  static boolean run(long longestNanos) {
    LinearWarmUp data = new LinearWarmUp();
    FloatLinear scalar = new ScalarFloatLinear();
    FloatLinear vector = new VectorFloatLinear();
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

  private long time(FloatLinear kernel) {
    Arrays.fill(dots, 1e-3f);
    long start = System.nanoTime();
    for (int classes : CLASSES) {
      kernel.dots(x, 0, DEPTH, w, 0, DEPTH, sums, ROWS, DEPTH, classes);
      kernel.outer(dots, classes, x, 0, DEPTH, w, 0, DEPTH, 25, DEPTH, classes);
      Arrays.fill(sums, 0);
    }
    for (int width : WIDTHS) {
      kernel.combine(x, indices, 0, ROWS, w, 0, width, sums, 0);
      Arrays.fill(sums, 0);
    }
    kernel.fold(sums, dots, 0, 256);
    return System.nanoTime() - start;
  }
}
