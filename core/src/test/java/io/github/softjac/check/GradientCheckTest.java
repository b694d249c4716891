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

  @ParameterizedTest
  @ValueSource(ints = {65, 100, 500})
  void passesForALambdaAlongDirectionsOfManyClasses(int classes) {
    Cost cost = (y, t, dy) -> new SquaredError().gradient(y, t, dy);
    GradientCheck.of(cost).classes(classes).run().assertPassed();
  }

  /// `L = 10⁶ (Σ y_k − 1) + ½ Σ (y_k − t_k)²`: all that softmax leaves of it is what its large
  /// terms lose to rounding, plus squared error.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 65, 300})
  void passesForAnIllConditionedCost(int classes) {
    GradientCheck.of(new Steep(1e6, 1)).classes(classes).run().assertPassed();
  }

  /// What is allowed for is rounding, not errors that are larger.
  @ParameterizedTest
  @ValueSource(ints = {2, 7, 64, 65, 300})
  void failsForAWrongOneThatIsIllConditioned(int classes) {
    assertThat(GradientCheck.of(new Steep(1e6, 1.001)).classes(classes).run())
        .matches(r -> !r.passed());
  }

  private record Steep(double slope, double factor) implements Cost {
    @Override
    public double gradient(float[] y, float[] t, float[] dy) {
      double[] dyWide = new double[dy.length];
      double loss = gradient(Forms.widen(y), Forms.widen(t), dyWide);
      System.arraycopy(Forms.narrow(dyWide), 0, dy, 0, dy.length);
      return loss;
    }

    @Override
    public double gradient(double[] y, double[] t, double[] dy) {
      double loss = new SquaredError().gradient(y, t, dy);
      double sum = -1;
      for (int k = 0; k < y.length; k++) {
        sum += y[k];
        dy[k] += factor * slope;
      }
      return loss + slope * sum;
    }
  }

  /// `L = Σ t_k √(1 − y_k)` has no value beyond y = 1, where softmax of one class is.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void passesForACostThatHasNoValueBeyondOne(int classes) {
    Cost cost =
        new Cost() {
          @Override
          public double gradient(float[] y, float[] t, float[] dy) {
            double[] dyWide = new double[dy.length];
            double loss = gradient(Forms.widen(y), Forms.widen(t), dyWide);
            System.arraycopy(Forms.narrow(dyWide), 0, dy, 0, dy.length);
            return loss;
          }

          @Override
          public double gradient(double[] y, double[] t, double[] dy) {
            double loss = 0;
            for (int k = 0; k < y.length; k++) {
              double root = Math.sqrt(1 - y[k]);
              loss += t[k] * root;
              dy[k] = y[k] == 1 ? 0 : -0.5 * t[k] / root;
            }
            return loss;
          }

          @Override
          public void hessianProduct(double[] y, double[] t, double[] u, double[] gu) {
            for (int k = 0; k < y.length; k++) {
              double rest = 1 - y[k];
              gu[k] = y[k] == 1 ? 0 : -0.25 * t[k] * u[k] / (rest * Math.sqrt(rest));
            }
          }
        };
    for (long seed = 1; seed <= 20; seed++) {
      GradientCheck.of(cost).classes(classes).seed(seed).run().assertPassed();
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
