package io.github.softjac.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UlpErrorsTest {

  private final UlpErrors errors = new UlpErrors();

  @Test
  void neighbourOfTheExactValueIsOneUlpAway() {
    errors.add(Math.nextUp(0.75f), new DoubleDouble(0.75, 0));

    assertThat(errors.max()).isEqualTo(1);
  }

  @Test
  void lowPartOfTheExactValueCounts() {
    errors.add(0.75f, new DoubleDouble(0.75, 0x1p-26));

    assertThat(errors.max()).isEqualTo(0.25);
  }

  @Test
  void unitIsThatOfTheExactValueBelowAPowerOfTwo() {
    errors.add(1f, new DoubleDouble(1 - 0x1p-24, 0));

    assertThat(errors.max()).isEqualTo(1);
  }

  @Test
  void rmsIsTheRootOfTheMeanSquare() {
    errors.add(Math.nextUp(0.75f), new DoubleDouble(0.75, 0));
    errors.add(0.75f, new DoubleDouble(0.75, 0));

    assertThat(errors.rms()).isEqualTo(Math.sqrt(0.5), within(1e-15));
  }

  @Test
  void valuesBelowTheNormalFloatsAreLeftOut() {
    errors.add(0f, new DoubleDouble(Float.MIN_NORMAL / 2, 0));

    assertThat(errors.count()).isZero();
  }

  @Test
  void wrongNotANumberIsNotOverlooked() {
    errors.add(Float.NaN, new DoubleDouble(0.5, 0));
    errors.add(0.5f, new DoubleDouble(0.5, 0));

    assertThat(errors.max()).isNaN();
  }

  @Test
  void errorsOfTwoTablesAddUp() {
    UlpErrors others = new UlpErrors();
    others.add(Math.nextUp(0.75f), new DoubleDouble(0.75, 0));
    errors.add(0.75f, new DoubleDouble(0.75, 0));

    errors.add(others);

    assertThat(errors.count()).isEqualTo(2);
    assertThat(errors.max()).isEqualTo(1);
  }
}
