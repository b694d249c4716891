package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Folds the 16 sums of many dot products by a butterfly: stage d takes two vectors, adds to each
/// lane the one d further on, and keeps the results of both in one vector.
///
/// With `up` the lanes that have bit d, `a ⊕ b = (a | b) + swap(b | a)`, where `(a | b)` has b in
/// the lanes of `up` and `swap` exchanges lanes i and i ^ d. Stage 8 of a vector of 16, and
/// whatever lies in different vectors, is an addition. After the last stage, lane i is dot product
/// i.
final class LaneFold {

  private static final int LANES = FloatLinear.LANES;

  private static final VectorShuffle<Float> SWAP_8 = swap(8);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_1 = swap(1);
  private static final VectorMask<Float> UPPER_8 = upper(8);
  private static final VectorMask<Float> UPPER_4 = upper(4);
  private static final VectorMask<Float> UPPER_2 = upper(2);
  private static final VectorMask<Float> UPPER_1 = upper(1);

  private LaneFold() {}

  private static VectorShuffle<Float> swap(int d) {
    return VectorShuffle.fromOp(F, lane -> (lane ^ d) & (L - 1));
  }

  private static VectorMask<Float> upper(int d) {
    boolean[] upper = new boolean[L];
    for (int lane = 0; lane < L; lane++) {
      upper[lane] = (lane & d) != 0;
    }
    return VectorMask.fromArray(F, upper, 0);
  }

  /// See [FloatLinear#fold].
  static void fold(float[] sums, float[] dots, int dotsAt, int count) {
    for (int i = 0; i < count; i += L) {
      if (L == 16) {
        first16(sums, i * LANES);
      } else if (L == 8) {
        first8(sums, i * LANES);
      } else {
        first4(sums, i * LANES);
      }
      last(sums, i * LANES, dots, dotsAt + i);
    }
  }

  /// Stages 8 and 4: vectors 0 to 3 of each 16 then hold four dot products each.
  private static void first16(float[] sums, int at) {
    VectorMask<Float> up8 = UPPER_8;
    VectorMask<Float> up4 = UPPER_4;
    VectorShuffle<Float> swap8 = SWAP_8;
    VectorShuffle<Float> swap4 = SWAP_4;
    for (int i = 0; i < 4; i++) {
      int from = at + i * LANES;
      FloatVector v0 = FloatVector.fromArray(F, sums, from);
      FloatVector v4 = FloatVector.fromArray(F, sums, from + 4 * LANES);
      FloatVector v8 = FloatVector.fromArray(F, sums, from + 8 * LANES);
      FloatVector v12 = FloatVector.fromArray(F, sums, from + 12 * LANES);
      v0 = v0.blend(v8, up8).add(v8.blend(v0, up8).rearrange(swap8));
      v4 = v4.blend(v12, up8).add(v12.blend(v4, up8).rearrange(swap8));
      v0 = v0.blend(v4, up4).add(v4.blend(v0, up4).rearrange(swap4));
      v0.intoArray(sums, from);
    }
  }

  /// The same where a dot product is two vectors.
  private static void first8(float[] sums, int at) {
    VectorMask<Float> up4 = UPPER_4;
    VectorShuffle<Float> swap4 = SWAP_4;
    for (int i = 0; i < 4; i++) {
      int from = at + i * LANES;
      FloatVector v0 = FloatVector.fromArray(F, sums, from);
      FloatVector v4 = FloatVector.fromArray(F, sums, from + 4 * LANES);
      v0 = v0.add(FloatVector.fromArray(F, sums, from + L));
      v4 = v4.add(FloatVector.fromArray(F, sums, from + 4 * LANES + L));
      v0 = v0.blend(v4, up4).add(v4.blend(v0, up4).rearrange(swap4));
      v0.intoArray(sums, from);
    }
  }

  /// The same where a dot product is four vectors: nothing but additions.
  private static void first4(float[] sums, int at) {
    for (int i = 0; i < 4; i++) {
      int from = at + i * LANES;
      FloatVector v0 = FloatVector.fromArray(F, sums, from);
      FloatVector v1 = FloatVector.fromArray(F, sums, from + L);
      v0 = v0.add(FloatVector.fromArray(F, sums, from + 2 * L));
      v1 = v1.add(FloatVector.fromArray(F, sums, from + 3 * L));
      v0.add(v1).intoArray(sums, from);
    }
  }

  /// Stages 2 and 1.
  private static void last(float[] sums, int at, float[] dots, int to) {
    VectorMask<Float> up2 = UPPER_2;
    VectorMask<Float> up1 = UPPER_1;
    VectorShuffle<Float> swap2 = SWAP_2;
    VectorShuffle<Float> swap1 = SWAP_1;
    FloatVector v0 = FloatVector.fromArray(F, sums, at);
    FloatVector v1 = FloatVector.fromArray(F, sums, at + LANES);
    FloatVector v2 = FloatVector.fromArray(F, sums, at + 2 * LANES);
    FloatVector v3 = FloatVector.fromArray(F, sums, at + 3 * LANES);
    v0 = v0.blend(v2, up2).add(v2.blend(v0, up2).rearrange(swap2));
    v1 = v1.blend(v3, up2).add(v3.blend(v1, up2).rearrange(swap2));
    v0.blend(v1, up1).add(v1.blend(v0, up1).rearrange(swap1)).intoArray(dots, to);
  }
}
