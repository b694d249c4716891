package io.github.softjac.trainer;

import java.util.Arrays;

/// `Σ g²` in double. Element i of a part goes to lane `i mod 512`, and the lanes are folded by
/// halves: lanes so many that the compiler sums them in vectors, in a fixed order.
final class GradientNorm {

  static final int LANES = 512;

  private GradientNorm() {}

  /// @param lanes scratch of [#LANES]
  static double squares(float[] g, int from, int to, double[] lanes) {
    Arrays.fill(lanes, 0);
    int i = from;
    for (; i + LANES <= to; i += LANES) {
      add(g, i, lanes, LANES);
    }
    add(g, i, lanes, to - i);
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }

  private static void add(float[] g, int at, double[] lanes, int count) {
    for (int lane = 0; lane < count; lane++) {
      double gi = g[at + lane];
      lanes[lane] = Math.fma(gi, gi, lanes[lane]);
    }
  }
}
