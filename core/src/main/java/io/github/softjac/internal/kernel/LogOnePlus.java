package io.github.softjac.internal.kernel;

/// `log(1 + q)` for `q ≥ 0`, in double, to some 2⁻⁴⁵ of the result also where q is tiny: twice the
/// digits that results in float need.
///
/// With `1 + q = 2ᵏ·(1 + f)`, `1 + f` between √½ and √2, and `s = f / (2 + f)`, `log(1 + f) = 2
/// artanh(s) = 2s (1 + s²/3 + s⁴/5 + …)`. Where k = 0, f is q itself and nothing is lost.
final class LogOnePlus {

  static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));
  static final double LN_2 = 0.6931471805599453;

  /// 1.5·2⁵²: doubles near it are integers.
  static final double MAGIC = 0x1.8p52;

  static final long MAGIC_BITS = Double.doubleToRawLongBits(MAGIC);

  private LogOnePlus() {}

  static double of(double q) {
    double u = 1 + q;
    long bits = Double.doubleToRawLongBits(u);
    long k = (bits - SQRT_HALF_BITS) >> 52;
    double f = k == 0 ? q : u * Double.longBitsToDouble((1023 - k) << 52) - 1;
    double octaves = Double.longBitsToDouble(k + MAGIC_BITS) - MAGIC;
    double s = f / (2 + f);
    double z = s * s;
    double p = Math.fma(z, 2.0 / 19, 2.0 / 17);
    p = Math.fma(p, z, 2.0 / 15);
    p = Math.fma(p, z, 2.0 / 13);
    p = Math.fma(p, z, 2.0 / 11);
    p = Math.fma(p, z, 2.0 / 9);
    p = Math.fma(p, z, 2.0 / 7);
    p = Math.fma(p, z, 2.0 / 5);
    p = Math.fma(p, z, 2.0 / 3);
    return Math.fma(octaves, LN_2, Math.fma(s * z, p, 2 * s));
  }
}
