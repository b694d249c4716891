package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.H;

import jdk.incubator.vector.VectorShuffle;

/// Each lane of doubles and its partner 4, 2 or 1 lanes away, for folds by halves and for turning
/// blocks. Static, so that the compiler takes them for constants.
final class DoublePartners {

  static final VectorShuffle<Double> PARTNER_4 = partner(4);
  static final VectorShuffle<Double> PARTNER_2 = partner(2);
  static final VectorShuffle<Double> PARTNER_1 = partner(1);

  private DoublePartners() {}

  private static VectorShuffle<Double> partner(int d) {
    return VectorShuffle.fromOp(D, lane -> (lane ^ d) & (H - 1));
  }
}
