package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Back-propagation through log-softmax in plain loops: the specification of
/// [VectorFloatLogBackward].
final class ScalarFloatLogBackward implements FloatLogBackward {

  @Override
  public void backward(float[] y, float[] dLogY, float[] dz, int offset, int rows, int classes) {
    double[] lanes = Scratch.ofThread().lanes;
    int end = offset + rows * classes;
    for (int row = offset; row < end; row += classes) {
      backwardRow(y, dLogY, dz, row, classes, lanes);
    }
  }

  /// Forward, `log y_j = z_j − log Σ exp z`, has the Jacobian `∂(log y_j)/∂z_k = δ_jk − y_k`, so
  /// `dz_k = Σ_j dLogY_j (δ_jk − y_k) = dLogY_k − y_k Σ_j dLogY_j`.
  ///
  /// A NaN or an infinity in `dLogY` makes the whole row NaN.
  static void backwardRow(
      float[] y, float[] dLogY, float[] dz, int offset, int classes, double[] lanes) {
    int end = offset + classes;
    double sum = sum(dLogY, offset, end, lanes);
    if (!(Math.abs(sum) <= Float.MAX_VALUE)) {
      unusual(y, dLogY, dz, offset, end, sum);
      return;
    }
    gradient(y, dLogY, dz, offset, classes, (float) -sum);
  }

  /// `dz_k = dLogY_k − y_k sum`.
  static void gradient(float[] y, float[] dLogY, float[] dz, int offset, int classes, float minus) {
    for (int k = offset; k < offset + classes; k++) {
      dz[k] = canonical(Math.fma(y[k], minus, dLogY[k]));
    }
  }

  /// The sum of a row, class k on lane k mod 16; the upper half of the lanes is folded on the lower
  /// until one is left.
  private static double sum(float[] dLogY, int offset, int end, double[] lanes) {
    Arrays.fill(lanes, 0);
    int k = offset;
    for (; k <= end - LANES; k += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] += dLogY[k + lane];
      }
    }
    for (int lane = 0; lane < end - k; lane++) {
      lanes[lane] += dLogY[k + lane];
    }
    return ScalarFloatBackward.fold(lanes);
  }

  /// All NaN have the same bits.
  static float canonical(float v) {
    return Float.isNaN(v) ? Float.NaN : v;
  }

  /// A row whose sum is not finite, or not a float.
  static void unusual(float[] y, float[] dLogY, float[] dz, int offset, int end, double sum) {
    if (!(Math.abs(sum) <= Double.MAX_VALUE)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return;
    }
    for (int k = offset; k < end; k++) {
      dz[k] = canonical((float) (dLogY[k] - y[k] * sum));
    }
  }
}
