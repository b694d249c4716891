package io.github.softjac.internal.kernel;

/// The terms of Jensen–Shannon divergence.
///
/// With `σ = y + t`, `d = (y − t) / σ` and `h(d) = (1 + d) log(1 + d) + (1 − d) log(1 − d) = d² +
/// d⁴/6 + d⁶/15 + d⁸/28 + …`, where `1 + d = 2y / σ` and `1 − d = 2t / σ`: `ℓ = ¼ σ h(d)`, by
/// logarithms where d is large, by its series where they would cancel, and `y ∂ℓ/∂y = ½ y log(1 +
/// d)`.
final class FloatDivergence {

  /// Up to this d² the series is right to a float.
  static final float NEAR = 0.09f;

  private FloatDivergence() {}

  /// ℓ and `a = y ∂ℓ/∂y` of the first `length` outputs and of targets from `from` on.
  ///
  /// @param restOfLargest `1 − y` of the output above ½
  /// @param losses receives ℓ
  /// @param a receives a
  static void terms(
      float[] y, float restOfLargest, float[] t, int from, float[] losses, float[] a, int length) {
    for (int i = 0; i < length; i++) {
      float ti = t[from + i];
      float rest = TermForm.rest(y[i], restOfLargest);
      float sum = y[i] + ti;
      float over = 1 / (sum < Float.MIN_NORMAL ? Float.MIN_NORMAL : sum);
      float d = TermForm.difference(y[i], rest, ti) * over;
      float ofOutput = FloatFunctions.logOnePlus(2 * y[i] * over, d);
      float ofTarget = FloatFunctions.logOnePlus(2 * ti * over, -d);
      float z = d * d;
      float series = 1f / 6 + z * (1f / 15 + z * (1f / 28 + z * (1f / 45 + z * (1f / 66))));
      float near = 0.25f * sum * (z + z * z * series);
      float far = 0.5f * (ti * ofTarget + y[i] * ofOutput);
      losses[i] = z < NEAR ? near : far;
      a[i] = 0.5f * y[i] * ofOutput;
    }
  }
}
