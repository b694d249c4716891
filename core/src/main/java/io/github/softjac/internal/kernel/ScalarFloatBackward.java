package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Back-propagation through softmax in plain loops: the specification of [VectorFloatBackward].
final class ScalarFloatBackward implements FloatBackward {

  /// So few classes are worth no vector.
  static final int FEW = 5;

  @Override
  public void backward(float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    int end = offset + rows * classes;
    if (classes <= FEW) {
      backwardOfFew(y, dy, dz, offset, end, classes);
      return;
    }
    for (int row = offset; row < end; row += classes) {
      backwardRow(y, dy, dz, row, classes, scratch);
    }
  }

  /// Rows of at most [#FEW] classes: the same folds, written out, since a loop within the loop
  /// takes longer than so few classes.
  static void backwardOfFew(float[] y, float[] dy, float[] dz, int offset, int end, int classes) {
    for (int k = offset; k < end; k += classes) {
      float even = y[k] * dy[k];
      float odd = 0;
      if (classes > 4) {
        even += y[k + 4] * dy[k + 4];
      }
      if (classes > 2) {
        even += y[k + 2] * dy[k + 2];
      }
      if (classes > 1) {
        odd = y[k + 1] * dy[k + 1];
      }
      if (classes > 3) {
        odd += y[k + 3] * dy[k + 3];
      }
      float dot = even + odd;
      if (!(Math.abs(dot) < LARGE_DOT)) {
        unusual(y, dy, k, classes, dz, k);
        continue;
      }
      dz[k] = Math.fma(y[k], dy[k] - dot, 0f);
      if (classes > 1) {
        dz[k + 1] = Math.fma(y[k + 1], dy[k + 1] - dot, 0f);
      }
      if (classes > 2) {
        dz[k + 2] = Math.fma(y[k + 2], dy[k + 2] - dot, 0f);
      }
      if (classes > 3) {
        dz[k + 3] = Math.fma(y[k + 3], dy[k + 3] - dot, 0f);
      }
      if (classes > 4) {
        dz[k + 4] = Math.fma(y[k + 4], dy[k + 4] - dot, 0f);
      }
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
      unusual(y, dy, offset, classes, dz, offset);
      return;
    }
    for (int k = offset; k < end; k++) {
      dz[k] = Math.fma(y[k], dy[k] - dot, 0f);
    }
  }

  /// `Σ_j dy_j y_j`, chunk by chunk.
  private static double dot(float[] y, float[] dy, int offset, int end, Scratch scratch) {
    double dot = 0;
    for (int from = offset; from < end; from += DOT_CHUNK) {
      dot += chunk(y, dy, from, Math.min(from + DOT_CHUNK, end), scratch.block);
    }
    return dot;
  }

  /// The products of a chunk on 64 lanes, and those of its last, incomplete 64 classes beside them.
  /// Both are folded to 16 lanes and added; then the upper half of these is folded on the lower
  /// until one is left.
  ///
  /// A pass over all lanes at a time, which the compiler makes vectors of.
  private static float chunk(float[] y, float[] dy, int from, int to, float[] sums) {
    Arrays.fill(sums, 0, 2 * DOT_LANES, 0);
    int k = from;
    for (; k <= to - DOT_LANES; k += DOT_LANES) {
      for (int lane = 0; lane < DOT_LANES; lane++) {
        sums[lane] = Math.fma(y[k + lane], dy[k + lane], sums[lane]);
      }
    }
    for (int lane = 0; lane < to - k; lane++) {
      sums[DOT_LANES + lane] = y[k + lane] * dy[k + lane];
    }
    for (int i = 0; i < 16; i++) {
      int r = DOT_LANES + i;
      float whole = (sums[i] + sums[i + 32]) + (sums[i + 16] + sums[i + 48]);
      float rest = (sums[r] + sums[r + 32]) + (sums[r + 16] + sums[r + 48]);
      sums[i] = whole + rest;
    }
    for (int half = 8; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        sums[lane] += sums[lane + half];
      }
    }
    return sums[0];
  }

  /// The sum of 16 lanes: the upper half folded on the lower until one is left.
  static double fold(double[] s) {
    return fold(s, 0);
  }

  /// The same of the lanes from `at` on.
  static double fold(double[] s, int at) {
    double s0 = (s[at] + s[at + 8]) + (s[at + 4] + s[at + 12]);
    double s1 = (s[at + 1] + s[at + 9]) + (s[at + 5] + s[at + 13]);
    double s2 = (s[at + 2] + s[at + 10]) + (s[at + 6] + s[at + 14]);
    double s3 = (s[at + 3] + s[at + 11]) + (s[at + 7] + s[at + 15]);
    return (s0 + s2) + (s1 + s3);
  }

  /// A row whose dot product is not finite in float: an infinite or NaN gradient does no harm where
  /// `y_k` is 0, and makes the whole row NaN elsewhere.
  ///
  /// @param from where the row lies in `y` and `dy`
  /// @param to where its gradient goes in `dz`
  static void unusual(float[] y, float[] dy, int from, int classes, float[] dz, int to) {
    double dot = 0;
    for (int k = from; k < from + classes; k++) {
      dot += y[k] == 0 ? 0 : (double) dy[k] * y[k];
    }
    if (!(Math.abs(dot) <= Double.MAX_VALUE)) {
      Arrays.fill(dz, to, to + classes, Float.NaN);
      return;
    }
    for (int k = 0; k < classes; k++) {
      float output = y[from + k];
      dz[to + k] = output == 0 ? 0 : (float) (output * (dy[from + k] - dot));
    }
  }
}
