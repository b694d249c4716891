package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The sums of [DoubleTermSums] along long rows, with the Vector API: 8 lanes, 8 / L sweeps over a
/// row; the last classes, fewer than 8, are added to their lanes one by one.
final class DoubleRowTerms {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();
  private static final int LANES = DoubleSoftmax.LANES;

  private DoubleRowTerms() {}

  /// `Σ_k t_k` of each row, into `scratch.targets`.
  static void targets(double[] t, int tAt, int rows, int classes, DoubleScratch scratch) {
    double[] highs = scratch.sumsA;
    double[] lows = scratch.sumsB;
    for (int row = 0; row < rows; row++) {
      int from = tAt + row * classes;
      int tail = classes % LANES;
      sums(t, from, from + classes - tail, highs, lows);
      for (int k = 0; k < tail; k++) {
        DoubleTermSums.add(t[from + classes - tail + k], k, highs, lows);
      }
      scratch.targets[row] = DoubleTermSums.total(highs, lows, LANES, scratch.sum);
    }
  }

  private static void sums(double[] t, int from, int to, double[] highs, double[] lows) {
    for (int lane = 0; lane < LANES; lane += L) {
      DoubleVector high = DoubleVector.zero(D);
      DoubleVector low = DoubleVector.zero(D);
      for (int k = from + lane; k < to; k += LANES) {
        DoubleVector term = DoubleVector.fromArray(D, t, k);
        DoubleVector sum = high.add(term);
        DoubleVector added = sum.sub(high);
        low = low.add(high.sub(sum.sub(added)).add(term.sub(added)));
        high = sum;
      }
      high.intoArray(highs, lane);
      low.intoArray(lows, lane);
    }
  }

  /// `Σ_k t_k (g − z_k)` of each row, into `scratch.gaps`; g is the row's number.
  static void gaps(
      double[] z, int zAt, double[] t, int tAt, int rows, int classes, DoubleScratch scratch) {
    double[] highs = scratch.sumsA;
    double[] lows = scratch.sumsB;
    for (int row = 0; row < rows; row++) {
      double g = scratch.numbers[row];
      int from = zAt + row * classes;
      int fromTarget = tAt + row * classes;
      int tail = classes % LANES;
      gaps(z, from, from + classes - tail, t, fromTarget - from, g, highs, lows);
      for (int k = classes - tail; k < classes; k++) {
        double tk = t[fromTarget + k];
        double term = tk == 0 ? 0 : tk * DoubleTermSums.gap(z[from + k], g);
        DoubleTermSums.add(term, k % LANES, highs, lows);
      }
      scratch.gaps[row] = DoubleTermSums.total(highs, lows, LANES, scratch.sum);
    }
  }

  private static void gaps(
      double[] z,
      int from,
      int to,
      double[] t,
      int toTarget,
      double largest,
      double[] highs,
      double[] lows) {
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector g = DoubleVector.broadcast(D, largest);
    for (int lane = 0; lane < LANES; lane += L) {
      DoubleVector high = DoubleVector.zero(D);
      DoubleVector low = DoubleVector.zero(D);
      for (int k = from + lane; k < to; k += LANES) {
        DoubleVector tk = DoubleVector.fromArray(D, t, k + toTarget);
        DoubleVector term = tk.mul(g.sub(DoubleVector.fromArray(D, z, k)));
        term = term.blend(zero, tk.compare(EQ, zero));
        DoubleVector sum = high.add(term);
        DoubleVector added = sum.sub(high);
        low = low.add(high.sub(sum.sub(added)).add(term.sub(added)));
        high = sum;
      }
      high.intoArray(highs, lane);
      low.intoArray(lows, lane);
    }
  }

  /// The sum of the exponentials of a dominated row without the largest and without those of the
  /// lowest logits.
  static double others(
      double[] e, int from, int classes, double half, double least, DoubleScratch scratch) {
    double[] highs = scratch.sumsA;
    double[] lows = scratch.sumsB;
    int tail = classes % LANES;
    others(e, from, from + classes - tail, half, least, highs, lows);
    for (int k = 0; k < tail; k++) {
      double ek = e[from + classes - tail + k];
      DoubleTermSums.add(ek >= half || ek <= least ? 0 : ek, k, highs, lows);
    }
    return DoubleTermSums.total(highs, lows, LANES, scratch.sum);
  }

  private static void others(
      double[] e, int from, int to, double half, double least, double[] highs, double[] lows) {
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector halves = DoubleVector.broadcast(D, half);
    DoubleVector leasts = DoubleVector.broadcast(D, least);
    for (int lane = 0; lane < LANES; lane += L) {
      DoubleVector high = DoubleVector.zero(D);
      DoubleVector low = DoubleVector.zero(D);
      for (int k = from + lane; k < to; k += LANES) {
        DoubleVector ek = DoubleVector.fromArray(D, e, k);
        DoubleVector term =
            ek.blend(zero, ek.compare(GE, halves)).blend(zero, ek.compare(LE, leasts));
        DoubleVector sum = high.add(term);
        DoubleVector added = sum.sub(high);
        low = low.add(high.sub(sum.sub(added)).add(term.sub(added)));
        high = sum;
      }
      high.intoArray(highs, lane);
      low.intoArray(lows, lane);
    }
  }
}
