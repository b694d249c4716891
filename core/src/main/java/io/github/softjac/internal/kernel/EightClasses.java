package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Turns eight classes of 16 rows to columns, and back, for vectors of 16 lanes.
///
/// Row i and row i + 8 share a vector, a half each. What is left is the butterfly of [Turn] within
/// the halves, three stages on eight vectors, which stay in registers. It is written out in both
/// directions: a method that took eight vectors and gave eight back would put them on the heap.
final class EightClasses {

  private static final VectorShuffle<Float> PARTNER_4 = partner(4);
  private static final VectorShuffle<Float> PARTNER_2 = partner(2);
  private static final VectorShuffle<Float> PARTNER_1 = partner(1);
  private static final VectorMask<Float> UPPER_8 = upper(8);
  private static final VectorMask<Float> UPPER_4 = upper(4);
  private static final VectorMask<Float> UPPER_2 = upper(2);
  private static final VectorMask<Float> UPPER_1 = upper(1);

  /// The first lanes of the lower half, and of the upper one, by their number.
  private static final VectorMask<Float>[] LOWER = firstOfHalf(0);

  private static final VectorMask<Float>[] UPPER = firstOfHalf(8);

  private EightClasses() {}

  private static VectorShuffle<Float> partner(int d) {
    return VectorShuffle.fromOp(F, lane -> (lane ^ d) & (L - 1));
  }

