package io.github.softjac.oracle;

import java.math.BigDecimal;
import java.math.MathContext;

/// Errors in units in the last place of the exact value.
///
/// One ulp of an exact `v` is the distance of the two floats (or doubles) between which `v` lies:
/// `2^(e − 23)` for `2^e ≤ |v| < 2^(e + 1)` in float, `2^(e − 52)` in double, and never less than
/// the smallest subnormal. A correctly rounded result is within 0.5 ulp.
public final class Ulps {

  private Ulps() {}

  /// `|found − exact|` in float ulps of `exact`; infinite where `found` is not finite.
  public static double ofFloat(double found, BigDecimal exact) {
    return error(found, exact, ulp(exact, Float.MIN_EXPONENT, 23));
  }

  /// `|found − exact|` in double ulps of `exact`; infinite where `found` is not finite.
  public static double ofDouble(double found, BigDecimal exact) {
    return error(found, exact, ulp(exact, Double.MIN_EXPONENT, 52));
  }

  private static double error(double found, BigDecimal exact, BigDecimal ulp) {
    if (!Double.isFinite(found)) {
      return Double.POSITIVE_INFINITY;
    }
    return new BigDecimal(found)
        .subtract(exact)
        .abs()
        .divide(ulp, MathContext.DECIMAL64)
        .doubleValue();
  }

  private static BigDecimal ulp(BigDecimal exact, int smallestExponent, int fractionBits) {
    double rounded = exact.abs().doubleValue();
    int exponent = Math.getExponent(rounded);
    // Rounding to double may have crossed into the next binade.
    if (new BigDecimal(rounded).compareTo(exact.abs()) > 0
        && rounded == Math.scalb(1.0, exponent)) {
      exponent--;
    }
    exponent = Math.max(exponent, smallestExponent) - fractionBits;
    BigDecimal power = BigDecimal.TWO.pow(Math.abs(exponent));
    return exponent >= 0 ? power : BigDecimal.ONE.divide(power);
  }
}
