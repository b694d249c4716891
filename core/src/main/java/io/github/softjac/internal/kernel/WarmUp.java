package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Brings the vector kernels to full speed on data of its own.
///
/// Each is run on rows of the typical kinds (short, long, with and without a tail) until it is
/// faster than its scalar twin on the same rows, or for two seconds at most.
final class WarmUp {

  private static final int[] CLASSES = {3, 10, 16, 40, 100, 1000, 5000};
  private static final int ELEMENTS = 4096;

  /// Rows (14 + 6 + 4 + 2 + 1), inner length and columns of the products.
  private static final int ROWS = 27;

  private static final int DEPTH = 64;
  private static final int[] COLUMNS = {10, 16, 30, 64};
  private static final long LONGEST_NANOS = 2_000_000_000L;
  private static final int CALLS = 20;

  private WarmUp() {}

  /// One kernel on a batch of so many rows and classes.
  private interface Call {
    void run(int rows, int classes);
  }

  static void run() {
    float[] z = new float[2 * ELEMENTS];
    float[] y = new float[2 * ELEMENTS];
    float[] d = new float[2 * ELEMENTS];
    for (int i = 0; i < z.length; i++) {
      z[i] = i * 37 % 101 / 16f;
    }
    double[] wideZ = new double[2 * ELEMENTS];
    double[] wideY = new double[2 * ELEMENTS];
    double[] wideD = new double[2 * ELEMENTS];
    for (int i = 0; i < z.length; i++) {
      wideZ[i] = z[i];
    }
    int[] labels = new int[ELEMENTS];
    float[] none = {};
    FloatSoftmax scalar = new ScalarFloatSoftmax();
    FloatSoftmax vector = new VectorFloatSoftmax();
    FloatBackward scalarBackward = new ScalarFloatBackward();
    FloatBackward vectorBackward = new VectorFloatBackward();
    FloatLogSoftmax scalarLog = new ScalarFloatLogSoftmax();
    FloatLogSoftmax vectorLog = new VectorFloatLogSoftmax();
    DoubleSoftmax scalarWide = new ScalarDoubleSoftmax();
    DoubleSoftmax vectorWide = new VectorDoubleSoftmax();
    DoubleBackward scalarWideBackward = new ScalarDoubleBackward();
    DoubleBackward vectorWideBackward = new VectorDoubleBackward();
    for (int classes : CLASSES) {
      bring(
          (rows, k) -> vector.forward(z, y, 0, rows, k),
          (rows, k) -> scalar.forward(z, y, 0, rows, k),
          classes);
      bring(
          (rows, k) -> vectorBackward.backward(y, z, d, 0, rows, k),
          (rows, k) -> scalarBackward.backward(y, z, d, 0, rows, k),
          classes);
      bring(
          (rows, k) -> vectorLog.forward(z, y, 0, rows, k),
          (rows, k) -> scalarLog.forward(z, y, 0, rows, k),
          classes);
      bring(
          (rows, k) -> vectorLog.crossEntropy(z, labels, none, rows, d, 0, rows, k),
          (rows, k) -> scalarLog.crossEntropy(z, labels, none, rows, d, 0, rows, k),
          classes);
      bring(
          (rows, k) -> vectorLog.crossEntropy(z, z, none, rows, d, 0, rows, k),
          (rows, k) -> scalarLog.crossEntropy(z, z, none, rows, d, 0, rows, k),
          classes);
      bring(
          (rows, k) -> vectorLog.firstBadTarget(z, rows * k),
          (rows, k) -> scalarLog.firstBadTarget(z, rows * k),
          classes);
      bring(
          (rows, k) -> vectorWide.forward(wideZ, wideY, 0, rows, k),
          (rows, k) -> scalarWide.forward(wideZ, wideY, 0, rows, k),
          classes);
      bring(
          (rows, k) -> vectorWideBackward.backward(wideY, wideZ, wideD, 0, rows, k),
          (rows, k) -> scalarWideBackward.backward(wideY, wideZ, wideD, 0, rows, k),
          classes);
    }
    warmUpProducts(new ScalarFloatProduct(), new VectorFloatProduct());
    warmUpLinear(new ScalarFloatLinear(), new VectorFloatLinear());
  }

  /// Products of all three kinds whose last rows and columns need every tile there is.
  private static void warmUpProducts(FloatProduct scalar, FloatProduct vector) {
    float[] a = new float[ROWS * DEPTH];
    float[] b = new float[64 * DEPTH];
    float[] c = new float[ROWS * 64];
    Arrays.fill(a, 1e-3f);
    Arrays.fill(b, 1f);
    for (int columns : COLUMNS) {
      bring(
          (m, n) -> vector.add(a, 0, DEPTH, 1, b, 0, n, 1, c, 0, n, m, DEPTH, n),
          (m, n) -> scalar.add(a, 0, DEPTH, 1, b, 0, n, 1, c, 0, n, m, DEPTH, n),
          ROWS,
          columns);
      bring(
          (m, n) -> vector.add(a, 0, 1, m, b, 0, n, 1, c, 0, n, m, DEPTH, n),
          (m, n) -> scalar.add(a, 0, 1, m, b, 0, n, 1, c, 0, n, m, DEPTH, n),
          ROWS,
          columns);
      bring(
          (m, n) -> vector.add(a, 0, DEPTH, 1, b, 0, 1, DEPTH, c, 0, n, m, DEPTH, n),
          (m, n) -> scalar.add(a, 0, DEPTH, 1, b, 0, 1, DEPTH, c, 0, n, m, DEPTH, n),
          ROWS,
          columns);
    }
  }

  /// An odd number of rows, and few and many classes.
  private static void warmUpLinear(FloatLinear scalar, FloatLinear vector) {
    float[] x = new float[ROWS * DEPTH];
    float[] w = new float[20 * DEPTH];
    float[] sums = new float[(ROWS + 1) * 20 * FloatLinear.LANES];
    float[] dots = new float[ROWS * 20];
    Arrays.fill(x, 1e-3f);
    Arrays.fill(w, 1f);
    for (int classes : new int[] {5, 20}) {
      bring(
          (rows, k) -> vector.dots(x, 0, DEPTH, w, 0, DEPTH, sums, rows, DEPTH, k),
          (rows, k) -> scalar.dots(x, 0, DEPTH, w, 0, DEPTH, sums, rows, DEPTH, k),
          ROWS,
          classes);
      bring(
          (rows, k) -> vector.outer(dots, k, x, 0, DEPTH, w, 0, DEPTH, 25, DEPTH, k),
          (rows, k) -> scalar.outer(dots, k, x, 0, DEPTH, w, 0, DEPTH, 25, DEPTH, k),
          ROWS,
          classes);
      Arrays.fill(sums, 0);
    }
    bring(
        (rows, k) -> vector.fold(sums, dots, 256),
        (rows, k) -> scalar.fold(sums, dots, 256),
        ROWS,
        1);
  }

  private static void bring(Call vector, Call scalar, int classes) {
    bring(vector, scalar, Math.max(1, ELEMENTS / classes), classes);
  }

  private static void bring(Call vector, Call scalar, int rows, int classes) {
    long start = System.nanoTime();
    long scalarTime = time(scalar, rows, classes);
    int faster = 0;
    while (faster < 3 && System.nanoTime() - start < LONGEST_NANOS) {
      scalarTime = Math.min(scalarTime, time(scalar, rows, classes));
      faster = time(vector, rows, classes) < scalarTime ? faster + 1 : 0;
    }
  }

  private static long time(Call call, int rows, int classes) {
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      call.run(rows, classes);
    }
    return System.nanoTime() - start;
  }
}
