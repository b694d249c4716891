package io.github.softjac.internal.kernel;

/// By how many octaves the exponentials of a row are shifted, so that none of them overflows. The
/// twin of [FloatShift].
///
/// With g the largest logit, `N = rint(g·log₂e) − 1`, and the kernels work with `σ·exp(z_k)·2⁻ᴺ`.
/// The largest of these lies between σ√2 and 2σ√2, whatever g is: no subtraction `z_k − g` is
/// needed, and none of its rounding happens. Only rows with |g| above [#LIMIT], where `z_k·2/ln 2`
/// would lose digits and in the end not fit an integer, are shifted by g beforehand. That
/// difference is exact wherever the result is not 0: such a `z_k` is within 745 of g, so between
/// g/2 and 2g, and the difference of two doubles that near is a double (Sterbenz). The others are 0
/// in any case, since rounding keeps the order.
final class DoubleShift {

  static final double LIMIT = 0x1p20;

  /// The sums start here: an exponential is always smaller, so that the rounding of each addition
  /// can be recovered exactly (Dekker, Numerische Mathematik 18, 1971, "fast two-sum").
  ///
  /// Above 2¹⁴ doubles are multiples of 2⁻³⁸. The exponentials of a chunk, 4096 below 2σ√2 < 5.3,
  /// stay below 2¹⁵, so that the rounded sums of its lanes can be added without any further
  /// rounding.
  static final double SUM_START = 0x1p14;

  private DoubleShift() {}

  /// N, a whole number.
  static double octaves(double g) {
    return (Math.fma(g, DoubleExp.LOG2_E, DoubleExp.MAGIC) - DoubleExp.MAGIC) - 1;
  }

  /// The constant M of [DoubleExp] that brings `−2N` into the low bits of t.
  static double magic(double octaves) {
    return DoubleExp.MAGIC - 2 * octaves;
  }

  /// Logits below this, where `exp(z_k)·2⁻ᴺ` is 2⁻¹⁰²², are raised to it. The results are below
  /// 2⁻¹⁰²² in any case, that is 0, and no product on the way is subnormal.
  static double lowest(double octaves) {
    return (octaves - 1022) * DoubleExp.LN_2;
  }
}
