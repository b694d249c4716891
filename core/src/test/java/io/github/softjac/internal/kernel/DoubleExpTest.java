package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.ExactMath;
import io.github.softjac.oracle.RandomRows;
import io.github.softjac.oracle.Ulps;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The exponential in double: within 1 ulp, monotone, and exact at its ends.
final class DoubleExpTest {

  /// The smallest double whose exponential is normal, and the largest whose exponential is finite.
  private static final double SMALLEST = -708.3964185322641;

  private static final double LARGEST = 709.782712893384;

  private static final double HALF_OCTAVE = 0.34657359027997264;

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-3, 0.2, 1, 10, 200})
  void expIsWithinOneUlp(double deviation) {
    for (double x : new RandomRows(1).normalDoubles(20_000, deviation, 0)) {
      if (x > SMALLEST && x < LARGEST) {
        assertThat(ulps(x)).as("exp(%s)", x).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void expIsWithinOneUlpWhereItsStepsMeet() {
    for (int n = -2043; n < 2047; n++) {
      double x = (n + 0.5) * HALF_OCTAVE;
      assertThat(ulps(x)).as("exp(%s)", x).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void expNeverDecreases() {
    for (int n = -2043; n < 2047; n++) {
      double x = (n + 0.5) * HALF_OCTAVE;
      x -= 100 * Math.ulp(x);
      for (int i = 0; i < 200; i++) {
        double next = Math.nextUp(x);
        assertThat(DoubleExp.exp(next))
            .as("exp(%s)", next)
            .isGreaterThanOrEqualTo(DoubleExp.exp(x));
        x = next;
      }
    }
  }

  @Test
  void expOfZeroIsOne() {
    assertThat(DoubleExp.exp(0)).isEqualTo(1);
    assertThat(DoubleExp.exp(-0.0)).isEqualTo(1);
    assertThat(DoubleExp.exp(Double.MIN_VALUE)).isEqualTo(1);
  }

  @Test
  void resultsBelowTheSmallestNormalAreZero() {
    assertThat(DoubleExp.exp(SMALLEST)).isGreaterThanOrEqualTo(Double.MIN_NORMAL);
    assertThat(ulps(SMALLEST)).isLessThanOrEqualTo(1);
    assertThat(DoubleExp.exp(Math.nextDown(SMALLEST))).isZero();
    assertThat(ExactMath.exp(new BigDecimal(Math.nextDown(SMALLEST))))
        .isLessThan(new BigDecimal(Double.MIN_NORMAL));
    assertThat(DoubleExp.exp(Double.NEGATIVE_INFINITY)).isZero();
  }

  @Test
  void resultsAboveTheLargestDoubleAreInfinite() {
    assertThat(ulps(LARGEST)).isLessThanOrEqualTo(1);
    assertThat(DoubleExp.exp(Math.nextUp(LARGEST))).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(DoubleExp.exp(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(DoubleExp.exp(Double.NaN)).isNaN();
  }

  private static double ulps(double x) {
    return Ulps.ofDouble(DoubleExp.exp(x), ExactMath.exp(new BigDecimal(x)));
  }
}
