package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// [FloatSupport] of long rows with the Vector API.
final class VectorFloatSupport {

  private VectorFloatSupport() {}

  /// The largest entry, NaN left aside; −∞ if there is none.
  static float max(float[] z, int from, int to) {
    FloatVector max = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
    FloatVector max1 = max;
    int k = from;
    for (; k < to - 2 * L; k += 2 * L) {
      FloatVector z0 = FloatVector.fromArray(F, z, k);
      FloatVector z1 = FloatVector.fromArray(F, z, k + L);
      max = max.blend(z0, z0.compare(GT, max));
      max1 = max1.blend(z1, z1.compare(GT, max1));
    }
    FloatVector z0 = FloatVector.fromArray(F, z, Math.min(k, to - L));
    FloatVector z1 = FloatVector.fromArray(F, z, to - L);
    max = max.blend(z0, z0.compare(GT, max));
    max1 = max1.blend(z1, z1.compare(GT, max1));
    max = max.blend(max1, max1.compare(GT, max));
    // As integers, whose order is that of the floats once the digits of negative ones are turned.
    IntVector bits = max.reinterpretAsInts();
    int largest =
        bits.lanewise(XOR, bits.lanewise(ASHR, 31).and(Integer.MAX_VALUE)).reduceLanes(MAX);
    return Float.intBitsToFloat(largest ^ ((largest >> 31) & Integer.MAX_VALUE));
  }

  /// The indices whose entry is not below the bound, NaN included.
  static int notBelow(float[] z, int from, int to, float bound, int[] found) {
    int count = 0;
    int k = from;
    for (; k <= to - L; k += L) {
      VectorMask<Float> below = FloatVector.fromArray(F, z, k).compare(LT, bound);
      if (!below.allTrue()) {
        long rest = ~below.toLong() & ((1L << L) - 1);
        for (; rest != 0; rest &= rest - 1) {
          found[count++] = k + Long.numberOfTrailingZeros(rest);
        }
      }
    }
    return FloatSupport.notBelow(z, k, to, bound, found, count);
  }
}
