package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/// The first lanes of a vector, as bits to be taken by `and`. A load or store with a mask has a way
/// of its own near the end of an array, which wants the mask as an object: a compiler that has once
/// seen it taken, or that meets the loop inside another method, may make such an object for every
/// row. Bits are a vector like any other.
///
/// Where a part of a vector is to be stored and another thread may write beside it, only a mask
/// does ([#mask]); such a store is to be kept away from the end of its array.
final class FirstLanes {

  /// L times all bits, then L times none.
  private static final int[] BITS = new int[2 * L];

  private static final VectorMask<Float>[] MASKS = masks();

  private static final long[] WIDE_BITS = new long[2 * DoubleVector.SPECIES_PREFERRED.length()];

  static {
    Arrays.fill(BITS, 0, L, -1);
    Arrays.fill(WIDE_BITS, 0, WIDE_BITS.length / 2, -1);
  }

  private FirstLanes() {}

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static VectorMask<Float>[] masks() {
    VectorMask<Float>[] masks = new VectorMask[L + 1];
    for (int lanes = 0; lanes <= L; lanes++) {
      masks[lanes] = F.indexInRange(0, lanes);
    }
    return masks;
  }

  /// The first lanes of floats: none below 0, all from L on.
  static VectorMask<Float> mask(int lanes) {
    return MASKS[Math.clamp(lanes, 0, L)];
  }

  /// All bits of the first lanes of floats, none of the others.
  ///
  /// @param lanes how many; below 0 none, and all from L on
  static IntVector bits(int lanes) {
    return IntVector.fromArray(I, BITS, L - Math.clamp(lanes, 0, L));
  }

  /// All bits of the first lanes of doubles, none of the others.
  static LongVector wideBits(int lanes) {
    int length = WIDE_BITS.length / 2;
    return LongVector.fromArray(
        LongVector.SPECIES_PREFERRED, WIDE_BITS, length - Math.clamp(lanes, 0, length));
  }

  /// The lanes of which `own` has the bits; 0 in the others, whatever they hold.
  static FloatVector keep(FloatVector v, IntVector own) {
    return v.reinterpretAsInts().and(own).reinterpretAsFloats();
  }

  static DoubleVector keep(DoubleVector v, LongVector own) {
    return v.reinterpretAsLongs().and(own).reinterpretAsDoubles();
  }
}
