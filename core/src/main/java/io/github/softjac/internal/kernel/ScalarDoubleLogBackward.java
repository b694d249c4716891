package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.DoubleBackward.DOT_CHUNK;
import static io.github.softjac.internal.kernel.DoubleBackward.DOT_LANES;

import java.util.Arrays;

/// Back-propagation through log-softmax in plain loops: the specification of
/// [VectorDoubleLogBackward].
final class ScalarDoubleLogBackward implements DoubleLogBackward {

  @Override
  public void backward(double[] y, double[] dLogY, double[] dz, int offset, int rows, int classes) {
    DoubleScratch scratch = DoubleScratch.ofThread();
    int end = offset + rows * classes;
    for (int row = offset; row < end; row += classes) {
      backwardRow(y, dLogY, dz, row, classes, scratch);
    }
  }

  /// Forward, `log y_j = z_j − log Σ exp z`, has the Jacobian `∂(log y_j)/∂z_k = δ_jk − y_k`, so
  /// `dz_k = Σ_j dLogY_j (δ_jk − y_k) = dLogY_k − y_k Σ_j dLogY_j`.
  ///
  /// A NaN or an infinity in `dLogY` makes the whole row NaN.
  static void backwardRow(
      double[] y, double[] dLogY, double[] dz, int offset, int classes, DoubleScratch scratch) {
    int end = offset + classes;
    double sum = sum(dLogY, offset, end, scratch);
    if (!(Math.abs(sum) <= Double.MAX_VALUE)) {
      Arrays.fill(dz, offset, end, Double.NaN);
      return;
    }
    gradient(y, dLogY, dz, offset, classes, -sum);
  }

  /// `dz_k = dLogY_k − y_k sum`.
  static void gradient(
      double[] y, double[] dLogY, double[] dz, int offset, int classes, double minus) {
    for (int k = offset; k < offset + classes; k++) {
      dz[k] = canonical(Math.fma(y[k], minus, dLogY[k]));
    }
  }

  /// `Σ_j dLogY_j`.
  private static double sum(double[] dLogY, int offset, int end, DoubleScratch scratch) {
    double[] lanes = scratch.dots;
    if (end - offset <= DOT_LANES) {
      laneSums(dLogY, offset, end, lanes);
      return ScalarDoubleBackward.fold(lanes);
    }
    double[] highs = scratch.sumsA;
    double[] lows = scratch.sumsB;
    Arrays.fill(highs, 0, 8, 0);
    Arrays.fill(lows, 0, 8, 0);
    int to;
    for (int from = offset; from < end; from = to) {
      to = from + Math.min(DOT_CHUNK, end - from);
      laneSums(dLogY, from, to, lanes);
      ScalarDoubleBackward.addLanes(lanes, highs, lows);
    }
    return ScalarDoubleBackward.fold(highs, lows, scratch.sum);
  }

  /// The sums of at most 64 classes, on 32 lanes.
  private static void laneSums(double[] dLogY, int from, int to, double[] lanes) {
    for (int lane = 0; lane < DOT_LANES; lane++) {
      double sum = 0;
      for (int k = from + lane; k < to; k += DOT_LANES) {
        sum += dLogY[k];
      }
      lanes[lane] = sum;
    }
  }

  /// All NaN have the same bits.
  static double canonical(double v) {
    return Double.isNaN(v) ? Double.NaN : v;
  }
}
