package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The masks of a vector's first lanes, made once. `indexInRange` chooses among constants and a
/// mask of its own, and a compiler that has seen several of them chosen puts that choice on the
/// heap, call by call.
final class FirstLanes {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final VectorMask<Float>[] FLOATS = all(F);
  private static final VectorMask<Double>[] DOUBLES = all(D);

  /// L times all bits, then L times none.
  private static final int[] BITS = new int[2 * L];

  static {
    Arrays.fill(BITS, 0, L, -1);
  }

  private FirstLanes() {}

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <E> VectorMask<E>[] all(VectorSpecies<E> species) {
    VectorMask<E>[] masks = new VectorMask[species.length() + 1];
    for (int lanes = 0; lanes < masks.length; lanes++) {
      masks[lanes] = species.indexInRange(0, lanes);
    }
    return masks;
  }

  /// The first lanes of a vector of floats: none below 0, all from the vector's length on.
  static VectorMask<Float> ofFloats(int lanes) {
    return FLOATS[Math.clamp(lanes, 0, FLOATS.length - 1)];
  }

  /// The first lanes of a vector of doubles: none below 0, all from the vector's length on.
  static VectorMask<Double> ofDoubles(int lanes) {
    return DOUBLES[Math.clamp(lanes, 0, DOUBLES.length - 1)];
  }

  /// All bits of the first lanes, 0 to L of them, for [#keep].
  static IntVector bits(int lanes) {
    return IntVector.fromArray(I, BITS, L - lanes);
  }

  /// The lanes of which `own` has the bits; 0 in the others, whatever they hold.
  static FloatVector keep(FloatVector v, IntVector own) {
    return v.reinterpretAsInts().and(own).reinterpretAsFloats();
  }
}
