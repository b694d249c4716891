package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Back-propagation through softmax in plain loops: the specification of [VectorFloatBackward].
final class ScalarFloatBackward implements FloatBackward {

  @Override
  public void backward(float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    int end = offset + rows * classes;
    for (int row = offset; row < end; row += classes) {
      backwardRow(y, dy, dz, row, classes, scratch);
    }
  }

  /// Forward, `y = softmax(z)`, has the Jacobian `∂y_j/∂z_k = y_j (δ_jk − y_k)`, so `dz_k = Σ_j
  /// dy_j y_j (δ_jk − y_k) = y_k (dy_k − Σ_j dy_j y_j)`.
  ///
  /// The `fma(…, 0)` turns −0 into 0.
  static void backwardRow(
      float[] y, float[] dy, float[] dz, int offset, int classes, Scratch scratch) {
    int end = offset + classes;
    float dot = (float) dot(y, dy, offset, end, scratch);
    if (!(Math.abs(dot) < LARGE_DOT)) {
      unusual(y, dy, dz, offset, end);
      return;
    }
    for (int k = offset; k < end; k++) {
      dz[k] = Math.fma(y[k], dy[k] - dot, 0f);
    }
  }

  /// `Σ_j dy_j y_j`.
  private static double dot(float[] y, float[] dy, int offset, int end, Scratch scratch) {
    double[] lanes = scratch.lanes;
    float[] sums = scratch.block;
    Arrays.fill(lanes, 0);
    for (int from = offset; from < end; from += DOT_CHUNK) {
      int to = Math.min(from + DOT_CHUNK, end);
      for (int lane = 0; lane < DOT_LANES; lane++) {
        float sum = 0;
        for (int k = from + lane; k < to; k += DOT_LANES) {
          sum = Math.fma(y[k], dy[k], sum);
        }
        sums[lane] = sum;
      }
      for (int lane = 0; lane < 16; lane++) {
        lanes[lane] += (sums[lane] + sums[lane + 16]) + (sums[lane + 32] + sums[lane + 48]);
      }
    }
    return fold(lanes);
  }

  /// The sum of 16 lanes: the upper half folded on the lower until one is left.
  static double fold(double[] s) {
    double s0 = (s[0] + s[8]) + (s[4] + s[12]);
    double s1 = (s[1] + s[9]) + (s[5] + s[13]);
    double s2 = (s[2] + s[10]) + (s[6] + s[14]);
    double s3 = (s[3] + s[11]) + (s[7] + s[15]);
    return (s0 + s2) + (s1 + s3);
  }

  /// A row whose dot product is not finite in float: an infinite or NaN gradient does no harm where
  /// `y_k` is 0, and makes the whole row NaN elsewhere.
  static void unusual(float[] y, float[] dy, float[] dz, int offset, int end) {
    double dot = 0;
    for (int k = offset; k < end; k++) {
      dot += y[k] == 0 ? 0 : (double) dy[k] * y[k];
    }
    if (!(Math.abs(dot) <= Double.MAX_VALUE)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return;
    }
    for (int k = offset; k < end; k++) {
      dz[k] = y[k] == 0 ? 0 : (float) (y[k] * (dy[k] - dot));
    }
  }
}
