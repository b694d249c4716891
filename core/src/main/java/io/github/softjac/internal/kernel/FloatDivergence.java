package io.github.softjac.internal.kernel;

/// The terms of Jensen–Shannon divergence for many floats; the same bits whichever twin serves.
///
/// With `σ = y + t`, `d = (y − t) / σ` and `h(d) = (1 + d) log(1 + d) + (1 − d) log(1 − d) = d² +
/// d⁴/6 + d⁶/15 + d⁸/28 + …`, where `1 + d = 2y / σ` and `1 − d = 2t / σ`: `ℓ = ¼ σ h(d)`, by
/// logarithms where d is large, by its series where they would cancel, and `y ∂ℓ/∂y = ½ y log(1 +
/// d)`.
public final class FloatDivergence {

  /// Up to this d² the series is right to a float.
  static final float NEAR = 0.09f;

  private FloatDivergence() {}

  /// ℓ and `a = y ∂ℓ/∂y` of the first `length` outputs and targets.
  ///
  /// @param a receives a; no other array
  /// @param losses receives ℓ; no other array
  public static void terms(float[] y, float[] t, float[] a, float[] losses, int length) {
    boolean vector = KernelFamily.ROW_FUNCTIONS.vector(length);
    int done = vector ? VectorFloatDivergence.ratios(y, t, a, losses, length) : 0;
    scalarRatios(y, t, a, losses, done, length);
    FloatFunctions.logs(a, a, length);
    FloatFunctions.logs(losses, losses, length);
    done = vector ? VectorFloatDivergence.ofLogs(y, t, a, losses, length) : 0;
    scalarOfLogs(y, t, a, losses, done, length);
  }

  /// `1 + d` and `1 − d`.
  static void scalarRatios(float[] y, float[] t, float[] a, float[] losses, int from, int to) {
    for (int i = from; i < to; i++) {
      float sum = Math.max(y[i] + t[i], Float.MIN_NORMAL);
      a[i] = 2 * y[i] / sum;
      losses[i] = 2 * t[i] / sum;
    }
  }

  /// From their logarithms a and ℓ.
  static void scalarOfLogs(float[] y, float[] t, float[] a, float[] losses, int from, int to) {
    for (int i = from; i < to; i++) {
      float sum = y[i] + t[i];
      float d = (y[i] - t[i]) / Math.max(sum, Float.MIN_NORMAL);
      float z = d * d;
      float series = 1f / 6 + z * (1f / 15 + z * (1f / 28 + z * (1f / 45 + z * (1f / 66))));
      float near = 0.25f * sum * (z + z * z * series);
      float far = 0.5f * (t[i] * losses[i] + y[i] * a[i]);
      losses[i] = z < NEAR ? near : far;
      a[i] = 0.5f * y[i] * a[i];
    }
  }
}
