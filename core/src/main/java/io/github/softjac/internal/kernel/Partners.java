package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/// Folds the lanes of a vector by halves: each lane is added to its partner, half a vector away,
/// then a quarter, and so on. So every lane ends with the sum, whose bits are those of folding the
/// upper half on the lower until one is left.
final class Partners {

  private static final VectorShuffle<Float> PARTNER_8 = partner(8);
  private static final VectorShuffle<Float> PARTNER_4 = partner(4);
  private static final VectorShuffle<Float> PARTNER_2 = partner(2);
  private static final VectorShuffle<Float> PARTNER_1 = partner(1);

  private Partners() {}

  private static VectorShuffle<Float> partner(int d) {
    return VectorShuffle.fromOp(F, lane -> (lane ^ d) & (L - 1));
  }

  /// The sum of the lanes, in every lane.
  static FloatVector sum(FloatVector v) {
    FloatVector s = v;
    if (L == 16) {
      s = s.add(s.rearrange(PARTNER_8));
    }
    if (L >= 8) {
      s = s.add(s.rearrange(PARTNER_4));
    }
    s = s.add(s.rearrange(PARTNER_2));
    return s.add(s.rearrange(PARTNER_1));
  }
}
