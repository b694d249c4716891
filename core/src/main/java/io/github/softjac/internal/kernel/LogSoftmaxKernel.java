package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Log-softmax of the row that starts at `offset`, forward and backward, and log-sum-exp.
public final class LogSoftmaxKernel {

  private LogSoftmaxKernel() {}

  /// `log y_k = (z_k − max z) − log Σ_j exp(z_j − max z)`; `logY` may be `z`.
  ///
  /// Finite logits further apart than the largest number give its negative, which is finite.
  public static void forward(double[] z, double[] logY, int offset, int classes) {
    int end = offset + classes;
    double max = z[offset];
    for (int k = offset + 1; k < end; k++) {
      max = Math.max(max, z[k]);
    }
    if (!Double.isFinite(max)) {
      SpecialRow.logSoftmax(z, logY, offset, classes, max);
      return;
    }
    double logSum = logSum(z, offset, classes, max);
    for (int k = offset; k < end; k++) {
      double logYk = (z[k] - max) - logSum;
      logY[k] = z[k] == Double.NEGATIVE_INFINITY ? z[k] : Math.max(logYk, -Double.MAX_VALUE);
    }
  }

  /// `log Σ_j exp(z_j − max)`, with `max` the finite largest of the row. The maximum's own term, 1,
  /// is left out of the sum and put back by log1p, which keeps the digits of a small rest.
  private static double logSum(double[] z, int offset, int classes, double max) {
    double rest = 0;
    boolean maxSeen = false;
    for (int k = offset; k < offset + classes; k++) {
      if (z[k] == max && !maxSeen) {
        maxSeen = true;
      } else {
        rest += StrictMath.exp(z[k] - max);
      }
    }
    return StrictMath.log1p(rest);
  }

  /// Forward, `log y_j = z_j − log Σ exp z`, has the Jacobian `∂(log y_j)/∂z_k = δ_jk − y_k`, so
  /// `dz_k = dLogY_k − y_k Σ_j dLogY_j`; `dz` may be `dLogY` or `y`.
  ///
  /// A NaN or an infinity in `dLogY` makes the whole row NaN.
  public static void backward(float[] y, float[] dLogY, float[] dz, int offset, int classes) {
    int end = offset + classes;
    double sum = 0;
    for (int k = offset; k < end; k++) {
      sum += dLogY[k];
    }
    if (!Double.isFinite(sum)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return;
    }
    for (int k = offset; k < end; k++) {
      dz[k] = (float) (dLogY[k] - (y[k] == 0 ? 0 : y[k] * sum));
    }
  }

  ///.
  public static void backward(double[] y, double[] dLogY, double[] dz, int offset, int classes) {
    int end = offset + classes;
    double sum = 0;
    for (int k = offset; k < end; k++) {
      sum += dLogY[k];
    }
    if (!Double.isFinite(sum)) {
      Arrays.fill(dz, offset, end, Double.NaN);
      return;
    }
    for (int k = offset; k < end; k++) {
      dz[k] = dLogY[k] - (y[k] == 0 ? 0 : y[k] * sum);
    }
  }
}
