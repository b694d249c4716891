package io.github.softjac.internal.kernel;

/// The terms of Jensen–Shannon divergence.
///
/// With `σ = y + t`, `d = (y − t) / σ` and `h(d) = (1 + d) log(1 + d) + (1 − d) log(1 − d) = d² +
/// d⁴/6 + d⁶/15 + d⁸/28 + …`, where `1 + d = 2y / σ` and `1 − d = 2t / σ`: `ℓ = ¼ σ h(d)`, by
/// logarithms where d is large, by its series where they would cancel, and `y ∂ℓ/∂y = ½ y log(1 +
/// d)`, with a logarithm that is right to its digits also where d is small.
final class FloatDivergence {

  /// Up to this d² the series is right to a float.
  static final float NEAR = 0.09f;

  /// Coefficients of the series, `d²·(1 + d²·(C_1 + d²·(C_2 + …)))`.
  static final float C_1 = 1f / 6;

  static final float C_2 = 1f / 15;
  static final float C_3 = 1f / 28;
  static final float C_4 = 1f / 45;
  static final float C_5 = 1f / 66;

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
      float sum = y[i] + ti;
      float over = 1 / (sum + Float.MIN_NORMAL);
      float d = TermForm.difference(y[i], TermForm.rest(y[i], restOfLargest), ti) * over;
      float ofOutput = FloatFunctions.logOnePlus(2 * y[i] * over, d);
      float ofTarget = FloatFunctions.log(2 * ti * over);
      float d2 = d * d;
      float series = Math.fma(d2, Math.fma(d2, Math.fma(d2, C_5, C_4), C_3), C_2);
      series = Math.fma(d2, series, C_1);
      float near = 0.25f * sum * Math.fma(d2 * d2, series, d2);
      float far = 0.5f * Math.fma(ti, ofTarget, y[i] * ofOutput);
      losses[i] = d2 < NEAR ? near : far;
      a[i] = 0.5f * y[i] * ofOutput;
    }
  }
}
