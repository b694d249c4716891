package io.github.softjac.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Log-softmax of short double rows with the Vector API, L rows at a time as in [VectorDoubleTile].
/// The same steps as [ScalarDoubleLogSoftmax] class by class.
final class VectorDoubleLogTile {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();
  private static final int ROW_NUMBERS = VectorDoubleTile.ROW_NUMBERS;

  private VectorDoubleLogTile() {}

  /// Log-softmax of `tiles · L` rows; `logY` may be `z`.
  static void forward(
      double[] z, double[] logY, int offset, int tiles, int classes, DoubleScratch scratch) {
    double[] tile = scratch.tile;
    int length = classes * L;
    for (int i = 0; i < tiles; i++) {
      DoubleTiles.load(z, offset + i * length, classes, tile, i * length, scratch.block);
    }
    if (VectorDoubleTile.maxima(tile, tiles, length, scratch.numbers)) {
      double[] e = scratch.secondTile;
      System.arraycopy(tile, 0, e, 0, tiles * length);
      VectorDoubleTile.exponentials(e, tiles, length, scratch.numbers);
      if (others(z, offset, tiles, classes, scratch)) {
        VectorDoubleLog.onePlus(scratch.logs, tiles * L);
        subtract(tile, tiles, length, scratch.numbers, scratch.logs);
        for (int i = 0; i < tiles; i++) {
          DoubleTiles.store(tile, i * length, logY, offset + i * length, classes, scratch.block);
        }
        return;
      }
    }
    // A row with NaN, infinite or very large logits: row by row, in plain loops.
    for (int row = 0; row < tiles * L; row++) {
      ScalarDoubleLogSoftmax.forwardRow(z, logY, offset + row * classes, classes, scratch);
    }
  }

  /// q of each row, from its sum.
  ///
  /// @return false if some q is NaN
  private static boolean others(
      double[] z, int offset, int tiles, int classes, DoubleScratch scratch) {
    double[] numbers = scratch.numbers;
    double[] q = scratch.logs;
    boolean ordinary = true;
    for (int i = 0; i < tiles; i++) {
      ordinary &= DoubleLogNumbers.quotients(numbers, i * ROW_NUMBERS, q, i * L);
    }
    if (DoubleLogNumbers.someDominated(q, tiles * L)) {
      for (int row = 0; row < tiles * L; row++) {
        if (q[row] < DoubleLogSoftmax.DOMINATED) {
          double g = numbers[row / L * ROW_NUMBERS + row % L];
          int from = offset + row * classes;
          q[row] = ScalarDoubleLogSoftmax.othersAlone(z, from, from + classes, g, scratch);
        }
      }
    }
    return ordinary;
  }

  /// `log y_k = (z_k − g) − log(1 + q)`.
  private static void subtract(
      double[] tile, int tiles, int length, double[] numbers, double[] logs) {
    for (int i = 0; i < tiles; i++) {
      DoubleVector g = DoubleVector.fromArray(D, numbers, i * ROW_NUMBERS);
      DoubleVector logSum = DoubleVector.fromArray(D, logs, i * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        DoubleVector.fromArray(D, tile, k).sub(g).sub(logSum).intoArray(tile, k);
      }
    }
  }
}
