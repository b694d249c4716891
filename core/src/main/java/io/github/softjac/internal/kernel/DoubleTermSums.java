package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Sums along a row of doubles that cross-entropy needs beside that of softmax, in plain loops:
/// class k on lane k modulo `lanes`, each lane in two parts with the error of every addition
/// (TwoSum), then lane by lane.
final class DoubleTermSums {

  private DoubleTermSums() {}

  /// `Σ_k t_k` of a row of targets.
  static double targets(double[] t, int from, int classes, int lanes, DoubleScratch scratch) {
    double[] highs = scratch.sumsA;
    double[] lows = scratch.sumsB;
    clear(highs, lows);
    for (int k = 0; k < classes; k++) {
      add(t[from + k], k & (lanes - 1), highs, lows);
    }
    return total(highs, lows, lanes, scratch.sum);
  }

  /// `Σ_k t_k (g − z_k)`; a class without target adds nothing, whatever its logit is.
  static double gaps(
      double[] z,
      int zAt,
      double[] t,
      int tAt,
      int classes,
      int lanes,
      double g,
      DoubleScratch scratch) {
    double[] highs = scratch.sumsA;
    double[] lows = scratch.sumsB;
    clear(highs, lows);
    for (int k = 0; k < classes; k++) {
      double tk = t[tAt + k];
      double term = tk == 0 ? 0 : tk * gap(z[zAt + k], g);
      add(term, k & (lanes - 1), highs, lows);
    }
    return total(highs, lows, lanes, scratch.sum);
  }

  /// The sum of the exponentials `e[from + k·stride]` of a dominated row without the largest and
  /// without those of the lowest logits.
  static double others(
      double[] e,
      int from,
      int stride,
      int classes,
      int lanes,
      double half,
      double least,
      DoubleScratch scratch) {
    double[] highs = scratch.sumsA;
    double[] lows = scratch.sumsB;
    clear(highs, lows);
    for (int k = 0; k < classes; k++) {
      double ek = e[from + k * stride];
      add(ek >= half || ek <= least ? 0 : ek, k & (lanes - 1), highs, lows);
    }
    return total(highs, lows, lanes, scratch.sum);
  }

  /// `g − z_k`, finite where z_k is.
  static double gap(double z, double g) {
    double gap = g - z;
    return gap > Double.MAX_VALUE && z >= -Double.MAX_VALUE ? Double.MAX_VALUE : gap;
  }

  private static void clear(double[] highs, double[] lows) {
    Arrays.fill(highs, 0, DoubleSoftmax.LANES, 0);
    Arrays.fill(lows, 0, DoubleSoftmax.LANES, 0);
  }

  /// Adds one term to its lane.
  static void add(double term, int lane, double[] highs, double[] lows) {
    double high = highs[lane];
    double sum = high + term;
    double added = sum - high;
    lows[lane] += (high - (sum - added)) + (term - added);
    highs[lane] = sum;
  }

  /// The lanes, one after the other. An infinite sum has no second part.
  static double total(double[] highs, double[] lows, int lanes, DoubleSum sum) {
    sum.clear();
    for (int lane = 0; lane < lanes; lane++) {
      sum.add(highs[lane], lows[lane]);
    }
    return total(sum.high, sum.low);
  }

  static double total(double high, double low) {
    return high > Double.MAX_VALUE ? high : high + low;
  }
}
