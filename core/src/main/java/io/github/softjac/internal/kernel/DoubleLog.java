package io.github.softjac.internal.kernel;

/// The logarithm in double, without branches on the way of ordinary numbers, so that a vector can
/// go the same way.
///
/// `u = 2ᵏ·(1 + f)` with `1 + f` between √½ and √2; then `log u = k·ln 2 + log(1 + f)`. With `s = f
/// / (2 + f)`, `log(1 + f) = 2 artanh(s) = 2s + s·z·P(z)`, `z = s²`. Since s is rounded, 2s is not
/// used as it stands: `2s = f − f²/2 + s·f²/2`, where f is exact and the rest small (this form is
/// that of fdlibm, Sun Microsystems 1993). The error of P is 2⁻⁶⁰·⁷; it is printed by
/// `src/test/python/polynomials.py`.
public final class DoubleLog {

  static final double P3 = 0.6666666666666666;
  static final double P5 = 0.4000000000000089;
  static final double P7 = 0.28571428570795937;
  static final double P9 = 0.2222222239345263;
  static final double P11 = 0.181817954545265;
  static final double P13 = 0.1538624978819611;
  static final double P15 = 0.13268503312794605;
  static final double P17 = 0.13089445145247705;

  /// ln 2 to 42 bits, so that its product with any exponent is exact, and the rest.
  static final double LN_2_HIGH = 0x1.62e42fefa38p-1;

  static final double LN_2_LOW = 5.497923018708371e-14;

  static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

  /// 1.5·2⁵²: doubles near it are integers.
  static final double MAGIC = 0x1.8p52;

  static final long MAGIC_BITS = 0x4338000000000000L;

  private DoubleLog() {}

  /// `log(x)`, within 1 ulp. The logarithm of 0 is −∞, that of a number below 0 NaN.
  public static double log(double x) {
    if (!(x > 0 && x <= Double.MAX_VALUE)) {
      return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
    }
    return x < Double.MIN_NORMAL ? log(x * 0x1p54, -54, 0) : log(x, 0, 0);
  }

  /// `log(1 + x)`, within 1 ulp, also where x is tiny. It is −∞ at −1, and NaN below.
  public static double log1p(double x) {
    if (!(x > -1 && x <= Double.MAX_VALUE && x != 0)) {
      return x == -1 ? Double.NEGATIVE_INFINITY : x >= 0 ? x : Double.NaN;
    }
    return onePlus(x);
  }

  /// `log(1 + x)` of a finite x above −1, without a branch.
  static double onePlus(double x) {
    double u = 1 + x;
    // What the addition has taken away, exactly: log(u + missing) = log(u) + missing / u.
    double added = u - 1;
    double missing = (1 - (u - added)) + (x - added);
    return log(u, 0, missing / u);
  }

  /// `log(u) + shift·ln 2 + rest`, for a normal u and a tiny rest.
  private static double log(double u, double shift, double rest) {
    long bits = Double.doubleToRawLongBits(u);
    long k = (bits - SQRT_HALF_BITS) >> 52;
    double f = Double.longBitsToDouble(bits - (k << 52)) - 1;
    double octaves = (Double.longBitsToDouble(MAGIC_BITS + k) - MAGIC) + shift;
    double s = f / (2 + f);
    double z = s * s;
    double p = Math.fma(P17, z, P15);
    p = Math.fma(p, z, P13);
    p = Math.fma(p, z, P11);
    p = Math.fma(p, z, P9);
    p = Math.fma(p, z, P7);
    p = Math.fma(p, z, P5);
    p = Math.fma(p, z, P3);
    // f²/2, in two parts.
    double half = 0.5 * f;
    double square = half * f;
    double squareLow = Math.fma(half, f, -square);
    double small = Math.fma(s, Math.fma(z, p, square), -square);
    // k·ln 2 + f, in two parts: the first is 0 or the larger.
    double high = octaves * LN_2_HIGH;
    double sum = high + f;
    double low = (f - (sum - high)) - squareLow;
    return sum + (small + (low + Math.fma(octaves, LN_2_LOW, rest)));
  }
}
