package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// [FloatDivergence] on vectors.
final class VectorFloatDivergence {

  private VectorFloatDivergence() {}

  /// ℓ and a of so many outputs as make whole vectors.
  ///
  /// @param rests where, at `restAt`, a vector of `1 − y` of the output above ½ is
  /// @param d room for as many numbers
  static void terms(
      float[] y,
      int yAt,
      float[] rests,
      int restAt,
      float[] t,
      int tAt,
      float[] losses,
      float[] a,
      float[] d,
      int length) {
    ratios(y, yAt, rests, restAt, t, tAt, losses, a, d, length);
    logsOnePlus(a, d, 1, length);
    logsOnePlus(losses, d, -1, length);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    for (int i = 0; i < length; i += L) {
      FloatVector yi = FloatVector.fromArray(F, y, yAt + i);
      FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
      FloatVector di = FloatVector.fromArray(F, d, i);
      FloatVector z = di.mul(di);
      FloatVector series = z.mul(1f / 66).add(1f / 45);
      series = z.mul(series).add(1f / 28);
      series = z.mul(series).add(1f / 15);
      series = z.mul(series).add(1f / 6);
      FloatVector near = yi.add(ti).mul(0.25f).mul(z.add(z.mul(z).mul(series)));
      FloatVector ofOutput = FloatVector.fromArray(F, a, i);
      FloatVector ofTarget = FloatVector.fromArray(F, losses, i);
      FloatVector far = ti.mul(ofTarget).add(yi.mul(ofOutput)).mul(half);
      far.blend(near, z.compare(LT, FloatDivergence.NEAR)).intoArray(losses, i);
      yi.mul(half).mul(ofOutput).intoArray(a, i);
    }
  }

  /// `1 + d`, `1 − d` and d.
  private static void ratios(
      float[] y,
      int yAt,
      float[] rests,
      int restAt,
      float[] t,
      int tAt,
      float[] ofTargets,
      float[] ofOutputs,
      float[] d,
      int length) {
    FloatVector least = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector one = FloatVector.broadcast(F, 1);
    FloatVector rest = FloatVector.fromArray(F, rests, restAt);
    for (int i = 0; i < length; i += L) {
      FloatVector yi = FloatVector.fromArray(F, y, yAt + i);
      FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
      FloatVector sum = yi.add(ti);
      FloatVector over = one.div(sum.blend(least, sum.compare(LT, least)));
      FloatVector difference = yi.sub(ti).blend(one.sub(ti).sub(rest), yi.compare(GT, half));
      difference.mul(over).intoArray(d, i);
      yi.add(yi).mul(over).intoArray(ofOutputs, i);
      ti.add(ti).mul(over).intoArray(ofTargets, i);
    }
  }

  /// Replaces x by `log(1 + sign · d)`, which it is next to.
  private static void logsOnePlus(float[] x, float[] d, float sign, int length) {
    FloatVector least = FloatVector.broadcast(F, Float.MIN_NORMAL);
    for (int i = 0; i < length; i += L) {
      FloatVector u = FloatVector.fromArray(F, x, i);
      IntVector bits = u.blend(least, u.compare(LT, least)).reinterpretAsInts();
      IntVector k = bits.sub(FloatFunctions.SQRT_HALF_BITS).lanewise(ASHR, 23);
      FloatVector octaves =
          k.add(FloatFunctions.MAGIC_BITS).reinterpretAsFloats().sub(FloatFunctions.MAGIC);
      FloatVector f = bits.sub(k.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1);
      f = f.blend(FloatVector.fromArray(F, d, i).mul(sign), octaves.compare(EQ, 0));
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
