package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Turns blocks of L × L floats, rows to columns, L being the lanes of a vector (4, 8 or 16).
///
/// The butterfly of log₂ L stages: stage d exchanges, between rows i and i + d, the entries whose
/// column has bit d set in the one row and clear in the other: what is to move is blended into one
/// vector, permuted, and blended into both. Two stages at a time run on four rows in registers.
final class Turn {

  private static final VectorShuffle<Float> PARTNER_8 = partner(8);
  private static final VectorShuffle<Float> PARTNER_4 = partner(4);
  private static final VectorShuffle<Float> PARTNER_2 = partner(2);
  private static final VectorShuffle<Float> PARTNER_1 = partner(1);
  private static final VectorMask<Float> UPPER_8 = upper(8);
  private static final VectorMask<Float> UPPER_4 = upper(4);
  private static final VectorMask<Float> UPPER_2 = upper(2);
  private static final VectorMask<Float> UPPER_1 = upper(1);

  private Turn() {}

  private static VectorShuffle<Float> partner(int d) {
    return VectorShuffle.fromOp(F, column -> (column ^ d) & (L - 1));
  }

  private static VectorMask<Float> upper(int d) {
    boolean[] upper = new boolean[L];
    for (int column = 0; column < L; column++) {
      upper[column] = (column & d) != 0;
    }
    return VectorMask.fromArray(F, upper, 0);
  }

  /// `to[toStart + j·toStride + i] = from[fromStart + i·fromStride + j]` for i, j < L. The arrays
  /// are different ones, or the blocks do not overlap.
  static void block(
      float[] from, int fromStart, int fromStride, float[] to, int toStart, int toStride) {
    if (L == 16) {
      stages84(from, fromStart, fromStride, to, toStart, toStride);
      stages21(to, toStart, toStride, to, toStart, toStride);
    } else if (L == 8) {
      stage4(from, fromStart, fromStride, to, toStart, toStride);
      stages21(to, toStart, toStride, to, toStart, toStride);
    } else {
      stages21(from, fromStart, fromStride, to, toStart, toStride);
    }
  }

  private static void stages84(
      float[] from, int fromStart, int fromStride, float[] to, int toStart, int toStride) {
    for (int i = 0; i < 4; i++) {
      int source = fromStart + i * fromStride;
      FloatVector a = FloatVector.fromArray(F, from, source);
      FloatVector b = FloatVector.fromArray(F, from, source + 4 * fromStride);
      FloatVector c = FloatVector.fromArray(F, from, source + 8 * fromStride);
      FloatVector d = FloatVector.fromArray(F, from, source + 12 * fromStride);
      FloatVector ac8 = c.blend(a, UPPER_8).rearrange(PARTNER_8);
      FloatVector bd8 = d.blend(b, UPPER_8).rearrange(PARTNER_8);
      FloatVector a8 = a.blend(ac8, UPPER_8);
      FloatVector b8 = b.blend(bd8, UPPER_8);
      FloatVector c8 = ac8.blend(c, UPPER_8);
      FloatVector d8 = bd8.blend(d, UPPER_8);
      FloatVector ab4 = b8.blend(a8, UPPER_4).rearrange(PARTNER_4);
      FloatVector cd4 = d8.blend(c8, UPPER_4).rearrange(PARTNER_4);
      int target = toStart + i * toStride;
      a8.blend(ab4, UPPER_4).intoArray(to, target);
      ab4.blend(b8, UPPER_4).intoArray(to, target + 4 * toStride);
      c8.blend(cd4, UPPER_4).intoArray(to, target + 8 * toStride);
      cd4.blend(d8, UPPER_4).intoArray(to, target + 12 * toStride);
    }
  }

  private static void stage4(
      float[] from, int fromStart, int fromStride, float[] to, int toStart, int toStride) {
    for (int i = 0; i < 4; i++) {
      int source = fromStart + i * fromStride;
      FloatVector a = FloatVector.fromArray(F, from, source);
      FloatVector b = FloatVector.fromArray(F, from, source + 4 * fromStride);
      int target = toStart + i * toStride;
      FloatVector ab4 = b.blend(a, UPPER_4).rearrange(PARTNER_4);
      a.blend(ab4, UPPER_4).intoArray(to, target);
      ab4.blend(b, UPPER_4).intoArray(to, target + 4 * toStride);
    }
  }

  private static void stages21(
      float[] from, int fromStart, int fromStride, float[] to, int toStart, int toStride) {
    for (int i = 0; i < L; i += 4) {
      int source = fromStart + i * fromStride;
      FloatVector a = FloatVector.fromArray(F, from, source);
      FloatVector b = FloatVector.fromArray(F, from, source + fromStride);
      FloatVector c = FloatVector.fromArray(F, from, source + 2 * fromStride);
      FloatVector d = FloatVector.fromArray(F, from, source + 3 * fromStride);
      FloatVector ac2 = c.blend(a, UPPER_2).rearrange(PARTNER_2);
      FloatVector bd2 = d.blend(b, UPPER_2).rearrange(PARTNER_2);
      FloatVector a2 = a.blend(ac2, UPPER_2);
      FloatVector b2 = b.blend(bd2, UPPER_2);
      FloatVector c2 = ac2.blend(c, UPPER_2);
      FloatVector d2 = bd2.blend(d, UPPER_2);
      FloatVector ab1 = b2.blend(a2, UPPER_1).rearrange(PARTNER_1);
      FloatVector cd1 = d2.blend(c2, UPPER_1).rearrange(PARTNER_1);
      int target = toStart + i * toStride;
      a2.blend(ab1, UPPER_1).intoArray(to, target);
      ab1.blend(b2, UPPER_1).intoArray(to, target + toStride);
      c2.blend(cd1, UPPER_1).intoArray(to, target + 2 * toStride);
      cd1.blend(d2, UPPER_1).intoArray(to, target + 3 * toStride);
    }
  }
}
