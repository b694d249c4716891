package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Softmax + cross-entropy of short double rows with the Vector API, L rows at a time as in
/// [VectorDoubleTile]. The same steps as [ScalarDoubleCrossEntropy] class by class.
final class VectorDoubleCrossTile {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();
  private static final int ROW_NUMBERS = VectorDoubleTile.ROW_NUMBERS;

  private VectorDoubleCrossTile() {}

  /// `tiles · L` rows from `firstRow` on.
  ///
  /// @return false if some row is not ordinary; nothing is written then
  static boolean run(
      double[] z,
      int zAt,
      int @Nullable [] labels,
      double @Nullable [] t,
      int tAt,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int firstRow,
      int tiles,
      int classes,
      DoubleScratch scratch) {
    double[] tile = scratch.tile;
    double[] numbers = scratch.numbers;
    int length = classes * L;
    int first = firstRow * classes;
    for (int i = 0; i < tiles; i++) {
      DoubleTiles.load(z, zAt + first + i * length, classes, tile, i * length, scratch.block);
    }
    if (!VectorDoubleTile.maxima(tile, tiles, length, numbers)) {
      return false;
    }
    if (labels != null) {
      gaps(z, zAt, labels, firstRow, tiles, classes, scratch);
    }
    if (t != null) {
      double[] second = scratch.secondTile;
      for (int i = 0; i < tiles; i++) {
        DoubleTiles.load(t, tAt + first + i * length, classes, second, i * length, scratch.block);
      }
      targets(second, tiles, length, scratch.targets);
      gaps(tile, second, tiles, length, numbers, scratch.gaps);
    }
    int rows = tiles * L;
    if (!VectorDoubleCrossEntropy.finite(shares, firstRow, rows, t, scratch.targets)) {
      return false;
    }
    VectorDoubleTile.exponentials(tile, tiles, length, numbers);
    if (!quotients(tiles, length, classes, scratch)) {
      return false;
    }
    for (int i = 0; i < tiles; i++) {
      DoubleRowNumbers.reciprocals(numbers, i * ROW_NUMBERS);
    }
    if (t == null) {
      ofLabels(tile, tiles, length, numbers, shares, firstRow);
    } else {
      ofTargets(
          tile, scratch.secondTile, tiles, length, numbers, shares, firstRow, scratch.targets);
    }
    for (int i = 0; i < tiles; i++) {
      DoubleTiles.store(tile, i * length, dz, dzAt + first + i * length, classes, scratch.block);
    }
    VectorDoubleCrossEntropy.finish(
        labels, shares, dz, dzAt, losses, firstRow, rows, classes, scratch);
    return true;
  }

  private static void gaps(
      double[] z,
      int zAt,
      int[] labels,
      int firstRow,
      int tiles,
      int classes,
      DoubleScratch scratch) {
    for (int i = 0; i < tiles * L; i++) {
      int row = firstRow + i;
      double g = scratch.numbers[i / L * ROW_NUMBERS + i % L];
      scratch.gaps[i] = DoubleTermSums.gap(z[zAt + row * classes + labels[row]], g);
    }
  }

