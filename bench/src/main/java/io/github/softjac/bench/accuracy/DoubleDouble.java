package io.github.softjac.bench.accuracy;

/// A number as the unevaluated sum of two doubles, `high + low` with `|low| ≤ ulp(high) / 2`: some
/// 106 bits.
///
/// Algorithms: Dekker, Numerische Mathematik 18, 1971; Hida, Li and Bailey, "Algorithms for
/// quad-double precision floating point arithmetic", 2001; both with `fma` for the exact product.
public record DoubleDouble(double high, double low) {

  public static final DoubleDouble ZERO = new DoubleDouble(0, 0);
  private static final DoubleDouble ONE = new DoubleDouble(1, 0);

  /// ln 2, of which the third part makes `k · ln 2` good to 106 bits also where much cancels.
  private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;

  private static final double LN2_MIDDLE = 0x1.abc9e3b39803fp-56;
  private static final double LN2_LOW = 0x1.7b57a079a1934p-111;

  /// The argument of the power series is halved this often, and its result squared as often.
  private static final int HALVINGS = 8;

  /// `(ln 2 / 2 / 2⁸)ⁿ / n!` is below 2⁻¹¹⁰ for n above this.
  private static final int TERMS = 11;

  /// Below this the exponential, as a double, is no normal number.
  private static final double LEAST_EXPONENT = -700;

  /// `a + b`, exactly.
  public static DoubleDouble sum(double a, double b) {
    double high = a + b;
    double part = high - a;
    return new DoubleDouble(high, (a - (high - part)) + (b - part));
  }

  public DoubleDouble plus(DoubleDouble that) {
    DoubleDouble highs = sum(high, that.high);
    DoubleDouble lows = sum(low, that.low);
    DoubleDouble first = normal(highs.high, highs.low + lows.high);
    return normal(first.high, first.low + lows.low);
  }

  public DoubleDouble times(DoubleDouble that) {
    double product = high * that.high;
    double error = Math.fma(high, that.high, -product);
    return normal(product, error + Math.fma(high, that.low, low * that.high));
  }

  public DoubleDouble dividedBy(DoubleDouble that) {
    double first = high / that.high;
    DoubleDouble rest = plus(that.times(new DoubleDouble(-first, 0)));
    double second = rest.high / that.high;
    rest = rest.plus(that.times(new DoubleDouble(-second, 0)));
    double third = rest.high / that.high;
    DoubleDouble quotient = normal(first, second);
    return quotient.plus(new DoubleDouble(third, 0));
  }

  /// `e` to this, to about 2⁻⁹⁵ of the result; 0 where the result is below `e⁻⁷⁰⁰`.
  ///
  /// `exp(x) = 2^k · (1 + expm1(r / 2⁸))^(2⁸)` with `k = round(x / ln 2)` and `r = x − k ln 2`.
  ///
  /// @throws IllegalArgumentException if this is above 0: only that is asked for here
  public DoubleDouble exp() {
    if (high > 0) {
      throw new IllegalArgumentException("exponent is %s: 0 or less is needed".formatted(high));
    }
    if (high < LEAST_EXPONENT) {
      return ZERO;
    }
    double k = Math.rint(high / LN2_HIGH);
    DoubleDouble r =
        plus(product(-k, LN2_HIGH)).plus(product(-k, LN2_MIDDLE)).plus(product(-k, LN2_LOW));
    DoubleDouble x = r.scaled(1.0 / (1 << HALVINGS));
    DoubleDouble power = ZERO; // expm1 by Horner: x (1 + x/2 (1 + x/3 (1 + …)))
    for (int n = TERMS; n >= 1; n--) {
      power = x.dividedBy(new DoubleDouble(n, 0)).times(ONE.plus(power));
    }
    for (int i = 0; i < HALVINGS; i++) { // (1 + p)² − 1 = p (2 + p): keeps the bits behind the 1
      power = power.times(power.plus(new DoubleDouble(2, 0)));
    }
    return ONE.plus(power).scaled(Math.scalb(1.0, (int) k));
  }

  private static DoubleDouble product(double a, double b) {
    double product = a * b;
    return new DoubleDouble(product, Math.fma(a, b, -product));
  }

  /// @param powerOfTwo so that nothing is rounded
  private DoubleDouble scaled(double powerOfTwo) {
    return new DoubleDouble(high * powerOfTwo, low * powerOfTwo);
  }

  /// @param low of at most the size of `high`
  private static DoubleDouble normal(double high, double low) {
    double sum = high + low;
    return new DoubleDouble(sum, low - (sum - high));
  }
}
