package io.github.softjac.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.SquaredError;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What passes; what must fail is in [WrongGradientTest], the catalogue in its own battery.
final class GradientCheckTest {

  @Test
  void passesForALambdaInFloatForAnyNumberOfClasses() {
    Cost cost =
        (y, t, dy) -> {
          double loss = 0;
          for (int k = 0; k < y.length; k++) {
            dy[k] = y[k] - t[k];
            loss += 0.5 * dy[k] * dy[k];
          }
          return loss;
        };
    for (int classes = 1; classes <= 50; classes++) {
      for (long seed = 1; seed <= 10; seed++) {
        GradientCheckResult result =
            GradientCheck.of(cost).classes(classes).seed(seed).cases(4).run();
        assertThat(result).as("%d classes, seed %d", classes, seed).matches(r -> r.passed());
      }
    }
  }

  @Test
  void passesForALambdaWithALogarithm() {
    Cost crossEntropy =
        (y, t, dy) -> {
          double loss = 0;
          for (int k = 0; k < y.length; k++) {
            loss -= t[k] * StrictMath.log(y[k]);
            dy[k] = -t[k] / y[k];
          }
          return loss;
        };
    for (int classes = 1; classes <= 50; classes++) {
      GradientCheckResult result = GradientCheck.of(crossEntropy).classes(classes).run();
      assertThat(result).as("%d classes", classes).matches(r -> r.passed());
    }
  }

  @Test
  void passesForAConstantCost() {
    Cost constant =
        (y, t, dy) -> {
          Arrays.fill(dy, 0);
          return 3;
        };
    assertThat(GradientCheck.of(constant).run()).matches(r -> r.passed());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, -3, Long.MAX_VALUE})
  void sameSeedGivesTheSameResult(long seed) {
    GradientCheck check = GradientCheck.of(new CrossEntropy()).classes(6).seed(seed);
    assertThat(check.run()).isEqualTo(check.run());
  }

  @Test
  void anotherSeedGivesAnotherResult() {
    GradientCheck check = GradientCheck.of(new CrossEntropy()).classes(6);
    assertThat(check.seed(1).run()).isNotEqualTo(check.seed(2).run());
  }

  @Test
  void moreCasesMakeMoreComparisons() {
    GradientCheck check = GradientCheck.of(new SquaredError());
    assertThat(check.cases(6).run().comparisons())
        .isEqualTo(6 * check.cases(1).run().comparisons());
  }

  @Test
  void passedResultSaysSoInOneLine() {
    assertThat(GradientCheck.of(new SquaredError()).run().toString())
        .startsWith("gradient check passed: worst ")
        .doesNotContain("\n");
  }

  @Test
  void zeroClassesAreRefused() {
    assertThatThrownBy(() -> GradientCheck.of(new SquaredError()).classes(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes is 0: at least 1 is needed");
  }

  @Test
  void zeroCasesAreRefused() {
    assertThatThrownBy(() -> GradientCheck.of(new SquaredError()).cases(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cases is 0: at least 1 is needed");
  }
}
