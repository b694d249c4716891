package io.github.softjac.internal.kernel;

/// By how many octaves the exponentials of a row are shifted, so that none of them overflows.
///
/// With g the largest logit, `N = rint(g·log₂e) − 1`, and the kernels work with `σ·exp(z_k)·2⁻ᴺ`.
/// The largest of these lies between σ√2 and 4σ, whatever g is: no subtraction `z_k − g` is needed,
/// and none of its rounding happens. Only rows with |g| above [#LIMIT], where `z_k·4/ln 2` would
/// lose digits, are shifted by g beforehand; that difference is exact for every logit that is not
/// 2⁻¹²⁶ or less beside the largest.
final class FloatShift {

  static final float LIMIT = 1024;

  /// The sums start here: an exponential is always smaller, so that the rounding of each addition
  /// can be recovered exactly (Dekker, Numerische Mathematik 18, 1971, "fast two-sum"). No larger
  /// than that takes: what is smaller than the last place of the sum is left to its second part,
  /// which is added in plain float.
  static final float SUM_START = 8;

  private FloatShift() {}

  /// N, a small whole number.
  static float octaves(float g) {
    return (Math.fma(g, FloatExp.LOG2_E, FloatExp.MAGIC) - FloatExp.MAGIC) - 1;
  }

  /// The constant M of [FloatExp] that brings `−4N` into the low bits of t.
  static float magic(float octaves) {
    return FloatExp.MAGIC - 4 * octaves;
  }

  /// Logits below this, where `exp(z_k)·2⁻ᴺ` is 2⁻¹²⁶, are raised to it. The results are below
  /// 2⁻¹²⁶ in any case, that is 0, and no product on the way is subnormal.
  static float lowest(float octaves) {
    return (octaves - 126) * FloatExp.LN_2;
  }
}
