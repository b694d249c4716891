package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Back-propagation through softmax in plain loops: the specification of [VectorDoubleBackward].
final class ScalarDoubleBackward implements DoubleBackward {

  @Override
  public void backward(double[] y, double[] dy, double[] dz, int offset, int rows, int classes) {
    DoubleScratch scratch = DoubleScratch.ofThread();
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
      double[] y, double[] dy, double[] dz, int offset, int classes, DoubleScratch scratch) {
    int end = offset + classes;
    double dot = dot(y, dy, offset, end, scratch);
    if (!(Math.abs(dot) < LARGE_DOT)) {
      unusual(y, dy, offset, classes, dz, offset, scratch.sum);
      return;
    }
    for (int k = offset; k < end; k++) {
      dz[k] = Math.fma(y[k], dy[k] - dot, 0);
    }
  }

  /// `Σ_j dy_j y_j`.
  private static double dot(double[] y, double[] dy, int offset, int end, DoubleScratch scratch) {
    double[] lanes = scratch.dots;
    if (end - offset <= DOT_LANES) {
      laneDots(y, dy, offset, end, lanes);
      return fold(lanes);
    }
    double[] highs = scratch.sumsA;
    double[] lows = scratch.sumsB;
    Arrays.fill(highs, 0, 8, 0);
    Arrays.fill(lows, 0, 8, 0);
    int to;
    for (int from = offset; from < end; from = to) {
      to = from + Math.min(DOT_CHUNK, end - from);
      laneDots(y, dy, from, to, lanes);
      addLanes(lanes, highs, lows);
    }
    return fold(highs, lows, scratch.sum);
  }

  /// Adds 32 lanes to the 8 sums in two parts.
  static void addLanes(double[] lanes, double[] highs, double[] lows) {
    for (int lane = 0; lane < 8; lane++) {
      double high = highs[lane];
      double four = four(lanes, lane);
      double sum = high + four;
      double added = sum - high;
      lows[lane] += (high - (sum - added)) + (four - added);
      highs[lane] = sum;
    }
  }

  /// The products of at most 64 classes, on 32 lanes.
  private static void laneDots(double[] y, double[] dy, int from, int to, double[] lanes) {
    for (int lane = 0; lane < DOT_LANES; lane++) {
      double sum = 0;
      for (int k = from + lane; k < to; k += DOT_LANES) {
        sum = Math.fma(y[k], dy[k], sum);
      }
      lanes[lane] = sum;
    }
  }

  /// The sum of 32 lanes: the four quarters, then the upper half on the lower until one is left.
  static double fold(double[] lanes) {
    double s0 = four(lanes, 0) + four(lanes, 4);
    double s1 = four(lanes, 1) + four(lanes, 5);
    double s2 = four(lanes, 2) + four(lanes, 6);
    double s3 = four(lanes, 3) + four(lanes, 7);
    return (s0 + s2) + (s1 + s3);
  }

  private static double four(double[] s, int i) {
    return (s[i] + s[i + 8]) + (s[i + 16] + s[i + 24]);
  }

  /// The sum of 8 lanes in two parts.
  static double fold(double[] highs, double[] lows, DoubleSum sum) {
    sum.clear();
    for (int lane = 0; lane < 8; lane++) {
      sum.add(highs[lane], lows[lane]);
    }
    return sum.high + sum.low;
  }

  /// A row whose dot product is not finite, or very large: an infinite or NaN gradient does no harm
  /// where `y_k` is 0; elsewhere the sum is what it is, and a NaN makes the whole row NaN.
  ///
  /// @param from where the row lies in `y` and `dy`
  /// @param to where its gradient goes in `dz`
  static void unusual(
      double[] y, double[] dy, int from, int classes, double[] dz, int to, DoubleSum sum) {
    sum.clear();
    for (int k = from; k < from + classes; k++) {
      sum.add(y[k] == 0 ? 0 : dy[k] * y[k], 0);
    }
    if (!(Math.abs(sum.high) <= Double.MAX_VALUE)) {
      Arrays.fill(dz, to, to + classes, Double.NaN);
      return;
    }
    double dot = sum.high + sum.low;
    for (int k = 0; k < classes; k++) {
      double output = y[from + k];
      dz[to + k] = output == 0 ? 0 : output * (dy[from + k] - dot);
    }
  }
}