  private static VectorMask<Float> upper(int d) {
    boolean[] upper = new boolean[L];
    for (int lane = 0; lane < L; lane++) {
      upper[lane] = (lane & d) != 0;
    }
    return VectorMask.fromArray(F, upper, 0);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static VectorMask<Float>[] firstOfHalf(int half) {
    VectorMask<Float>[] masks = new VectorMask[9];
    for (int classes = 0; classes < masks.length; classes++) {
      boolean[] own = new boolean[L];
      for (int lane = half; lane < Math.min(half + classes, L); lane++) {
        own[lane] = true;
      }
      masks[classes] = VectorMask.fromArray(F, own, 0);
    }
    return masks;
  }

  /// `tile[start + k·L + i] = z[offset + i·stride + k]` for k < 8 and i < 16. Reads up to `offset +
  /// 15·stride + 8`.
  static void toColumns(float[] z, int offset, int stride, float[] tile, int start) {
    VectorMask<Float> upper8 = UPPER_8;
    VectorMask<Float> upper4 = UPPER_4;
    VectorMask<Float> upper2 = UPPER_2;
    VectorMask<Float> upper1 = UPPER_1;
    // Where a vector begins whose upper half is the beginning of row 8.
    int high = offset + 8 * stride - 8;
    FloatVector v0 =
        FloatVector.fromArray(F, z, offset).blend(FloatVector.fromArray(F, z, high), upper8);
    FloatVector v1 =
        FloatVector.fromArray(F, z, offset + stride)
            .blend(FloatVector.fromArray(F, z, high + stride), upper8);
    FloatVector v2 =
        FloatVector.fromArray(F, z, offset + 2 * stride)
            .blend(FloatVector.fromArray(F, z, high + 2 * stride), upper8);
    FloatVector v3 =
        FloatVector.fromArray(F, z, offset + 3 * stride)
            .blend(FloatVector.fromArray(F, z, high + 3 * stride), upper8);
    FloatVector v4 =
        FloatVector.fromArray(F, z, offset + 4 * stride)
            .blend(FloatVector.fromArray(F, z, high + 4 * stride), upper8);
    FloatVector v5 =
        FloatVector.fromArray(F, z, offset + 5 * stride)
            .blend(FloatVector.fromArray(F, z, high + 5 * stride), upper8);
    FloatVector v6 =
        FloatVector.fromArray(F, z, offset + 6 * stride)
            .blend(FloatVector.fromArray(F, z, high + 6 * stride), upper8);
    FloatVector v7 =
        FloatVector.fromArray(F, z, offset + 7 * stride)
            .blend(FloatVector.fromArray(F, z, high + 7 * stride), upper8);
    FloatVector moved;
    moved = v4.blend(v0, upper4).rearrange(PARTNER_4);
    v0 = v0.blend(moved, upper4);
    v4 = moved.blend(v4, upper4);
    moved = v5.blend(v1, upper4).rearrange(PARTNER_4);
    v1 = v1.blend(moved, upper4);
    v5 = moved.blend(v5, upper4);
    moved = v6.blend(v2, upper4).rearrange(PARTNER_4);
    v2 = v2.blend(moved, upper4);
    v6 = moved.blend(v6, upper4);
    moved = v7.blend(v3, upper4).rearrange(PARTNER_4);
    v3 = v3.blend(moved, upper4);
    v7 = moved.blend(v7, upper4);
    moved = v2.blend(v0, upper2).rearrange(PARTNER_2);
    v0 = v0.blend(moved, upper2);
    v2 = moved.blend(v2, upper2);
    moved = v3.blend(v1, upper2).rearrange(PARTNER_2);
    v1 = v1.blend(moved, upper2);
    v3 = moved.blend(v3, upper2);
    moved = v6.blend(v4, upper2).rearrange(PARTNER_2);
    v4 = v4.blend(moved, upper2);
    v6 = moved.blend(v6, upper2);
    moved = v7.blend(v5, upper2).rearrange(PARTNER_2);
    v5 = v5.blend(moved, upper2);
    v7 = moved.blend(v7, upper2);
    moved = v1.blend(v0, upper1).rearrange(PARTNER_1);
    v0 = v0.blend(moved, upper1);
    v1 = moved.blend(v1, upper1);
    moved = v3.blend(v2, upper1).rearrange(PARTNER_1);
    v2 = v2.blend(moved, upper1);
    v3 = moved.blend(v3, upper1);
    moved = v5.blend(v4, upper1).rearrange(PARTNER_1);
    v4 = v4.blend(moved, upper1);
    v5 = moved.blend(v5, upper1);
    moved = v7.blend(v6, upper1).rearrange(PARTNER_1);
    v6 = v6.blend(moved, upper1);
    v7 = moved.blend(v7, upper1);
    v0.intoArray(tile, start);
    v1.intoArray(tile, start + L);
    v2.intoArray(tile, start + 2 * L);
    v3.intoArray(tile, start + 3 * L);
    v4.intoArray(tile, start + 4 * L);
    v5.intoArray(tile, start + 5 * L);
    v6.intoArray(tile, start + 6 * L);
    v7.intoArray(tile, start + 7 * L);
  }

  /// `y[offset + i·stride + k] = tile[start + k·L + i]` for k < classes ≤ 8 and i < 16.
  static void toRows(float[] tile, int start, float[] y, int offset, int stride, int classes) {
    VectorMask<Float> upper4 = UPPER_4;
    VectorMask<Float> upper2 = UPPER_2;
    VectorMask<Float> upper1 = UPPER_1;
    FloatVector v0 = FloatVector.fromArray(F, tile, start);
    FloatVector v1 = FloatVector.fromArray(F, tile, start + L);
    FloatVector v2 = FloatVector.fromArray(F, tile, start + 2 * L);
    FloatVector v3 = FloatVector.fromArray(F, tile, start + 3 * L);
    FloatVector v4 = FloatVector.fromArray(F, tile, start + 4 * L);
    FloatVector v5 = FloatVector.fromArray(F, tile, start + 5 * L);
    FloatVector v6 = FloatVector.fromArray(F, tile, start + 6 * L);
    FloatVector v7 = FloatVector.fromArray(F, tile, start + 7 * L);
    FloatVector moved;
    moved = v4.blend(v0, upper4).rearrange(PARTNER_4);
    v0 = v0.blend(moved, upper4);
    v4 = moved.blend(v4, upper4);
    moved = v5.blend(v1, upper4).rearrange(PARTNER_4);
    v1 = v1.blend(moved, upper4);
    v5 = moved.blend(v5, upper4);
    moved = v6.blend(v2, upper4).rearrange(PARTNER_4);
    v2 = v2.blend(moved, upper4);
    v6 = moved.blend(v6, upper4);
    moved = v7.blend(v3, upper4).rearrange(PARTNER_4);
    v3 = v3.blend(moved, upper4);
    v7 = moved.blend(v7, upper4);
    moved = v2.blend(v0, upper2).rearrange(PARTNER_2);
    v0 = v0.blend(moved, upper2);
    v2 = moved.blend(v2, upper2);
    moved = v3.blend(v1, upper2).rearrange(PARTNER_2);
    v1 = v1.blend(moved, upper2);
    v3 = moved.blend(v3, upper2);
    moved = v6.blend(v4, upper2).rearrange(PARTNER_2);
    v4 = v4.blend(moved, upper2);
    v6 = moved.blend(v6, upper2);
    moved = v7.blend(v5, upper2).rearrange(PARTNER_2);
    v5 = v5.blend(moved, upper2);
    v7 = moved.blend(v7, upper2);
    moved = v1.blend(v0, upper1).rearrange(PARTNER_1);
    v0 = v0.blend(moved, upper1);
    v1 = moved.blend(v1, upper1);
    moved = v3.blend(v2, upper1).rearrange(PARTNER_1);
    v2 = v2.blend(moved, upper1);
    v3 = moved.blend(v3, upper1);
    moved = v5.blend(v4, upper1).rearrange(PARTNER_1);
    v4 = v4.blend(moved, upper1);
    v5 = moved.blend(v5, upper1);
    moved = v7.blend(v6, upper1).rearrange(PARTNER_1);
    v6 = v6.blend(moved, upper1);
    v7 = moved.blend(v7, upper1);
    VectorMask<Float> lower = LOWER[classes];
    v0.intoArray(y, offset, lower);
    v1.intoArray(y, offset + stride, lower);
    v2.intoArray(y, offset + 2 * stride, lower);
    v3.intoArray(y, offset + 3 * stride, lower);
    v4.intoArray(y, offset + 4 * stride, lower);
    v5.intoArray(y, offset + 5 * stride, lower);
    v6.intoArray(y, offset + 6 * stride, lower);
    v7.intoArray(y, offset + 7 * stride, lower);
    VectorMask<Float> upper = UPPER[classes];
    int high = offset + 8 * stride - 8;
    v0.intoArray(y, high, upper);
    v1.intoArray(y, high + stride, upper);
    v2.intoArray(y, high + 2 * stride, upper);
    v3.intoArray(y, high + 3 * stride, upper);
    v4.intoArray(y, high + 4 * stride, upper);
    v5.intoArray(y, high + 5 * stride, upper);
    v6.intoArray(y, high + 6 * stride, upper);
    v7.intoArray(y, high + 7 * stride, upper);
  }
}
