package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/// [FloatDivergence] on vectors: of as many numbers as make whole vectors.
final class VectorFloatDivergence {

  private VectorFloatDivergence() {}

  /// `1 + d` and `1 − d`.
  ///
  /// @return how many are done
  static int ratios(float[] y, float[] t, float[] a, float[] losses, int length) {
    FloatVector least = FloatVector.broadcast(F, Float.MIN_NORMAL);
    int i = 0;
    for (; i <= length - L; i += L) {
      FloatVector yi = FloatVector.fromArray(F, y, i);
      FloatVector ti = FloatVector.fromArray(F, t, i);
      FloatVector sum = yi.add(ti);
      sum = sum.blend(least, sum.compare(LT, least));
      yi.mul(2).div(sum).intoArray(a, i);
      ti.mul(2).div(sum).intoArray(losses, i);
    }
    return i;
  }

  /// From their logarithms a and ℓ.
  ///
  /// @return how many are done
  static int ofLogs(float[] y, float[] t, float[] a, float[] losses, int length) {
    FloatVector least = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    int i = 0;
    for (; i <= length - L; i += L) {
      FloatVector yi = FloatVector.fromArray(F, y, i);
      FloatVector ti = FloatVector.fromArray(F, t, i);
      FloatVector sum = yi.add(ti);
      FloatVector d = yi.sub(ti).div(sum.blend(least, sum.compare(LT, least)));
      FloatVector z = d.mul(d);
      FloatVector series = z.mul(1f / 66).add(1f / 45);
      series = z.mul(series).add(1f / 28);
      series = z.mul(series).add(1f / 15);
      series = z.mul(series).add(1f / 6);
      FloatVector near = sum.mul(0.25f).mul(z.add(z.mul(z).mul(series)));
      FloatVector ai = FloatVector.fromArray(F, a, i);
      FloatVector far = ti.mul(FloatVector.fromArray(F, losses, i)).add(yi.mul(ai)).mul(half);
      far.blend(near, z.compare(LT, FloatDivergence.NEAR)).intoArray(losses, i);
      yi.mul(half).mul(ai).intoArray(a, i);
    }
    return i;
  }
}
