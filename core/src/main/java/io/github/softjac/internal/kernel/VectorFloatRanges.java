package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.UMAX;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// The largest logit of each of up to L rows, and a bound that none is below: most rows span so
/// little that the loops behind need not look for results that become 0.
///
/// Of the bits of floats as unsigned numbers, the largest belongs to the smallest float if any is
/// negative; if none is, 0 is the bound.
final class VectorFloatRanges {

  private static final VectorShuffle<Float> OTHER_HALF = VectorShuffle.fromOp(F, lane -> lane ^ H);
  private static final VectorMask<Float> UPPER_HALF = F.indexInRange(-H, L);

  private VectorFloatRanges() {}

  /// Finds g, M, the lowest logit and the bound of each row, as [RowNumbers] says.
  ///
  /// @return false if some largest logit is not an ordinary number
  static boolean find(float[] z, int offset, int rows, int classes, Scratch scratch) {
    lines(z, offset, rows, classes, scratch.block);
    if (rows < L) {
      Arrays.fill(scratch.block, rows * L, L * L, 0);
    }
    return RowNumbers.ranges(scratch.block, scratch.turned, scratch.numbers);
  }

  /// A line a row: the largest logits, NaN left aside, in its lower half; in its upper half the
  /// smallest ones, or where none is negative anything that is not.
  private static void lines(float[] z, int offset, int rows, int classes, float[] block) {
    VectorShuffle<Float> otherHalf = OTHER_HALF;
    VectorMask<Float> upperHalf = UPPER_HALF;
    for (int row = 0; row < rows; row++) {
      int k = offset + row * classes;
      int to = k + classes;
      FloatVector max = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
      FloatVector max1 = max;
      IntVector bits = FloatVector.zero(F).reinterpretAsInts();
      IntVector bits1 = bits;
      for (; k < to - 2 * L; k += 2 * L) {
        FloatVector z0 = FloatVector.fromArray(F, z, k);
        FloatVector z1 = FloatVector.fromArray(F, z, k + L);
        max = max.blend(z0, z0.compare(GT, max));
        max1 = max1.blend(z1, z1.compare(GT, max1));
        bits = bits.lanewise(UMAX, z0.reinterpretAsInts());
        bits1 = bits1.lanewise(UMAX, z1.reinterpretAsInts());
      }
      FloatVector z0 = FloatVector.fromArray(F, z, Math.min(k, to - L));
      FloatVector z1 = FloatVector.fromArray(F, z, to - L);
      max = max.blend(z0, z0.compare(GT, max));
      max1 = max1.blend(z1, z1.compare(GT, max1));
      bits = bits.lanewise(UMAX, z0.reinterpretAsInts());
      bits1 = bits1.lanewise(UMAX, z1.reinterpretAsInts());
      max = max.blend(max1, max1.compare(GT, max));
      FloatVector low = bits.lanewise(UMAX, bits1).reinterpretAsFloats();
      // Halves: of the maxima on the lower, of the bits on the upper.
      FloatVector own = max.blend(low, upperHalf);
      FloatVector other = low.blend(max, upperHalf).rearrange(otherHalf);
      FloatVector larger = own.blend(other, other.compare(GT, own));
      FloatVector lower =
          own.reinterpretAsInts().lanewise(UMAX, other.reinterpretAsInts()).reinterpretAsFloats();
      larger.blend(lower, upperHalf).intoArray(block, row * L);
    }
  }
}
