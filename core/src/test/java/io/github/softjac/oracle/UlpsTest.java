package io.github.softjac.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class UlpsTest {

  @Test
  void theExactValueIsZeroUlpsOff() {
    assertThat(Ulps.ofFloat(0.375f, new BigDecimal(0.375f))).isZero();
  }

  @Test
  void theNextFloatIsOneUlpOff() {
    assertThat(Ulps.ofFloat(Math.nextUp(0.375f), new BigDecimal(0.375f))).isEqualTo(1);
  }

  @Test
  void theNextDoubleIsOneUlpOff() {
    assertThat(Ulps.ofDouble(Math.nextUp(0.375), new BigDecimal(0.375))).isEqualTo(1);
  }

  @Test
  void aFloatJustBelowAPowerOfTwoHasTheSmallerUlp() {
    BigDecimal belowOne = BigDecimal.ONE.subtract(new BigDecimal("1e-40"));
    assertThat(Ulps.ofFloat(1 - 0x1p-24, belowOne)).isEqualTo(1);
  }

  @Test
  void aPowerOfTwoHasTheLargerUlp() {
    assertThat(Ulps.ofFloat(1 + 0x1p-23, BigDecimal.ONE)).isEqualTo(1);
  }

  @Test
  void subnormalsShareTheSmallestUlp() {
    assertThat(Ulps.ofFloat(0, new BigDecimal(Float.MIN_VALUE))).isEqualTo(1);
    assertThat(Ulps.ofDouble(0, new BigDecimal(Double.MIN_VALUE))).isEqualTo(1);
  }

  @Test
  void theSignOfTheExactValueDoesNotMatter() {
    assertThat(Ulps.ofFloat(-0.5 - 0x1p-24, new BigDecimal(-0.5))).isEqualTo(1);
  }

  @Test
  void nanIsInfinitelyFar() {
    assertThat(Ulps.ofFloat(Double.NaN, BigDecimal.ONE)).isInfinite();
  }

  @Test
  void infinityIsInfinitelyFar() {
    assertThat(Ulps.ofDouble(Double.POSITIVE_INFINITY, BigDecimal.ONE)).isInfinite();
  }
}
