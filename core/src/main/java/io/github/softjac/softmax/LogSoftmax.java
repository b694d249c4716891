package io.github.softjac.softmax;

import io.github.softjac.internal.kernel.Rows;
import io.github.softjac.internal.parallel.DoubleBatch;
import io.github.softjac.internal.parallel.FloatBatch;

/// The logarithm of softmax and its derivative, computed from the logits and never as `log(y)`.
///
/// `log y_k = z_k − log Σ_j exp(z_j)`: finite for all finite logits, also where `y_k` underflows
/// (what would be below the most negative number is that number). The digits are kept where `y_k`
/// is next to 1 and its logarithm next to 0.
///
/// Batches are row-major `[rows × classes]`; arrays may be longer than that, the rest is left
/// alone. Special values, a row at a time: a NaN makes the whole row NaN; `−∞` gives `−∞`; all `−∞`
/// gives NaN; one `+∞` gives 0 there and `−∞` elsewhere, two or more give NaN.
public final class LogSoftmax {

  private LogSoftmax() {}

  /// Log-softmax of every row: `log y_k = z_k − log Σ_j exp(z_j)`.
  ///
  /// @param z logits `[rows × classes]`
  /// @param logY output `[rows × classes]`; may be `z`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or an array is
  ///   shorter than `rows × classes`
  public static void forward(float[] z, float[] logY, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("logY", logY.length, length, rows, classes);
    FloatBatch.logSoftmax(z, logY, rows, classes);
  }

  /// The same in double.
  public static void forward(double[] z, double[] logY, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("logY", logY.length, length, rows, classes);
    DoubleBatch.logSoftmax(z, logY, rows, classes);
  }

  /// Back-propagation through log-softmax, for every row: `∂L/∂z_k = ∂L/∂(log y_k) − y_k Σ_j
  /// ∂L/∂(log y_j)`.
  ///
  /// @param y softmax of the same logits `[rows × classes]` (not its logarithm)
  /// @param dLogY `∂L/∂(log y)`, `[rows × classes]`
  /// @param dz `∂L/∂z`, `[rows × classes]`; may be `dLogY` or `y`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or an array is
  ///   shorter than `rows × classes`
  public static void backward(float[] y, float[] dLogY, float[] dz, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    Rows.check("dLogY", dLogY.length, length, rows, classes);
    Rows.check("dz", dz.length, length, rows, classes);
    FloatBatch.logSoftmaxBackward(y, dLogY, dz, rows, classes);
  }

  /// The same in double.
  public static void backward(double[] y, double[] dLogY, double[] dz, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    Rows.check("dLogY", dLogY.length, length, rows, classes);
    Rows.check("dz", dz.length, length, rows, classes);
    DoubleBatch.logSoftmaxBackward(y, dLogY, dz, rows, classes);
  }
}