  /// `Σ_k t_k` of each row.
  private static void targets(double[] t, int tiles, int length, double[] targets) {
    for (int i = 0; i < tiles; i++) {
      DoubleVector high = DoubleVector.zero(D);
      DoubleVector low = DoubleVector.zero(D);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        DoubleVector term = DoubleVector.fromArray(D, t, k);
        DoubleVector sum = high.add(term);
        DoubleVector added = sum.sub(high);
        low = low.add(high.sub(sum.sub(added)).add(term.sub(added)));
        high = sum;
      }
      DoubleVector total = high.add(low);
      total.blend(high, high.compare(GT, Double.MAX_VALUE)).intoArray(targets, i * L);
    }
  }

  /// `Σ_k t_k (g − z_k)` of each row.
  private static void gaps(
      double[] z, double[] t, int tiles, int length, double[] numbers, double[] gaps) {
    DoubleVector zero = DoubleVector.zero(D);
    for (int i = 0; i < tiles; i++) {
      DoubleVector g = DoubleVector.fromArray(D, numbers, i * ROW_NUMBERS);
      DoubleVector high = DoubleVector.zero(D);
      DoubleVector low = DoubleVector.zero(D);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        DoubleVector tk = DoubleVector.fromArray(D, t, k);
        DoubleVector term = tk.mul(g.sub(DoubleVector.fromArray(D, z, k)));
        term = term.blend(zero, tk.compare(EQ, zero));
        DoubleVector sum = high.add(term);
        DoubleVector added = sum.sub(high);
        low = low.add(high.sub(sum.sub(added)).add(term.sub(added)));
        high = sum;
      }
      DoubleVector total = high.add(low);
      total.blend(high, high.compare(GT, Double.MAX_VALUE)).intoArray(gaps, i * L);
    }
  }

  /// q of each row from its sum, and log(1 + q).
  ///
  /// @return false if some q is NaN
  private static boolean quotients(int tiles, int length, int classes, DoubleScratch scratch) {
    double[] numbers = scratch.numbers;
    double[] q = scratch.quotients;
    int rows = tiles * L;
    boolean ordinary = true;
    for (int i = 0; i < tiles; i++) {
      ordinary &= DoubleLogNumbers.quotients(numbers, i * ROW_NUMBERS, q, i * L);
    }
    if (DoubleLogNumbers.someDominated(q, rows)) {
      for (int row = 0; row < rows; row++) {
        if (q[row] < DoubleLogSoftmax.DOMINATED) {
          int tile = row / L;
          int lane = row % L;
          double g = numbers[tile * ROW_NUMBERS + lane];
          q[row] =
              ScalarDoubleCrossEntropy.dominated(
                  scratch.tile, tile * length + lane, L, classes, 1, g, scratch);
        }
      }
    }
    System.arraycopy(q, 0, scratch.logs, 0, rows);
    VectorDoubleLog.onePlus(scratch.logs, rows);
    return ordinary;
  }

  /// `share·y_k`.
  private static void ofLabels(
      double[] tile, int tiles, int length, double[] numbers, double[] shares, int firstRow) {
    DoubleVector down = DoubleVector.broadcast(D, 0x1p-128);
    DoubleVector least = DoubleVector.broadcast(D, 0x1p-894);
    DoubleVector zero = DoubleVector.zero(D);
    for (int i = 0; i < tiles; i++) {
      DoubleVector high = DoubleVector.fromArray(D, numbers, i * ROW_NUMBERS + L);
      DoubleVector low = DoubleVector.fromArray(D, numbers, i * ROW_NUMBERS + 2 * L);
      DoubleVector share = DoubleVector.fromArray(D, shares, firstRow + i * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        DoubleVector e = DoubleVector.fromArray(D, tile, k);
        DoubleVector v = e.fma(high, e.mul(low));
        v.mul(down).blend(zero, v.compare(LT, least)).mul(share).intoArray(tile, k);
      }
    }
  }

  /// `share (y_k Σ_j t_j − t_k)`.
  private static void ofTargets(
      double[] tile,
      double[] t,
      int tiles,
      int length,
      double[] numbers,
      double[] shares,
      int firstRow,
      double[] targets) {
    DoubleVector down = DoubleVector.broadcast(D, 0x1p-128);
    DoubleVector least = DoubleVector.broadcast(D, 0x1p-894);
    DoubleVector zero = DoubleVector.zero(D);
    for (int i = 0; i < tiles; i++) {
      DoubleVector high = DoubleVector.fromArray(D, numbers, i * ROW_NUMBERS + L);
      DoubleVector low = DoubleVector.fromArray(D, numbers, i * ROW_NUMBERS + 2 * L);
      DoubleVector share = DoubleVector.fromArray(D, shares, firstRow + i * L);
      DoubleVector sum = DoubleVector.fromArray(D, targets, i * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        DoubleVector e = DoubleVector.fromArray(D, tile, k);
        DoubleVector v = e.fma(high, e.mul(low));
        DoubleVector y = v.mul(down).blend(zero, v.compare(LT, least));
        y.fma(sum, DoubleVector.fromArray(D, t, k).neg()).mul(share).intoArray(tile, k);
      }
    }
  }
}
