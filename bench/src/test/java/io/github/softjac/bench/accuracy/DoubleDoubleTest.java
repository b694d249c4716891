package io.github.softjac.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DoubleDoubleTest {

  private static final MathContext DIGITS = new MathContext(60);
  private static final double NEARLY_EXACT = 0x1p-95;

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void sumOfTwoDoublesIsExact() {
    for (int i = 0; i < 1000; i++) {
      double a = random.nextGaussian() * StrictMath.pow(10, random.nextInt(-12, 12));
      double b = random.nextGaussian();

      assertThat(exact(DoubleDouble.sum(a, b)))
          .isEqualByComparingTo(new BigDecimal(a).add(new BigDecimal(b)));
    }
  }

  @Test
  void sumHasAHundredBits() {
    for (int i = 0; i < 1000; i++) {
      DoubleDouble a = positive();
      DoubleDouble b = positive();

      assertThat(relativeError(a.plus(b), exact(a).add(exact(b)))).isLessThan(0x1p-100);
    }
  }

  @Test
  void productHasAHundredBits() {
    for (int i = 0; i < 1000; i++) {
      DoubleDouble a = positive();
      DoubleDouble b = positive();

      assertThat(relativeError(a.times(b), exact(a).multiply(exact(b)))).isLessThan(0x1p-100);
    }
  }

  @Test
  void quotientHasAHundredBits() {
    for (int i = 0; i < 1000; i++) {
      DoubleDouble a = positive();
      DoubleDouble b = positive();

      assertThat(relativeError(a.dividedBy(b), exact(a).divide(exact(b), DIGITS)))
          .isLessThan(0x1p-100);
    }
  }

  @Test
  void exponentialAgreesWithThePowerSeriesInDecimals() {
    for (int i = 0; i < 300; i++) {
      double size = i % 3 == 0 ? 0.01 : i % 3 == 1 ? 1 : 100;
      DoubleDouble x = DoubleDouble.sum(-random.nextDouble() * size, -random.nextDouble() * 1e-17);

      assertThat(relativeError(x.exp(), exponential(exact(x)))).isLessThan(NEARLY_EXACT);
    }
  }

  @Test
  void exponentialOfZeroIsOne() {
    assertThat(DoubleDouble.ZERO.exp()).isEqualTo(new DoubleDouble(1, 0));
  }

  @Test
  void exponentialFarBelowEveryFloatIsZero() {
    assertThat(new DoubleDouble(-1e5, 0).exp()).isEqualTo(DoubleDouble.ZERO);
  }

  @Test
  void exponentialOfAPositiveNumberIsNotOffered() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DoubleDouble(0.5, 0).exp())
        .withMessage("exponent is 0.5: 0 or less is needed");
  }

  private DoubleDouble positive() {
    return DoubleDouble.sum(0.5 + random.nextDouble(), random.nextGaussian() * 0x1p-54);
  }

  private static BigDecimal exact(DoubleDouble value) {
    return new BigDecimal(value.high()).add(new BigDecimal(value.low()));
  }

  private static double relativeError(DoubleDouble found, BigDecimal expected) {
    return exact(found).subtract(expected).divide(expected, DIGITS).abs().doubleValue();
  }

  /// `e^x = 1 / (Σ (−x/1024)ⁿ / n!)^1024` for `x ≤ 0`: all terms are positive.
  private static BigDecimal exponential(BigDecimal x) {
    BigDecimal part = x.negate().divide(BigDecimal.valueOf(1024), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n < 60; n++) {
      term = term.multiply(part).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return BigDecimal.ONE.divide(sum.pow(1024, DIGITS), DIGITS);
  }
}
