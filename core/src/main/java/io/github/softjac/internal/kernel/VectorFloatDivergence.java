package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The logarithms of [FloatDivergence] on vectors.
final class VectorFloatDivergence {

  private VectorFloatDivergence() {}

  /// d, `log(1 + d)` and `log(1 − d)` of so many outputs as make whole vectors.
  ///
  /// @param rests where, at `restAt`, a vector of `1 − y` of the output above ½ is
  static void logs(
      float[] y,
      int yAt,
      float[] rests,
      int restAt,
      float[] t,
      int tAt,
      float[] ofOutputs,
      float[] ofTargets,
      float[] d,
      int length) {
    ratios(y, yAt, rests, restAt, t, tAt, ofOutputs, ofTargets, d, length);
    logsOnePlus(ofOutputs, d, length);
    VectorFloatFunctions.logs(ofTargets, 0, 0, ofTargets, length);
  }

  /// `1 + d`, `1 − d` and d.
  private static void ratios(
      float[] y,
      int yAt,
      float[] rests,
      int restAt,
      float[] t,
      int tAt,
      float[] ofOutputs,
      float[] ofTargets,
      float[] d,
      int length) {
    FloatVector least = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector one = FloatVector.broadcast(F, 1);
    FloatVector rest = FloatVector.fromArray(F, rests, restAt);
    for (int i = 0; i < length; i += L) {
      FloatVector yi = FloatVector.fromArray(F, y, yAt + i);
      FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
      FloatVector over = one.div(yi.add(ti).add(least));
      FloatVector difference = yi.sub(ti).blend(one.sub(ti).sub(rest), yi.compare(GT, half));
      difference.mul(over).intoArray(d, i);
      yi.add(yi).mul(over).intoArray(ofOutputs, i);
      ti.add(ti).mul(over).intoArray(ofTargets, i);
    }
  }

  /// Replaces x by `log(1 + d)`, where it is 1 + d.
  private static void logsOnePlus(float[] x, float[] d, int length) {
    FloatVector zero = FloatVector.zero(F);
    for (int i = 0; i < length; i += L) {
      IntVector bits = FloatVector.fromArray(F, x, i).reinterpretAsInts();
      IntVector k = bits.sub(FloatFunctions.SQRT_HALF_BITS).lanewise(ASHR, 23);
      FloatVector octaves =
          k.add(FloatFunctions.MAGIC_BITS).reinterpretAsFloats().sub(FloatFunctions.MAGIC);
      FloatVector f = bits.sub(k.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1);
      f = f.blend(FloatVector.fromArray(F, d, i), octaves.compare(EQ, zero));
      FloatVector s = f.div(f.add(2));
      FloatVector z = s.mul(s);
      FloatVector p = z.fma(2f / 9, 2f / 7);
      p = p.fma(z, FloatVector.broadcast(F, 2f / 5));
      p = p.fma(z, FloatVector.broadcast(F, 2f / 3));
      FloatVector small =
          octaves.fma(FloatVector.broadcast(F, FloatFunctions.LN_2_LOW), s.mul(z).mul(p));
      octaves
          .fma(FloatVector.broadcast(F, FloatFunctions.LN_2_HIGH), s.mul(2).add(small))
          .intoArray(x, i);
    }
  }
}
