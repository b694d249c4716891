package io.github.softjac.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {

  @ParameterizedTest
  @EnumSource
  void factorsAreAbove0AndAtMost1(Schedule schedule) {
    for (int step = 0; step < 1000; step++) {
      assertThat(schedule.factor(step, 1000)).isGreaterThan(0).isLessThanOrEqualTo(1);
    }
    assertThat(schedule.factor(0, 1)).isGreaterThan(0);
  }

  @Test
  void constantStays() {
    assertThat(Schedule.CONSTANT.factor(999, 1000)).isEqualTo(1);
  }

  @Test
  void cosineWarmsUpAndFallsToNothing() {
    assertThat(Schedule.COSINE.factor(24, 1000)).isCloseTo(0.49, within(1e-12));
    assertThat(Schedule.COSINE.factor(50, 1000)).isCloseTo(1, within(1e-4));
    assertThat(Schedule.COSINE.factor(524, 1000)).isCloseTo(0.5, within(1e-3));
    assertThat(Schedule.COSINE.factor(999, 1000)).isLessThan(1e-5);
  }

  @Test
  void fallIsHalfACosine() {
    for (int i = 0; i <= 1000; i++) {
      double expected = 0.5 + 0.5 * StrictMath.cos(Math.PI * i / 1000);
      assertThat(Schedule.fall(i / 1000.0)).isCloseTo(expected, within(4e-16));
    }
    assertThat(Schedule.fall(1.5)).isZero();
  }

  @Test
  void stepsAreATenthEach() {
    assertThat(Schedule.STEP.factor(499, 1000)).isEqualTo(1);
    assertThat(Schedule.STEP.factor(500, 1000)).isEqualTo(0.1);
    assertThat(Schedule.STEP.factor(750, 1000)).isEqualTo(0.01);
  }

  @Test
  void oneCycleRisesThenFalls() {
    assertThat(Schedule.ONE_CYCLE.factor(0, 1000)).isCloseTo(0.04, within(1e-4));
    assertThat(Schedule.ONE_CYCLE.factor(299, 1000)).isCloseTo(1, within(1e-4));
    assertThat(Schedule.ONE_CYCLE.factor(650, 1000)).isCloseTo(0.5, within(2e-3));
    assertThat(Schedule.ONE_CYCLE.factor(999, 1000)).isLessThan(1e-5);
  }
}
