package io.github.softjac.softmax;

import io.github.softjac.internal.kernel.Rows;
import io.github.softjac.internal.kernel.Workspace;

/// The logarithm of a sum of exponentials, `log Σ_k exp(z_k)`: softmax's normaliser, and a smooth
/// maximum. Its derivative is softmax, `∂/∂z_k = y_k`.
///
/// `max z ≤ log Σ exp z ≤ max z + log K`: it is computed as `max z − log y_max` from log-softmax,
/// and so is finite for all finite logits.
///
/// Accuracy: the two parts have 4 ulp at most and are added with one rounding. In double, and in
/// float wherever they do not cancel, that is a few ulp of the result.
///
/// Special values, a row at a time: a NaN gives NaN; else a `+∞`, or several, give `+∞`; nothing
/// but `−∞` gives `−∞`.
public final class LogSumExp {

  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

  private LogSumExp() {}

  /// Log-sum-exp of one row: `LogSumExp.of(1f, 2f, 3f)`.
  ///
  /// @param z logits `[classes]`
  /// @throws IllegalArgumentException if `z` is empty
  public static float of(float... z) {
    Rows.length(1, z.length);
    float[] out = new float[1];
    rows(z, 0, out, 0, 1, z.length);
    return out[0];
  }

  /// Log-sum-exp of one row: `LogSumExp.of(1.0, 2.0, 3.0)`.
  ///
  /// @param z logits `[classes]`
  /// @throws IllegalArgumentException if `z` is empty
  public static double of(double... z) {
    Rows.length(1, z.length);
    double[] out = new double[1];
    rows(z, 0, out, 0, 1, z.length);
    return out[0];
  }

  /// Log-sum-exp of every row.
  ///
  /// @param z logits `[rows × classes]`
  /// @param out `[rows]`; may be `z`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, `z` is shorter
  ///   than `rows × classes`, or `out` shorter than `rows`
  public static void forward(float[] z, float[] out, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    checkOut(out.length, rows);
    rows(z, 0, out, 0, rows, classes);
  }

  /// The same in double.
  public static void forward(double[] z, double[] out, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    checkOut(out.length, rows);
    rows(z, 0, out, 0, rows, classes);
  }

  /// Log-sum-exp of contiguous rows from `offset` on, written from `out[to]` on.
  static void rows(float[] z, int offset, float[] out, int to, int rows, int classes) {
    int most = Workspace.rowsPerBlock(classes);
    for (int row = 0; row < rows; row += most) {
      int count = Math.min(most, rows - row);
      float[] logY = WORKSPACE.get().floats(count * classes);
      int at = offset + row * classes;
      System.arraycopy(z, at, logY, 0, count * classes);
      RowKernel.logForward(logY, logY, 0, count, classes);
      for (int i = 0; i < count; i++) {
        out[to + row + i] = ofRow(z, at + i * classes, logY, i * classes, classes);
      }
    }
  }

  private static float ofRow(float[] z, int at, float[] logY, int from, int classes) {
    float max = z[at];
    for (int k = 1; k < classes; k++) {
      max = Math.max(max, z[at + k]);
    }
    if (Float.isNaN(max)) {
      return Float.NaN;
    }
    if (Float.isInfinite(max)) {
      return max;
    }
    int k = 0;
    while (z[at + k] != max) {
      k++;
    }
    return (float) ((double) max - logY[from + k]);
  }

  /// The same in double.
  static void rows(double[] z, int offset, double[] out, int to, int rows, int classes) {
    int most = Workspace.rowsPerBlock(classes);
    for (int row = 0; row < rows; row += most) {
      int count = Math.min(most, rows - row);
      double[] logY = WORKSPACE.get().doubles(count * classes);
      int at = offset + row * classes;
      System.arraycopy(z, at, logY, 0, count * classes);
      RowKernel.logForward(logY, logY, 0, count, classes);
      for (int i = 0; i < count; i++) {
        out[to + row + i] = ofRow(z, at + i * classes, logY, i * classes, classes);
      }
    }
  }

  private static double ofRow(double[] z, int at, double[] logY, int from, int classes) {
    double max = z[at];
    for (int k = 1; k < classes; k++) {
      max = Math.max(max, z[at + k]);
    }
    if (Double.isNaN(max)) {
      return Double.NaN;
    }
    if (Double.isInfinite(max)) {
      return max;
    }
    int k = 0;
    while (z[at + k] != max) {
      k++;
    }
    return (max - logY[from + k]);
  }

  private static void checkOut(int found, int rows) {
    if (found < rows) {
      throw new IllegalArgumentException(
          "out has %d elements: %d rows need one each".formatted(found, rows));
    }
  }
}
