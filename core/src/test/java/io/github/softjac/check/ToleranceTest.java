package io.github.softjac.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.GradientCheckResult.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a row allows for, and which of many comparisons is the one to tell of.
final class ToleranceTest {

  private static final Tolerance ROW =
      Tolerance.of(-3, new double[] {0.25, 0.75}, new double[] {8, -4});

  @Test
  void termsAreThoseOfTheLossAndOfBackPropagation() {
    assertThat(ROW.loss()).isEqualTo(3);
    assertThat(ROW.terms()).isEqualTo(0.25 * 8 + 0.75 * 4);
    assertThat(ROW.logitTerms()).isEqualTo(0.75 * (4 + 5));
  }

  @Test
  void whatIsNotFiniteAllowsForNothing() {
    Tolerance row =
        Tolerance.of(Double.POSITIVE_INFINITY, new double[] {1, 0}, new double[] {Double.NaN, 1});
    assertThat(row).isEqualTo(new Tolerance(0, 0, 0));
  }

  @Test
  void secondDerivativesAreAllowedTenTimesAsMuch() {
    assertThat(Tolerance.first(false)).isEqualTo(1e-8);
    assertThat(Tolerance.first(true)).isEqualTo(2e-4);
    assertThat(Tolerance.second(false)).isEqualTo(1e-7, within(1e-22));
    assertThat(Tolerance.second(true)).isEqualTo(2e-3, within(1e-18));
  }

  @Test
  void smallRowsAreMeasuredByTheLoss() {
    assertThat(ROW.leastScale(false, 1e-8, 0)).isEqualTo(4e-4);
    assertThat(ROW.leastScale(true, 2e-4, 0)).isEqualTo(4e-2);
  }

  @Test
  void largeTermsAreAllowedSixteenRoundoffs() {
    assertThat(ROW.leastScale(false, 1e-8, 1e9)).isEqualTo(16 * 0x1p-53 * 1e9 / 1e-8);
    assertThat(ROW.leastScale(true, 2e-4, 1e9)).isEqualTo(16 * 0x1p-24 * 1e9 / 2e-4);
  }

  @Test
  void aDifferenceIsAllowedEightRoundoffsOverItsStep() {
    assertThat(ROW.leastScale(false, 1e-8, 91, 0x1p-10))
        .isEqualTo(8 * 0x1p-53 * (1 + 3 + 5 + 91) / 0x1p-10 / 1e-8);
  }

  private static Comparison comparison(String what, double error, double tolerance) {
    return new Comparison(what, 0, 0, 0, 0, error, tolerance);
  }

  @Test
  void theErrorOverTheToleranceIsWhatCounts() {
    Comparison small = comparison("a", 3e-9, 1e-8);
    Comparison larger = comparison("b", 1e-4, 2e-4);
    assertThat(GradientCheckResult.worst(List.of(small, larger))).isSameAs(larger);
    assertThat(GradientCheckResult.worst(List.of(larger, small))).isSameAs(larger);
    Comparison another = comparison("a", 9e-9, 1e-8);
    assertThat(GradientCheckResult.worst(List.of(small, another, larger))).isSameAs(another);
  }

  @Test
  void theFirstKindThatHasFailedComesFirst() {
    Comparison passed = comparison("a", 0.5, 1);
    Comparison failed = comparison("b", 2, 1);
    Comparison worse = comparison("c", 3, 1);
    assertThat(GradientCheckResult.worst(List.of(passed, failed, worse))).isSameAs(failed);
    assertThat(GradientCheckResult.worst(List.of(passed, worse, failed))).isSameAs(worse);
  }

  @Test
  void theFirstOfEqualsAndANanStay() {
    Comparison one = comparison("a", 0.5, 1);
    assertThat(GradientCheckResult.worst(List.of(one, comparison("a", 0.5, 1)))).isSameAs(one);
    Comparison nan = comparison("a", Double.NaN, 1);
    assertThat(GradientCheckResult.worst(List.of(one, nan, comparison("a", 9, 1)))).isSameAs(nan);
  }

  @Test
  void anErrorOfTheToleranceItselfPasses() {
    assertThat(comparison("a", 1, 1).passed()).isTrue();
    assertThat(comparison("a", 1.0000001, 1).passed()).isFalse();
    assertThat(comparison("a", Double.NaN, 1).passed()).isFalse();
  }
}
