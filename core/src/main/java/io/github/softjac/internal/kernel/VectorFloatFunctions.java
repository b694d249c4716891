package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// [FloatFunctions] on vectors: of as many numbers as make whole vectors.
final class VectorFloatFunctions {

  private VectorFloatFunctions() {}

  /// Multiples.
  ///
  /// @return how many are done
  static int multiply(float[] x, int from, float[] out, int to, int length, float high, float low) {
    FloatVector h = FloatVector.broadcast(F, high);
    FloatVector l = FloatVector.broadcast(F, low);
    FloatVector infinity = FloatVector.broadcast(F, Float.POSITIVE_INFINITY);
    int i = 0;
    if (low == 0) {
      // The factor is a float, as that of a temperature of 2: one rounding is all there is.
      for (; i <= length - L; i += L) {
        FloatVector.fromArray(F, x, from + i).mul(h).intoArray(out, to + i);
      }
      return i;
    }
    for (; i <= length - L; i += L) {
      FloatVector v = FloatVector.fromArray(F, x, from + i);
      FloatVector p = v.mul(h);
      FloatVector rest = v.fma(l, v.fma(h, p.neg()));
      p.add(rest).blend(p, p.abs().compare(EQ, infinity)).intoArray(out, to + i);
    }
    return i;
  }

  /// Logarithms.
  ///
  /// @return how many are done
  static int logs(float[] x, int from, float lowest, float[] out, int length) {
    FloatVector least = FloatVector.broadcast(F, lowest);
    int i = 0;
    for (; i <= length - L; i += L) {
      FloatVector u = FloatVector.fromArray(F, x, from + i);
      IntVector bits = u.blend(least, u.compare(LT, least)).reinterpretAsInts();
      IntVector k = bits.sub(FloatFunctions.SQRT_HALF_BITS).lanewise(ASHR, 23);
      FloatVector f = bits.sub(k.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1);
      FloatVector octaves =
          k.add(FloatFunctions.MAGIC_BITS).reinterpretAsFloats().sub(FloatFunctions.MAGIC);
      FloatVector s = f.div(f.add(2));
      FloatVector z = s.mul(s);
      FloatVector p = z.fma(2f / 9, 2f / 7);
      p = p.fma(z, FloatVector.broadcast(F, 2f / 5));
      p = p.fma(z, FloatVector.broadcast(F, 2f / 3));
      FloatVector small =
          octaves.fma(FloatVector.broadcast(F, FloatFunctions.LN_2_LOW), s.mul(z).mul(p));
      octaves
          .fma(FloatVector.broadcast(F, FloatFunctions.LN_2_HIGH), s.mul(2).add(small))
          .intoArray(out, i);
    }
    return i;
  }

  /// Exponentials.
  ///
  /// @return how many are done
  static int exponentials(float[] x, float[] expm1, int length) {
    FloatVector least = FloatVector.broadcast(F, FloatFunctions.LEAST);
    FloatVector magic = FloatVector.broadcast(F, FloatFunctions.MAGIC);
    int i = 0;
    for (; i <= length - L; i += L) {
      FloatVector d = FloatVector.fromArray(F, x, i);
      d = d.blend(least, d.compare(LT, least));
      FloatVector t = d.fma(FloatVector.broadcast(F, FloatFunctions.LOG2_E), magic);
      FloatVector n = t.sub(magic);
      FloatVector r = n.fma(FloatVector.broadcast(F, -FloatFunctions.LN_2_HIGH), d);
      r = n.fma(FloatVector.broadcast(F, -FloatFunctions.LN_2_LOW), r);
      FloatVector power =
          t.reinterpretAsInts()
              .sub(FloatFunctions.MAGIC_BITS - 127)
              .lanewise(LSHL, 23)
              .reinterpretAsFloats();
      FloatVector p = r.fma(1f / 5040, 1f / 720);
      p = p.fma(r, FloatVector.broadcast(F, 1f / 120));
      p = p.fma(r, FloatVector.broadcast(F, 1f / 24));
      p = p.fma(r, FloatVector.broadcast(F, 1f / 6));
      p = p.fma(r, FloatVector.broadcast(F, 0.5f));
      FloatVector w = p.fma(r.mul(r), r);
      power.fma(w, power).intoArray(x, i);
      power.fma(w, power.sub(1)).intoArray(expm1, i);
    }
    return i;
  }
}
