package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.ExactMath;
import io.github.softjac.oracle.RandomRows;
import io.github.softjac.oracle.Ulps;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The logarithm in double: within 1 ulp, also near 1 and for tiny arguments of log1p.
final class DoubleLogTest {

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-3, 0.1, 1, 100})
  void logIsWithinOneUlp(double deviation) {
    for (double logarithm : new RandomRows(2).normalDoubles(10_000, deviation, 0)) {
      checkLog(StrictMath.exp(logarithm));
    }
  }

  /// Where 1 + f changes its octave, and with it f its sign.
  @Test
  void logIsWithinOneUlpAroundTheRootOfTwo() {
    for (int i = -2000; i <= 2000; i++) {
      checkLog(Math.sqrt(0.5) + i * 0x1p-53);
      checkLog(Math.sqrt(2) + i * 0x1p-52);
      checkLog(Math.sqrt(0.5) + i * 0x1p-20);
      checkLog(Math.sqrt(2) + i * 0x1p-20);
    }
  }

  @Test
  void logIsWithinOneUlpOfNeighboursOfOneAndAtTheEnds() {
    for (int i = 1; i < 100; i++) {
      checkLog(1 + i * 0x1p-52);
      checkLog(1 - i * 0x1p-53);
    }
    checkLog(Double.MIN_NORMAL);
    checkLog(Double.MAX_VALUE);
  }

  @Test
  void logOfPowersOfTwoIsTheirExponent() {
    BigDecimal ln2 = ExactMath.log(BigDecimal.TWO);
    for (int exponent = -1074; exponent < 1024; exponent++) {
      double found = DoubleLog.log(Math.scalb(1.0, exponent));
      BigDecimal exact = ln2.multiply(BigDecimal.valueOf(exponent));
      if (exponent == 0) {
        assertThat(found).isZero();
      } else {
        assertThat(Ulps.ofDouble(found, exact)).as("2^%d", exponent).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void logOfWhatHasNone() {
    assertThat(DoubleLog.log(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DoubleLog.log(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DoubleLog.log(-1)).isNaN();
    assertThat(DoubleLog.log(Double.NEGATIVE_INFINITY)).isNaN();
    assertThat(DoubleLog.log(Double.NaN)).isNaN();
    assertThat(DoubleLog.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-17, 1e-16, 1e-12, 1e-5, 0.1, 0.4, 10, 1e10, 1e100})
  void log1pIsWithinOneUlp(double deviation) {
    for (double x : new RandomRows(3).normalDoubles(5_000, deviation, 0)) {
      if (x > -1) {
        checkLog1p(x);
      }
    }
  }

  @Test
  void log1pIsWithinOneUlpNearMinusOneAndAtTheEnds() {
    for (int i = 1; i < 1000; i++) {
      checkLog1p(-1 + i * 0x1p-53);
      checkLog1p(-1 + i * 0x1p-12);
    }
    checkLog1p(Double.MAX_VALUE);
  }

  @Test
  void log1pOfTinyNumbersIsTheirOwnValue() {
    for (double x : new double[] {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-20, -1e-20}) {
      assertThat(Double.doubleToRawLongBits(DoubleLog.log1p(x)))
          .as("log1p(%s)", x)
          .isEqualTo(Double.doubleToRawLongBits(x));
    }
  }

  @Test
  void log1pOfWhatHasNone() {
    assertThat(DoubleLog.log1p(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DoubleLog.log1p(Math.nextDown(-1.0))).isNaN();
    assertThat(DoubleLog.log1p(Double.NEGATIVE_INFINITY)).isNaN();
    assertThat(DoubleLog.log1p(Double.NaN)).isNaN();
    assertThat(DoubleLog.log1p(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  private static void checkLog(double x) {
    BigDecimal exact = ExactMath.log(new BigDecimal(x));
    double found = DoubleLog.log(x);
    if (x == 1) {
      assertThat(found).isZero();
    } else {
      assertThat(Ulps.ofDouble(found, exact)).as("log(%s)", x).isLessThanOrEqualTo(1);
    }
  }

  private static void checkLog1p(double x) {
    BigDecimal exact = ExactMath.log1p(new BigDecimal(x));
    assertThat(Ulps.ofDouble(DoubleLog.log1p(x), exact)).as("log1p(%s)", x).isLessThanOrEqualTo(1);
  }
}
