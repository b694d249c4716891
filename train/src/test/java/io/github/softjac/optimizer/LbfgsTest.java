package io.github.softjac.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LbfgsTest {

  private static final Objective QUADRATIC = KnownObjectives.QUADRATIC;

  private static Objective ofOne(java.util.function.DoubleUnaryOperator f, double slope) {
    return new Objective() {
      @Override
      public int size() {
        return 1;
      }

      @Override
      public double value(double[] w, double[] gradient) {
        gradient[0] = slope;
        return f.applyAsDouble(w[0]);
      }
    };
  }

  @Test
  void minimumOfAnIllConditionedQuadraticIsFound() {
    Minimum minimum =
        new Lbfgs(new StoppingRule(2000, 1e-10))
            .minimise(QUADRATIC, new double[20], IterationListener.NONE);
    for (int i = 0; i < 20; i++) {
      assertThat(minimum.point()[i]).isCloseTo(i, within(1e-9));
    }
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.CONVERGED);
  }

  @Test
  void minimumOfRosenbrockInTwoDimensionsIsFound() {
    Minimum minimum =
        new Lbfgs(new StoppingRule(200, 1e-9))
            .minimise(
                KnownObjectives.rosenbrock(2), new double[] {-1.2, 1}, IterationListener.NONE);
    assertThat(minimum.point()[0]).isCloseTo(1, within(1e-8));
    assertThat(minimum.point()[1]).isCloseTo(1, within(1e-8));
    assertThat(minimum.iterations()).isLessThan(60);
  }

  @Test
  void minimumOfRosenbrockInAHundredDimensionsIsFound() {
    Minimum minimum =
        new Lbfgs(new StoppingRule(2000, 1e-9))
            .minimise(KnownObjectives.rosenbrock(100), new double[100], IterationListener.NONE);
    assertThat(minimum.value()).isCloseTo(0, within(1e-16));
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.CONVERGED);
  }

  @Test
  void valueNeverRises() {
    List<Double> values = new ArrayList<>();
    new Lbfgs(new StoppingRule(200, 1e-9))
        .minimise(
            KnownObjectives.rosenbrock(10),
            new double[10],
            (iteration, point, value, norm) -> values.add(value));
    assertThat(values).hasSizeGreaterThan(10).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void listenerHearsOfEveryIteration() {
    List<Integer> heard = new ArrayList<>();
    Minimum minimum =
        new Lbfgs(new StoppingRule(7, 0))
            .minimise(
                KnownObjectives.rosenbrock(4),
                new double[4],
                (iteration, point, value, norm) -> heard.add(iteration));
    assertThat(heard).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.LIMIT);
    assertThat(minimum.iterations()).isEqualTo(7);
  }

  @Test
  void startAtTheMinimumNeedsNoIteration() {
    Minimum minimum =
        new Lbfgs(new StoppingRule(10, 1e-9))
            .minimise(KnownObjectives.rosenbrock(2), new double[] {1, 1}, IterationListener.NONE);
    assertThat(minimum.iterations()).isZero();
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.CONVERGED);
  }

  @Test
  void startIsNotChanged() {
    double[] start = {-1.2, 1};
    new Lbfgs(new StoppingRule(10, 1e-9))
        .minimise(KnownObjectives.rosenbrock(2), start, IterationListener.NONE);
    assertThat(start).containsExactly(-1.2, 1);
  }

  @Test
  void wrongGradientEndsWithoutProgress() {
    Minimum minimum =
        new Lbfgs(new StoppingRule(10, 1e-9))
            .minimise(ofOne(w -> w, -1), new double[1], IterationListener.NONE);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.PRECISION);
    assertThat(minimum.value()).isZero();
  }

  @Test
  void valueThatIsNotFiniteAtTheStartIsReported() {
    Minimum minimum =
        new Lbfgs(new StoppingRule(10, 1e-9))
            .minimise(ofOne(w -> Double.NaN, 1), new double[1], IterationListener.NONE);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.NOT_FINITE);
  }

  @Test
  void edgeOfTheDomainIsStayedClearOf() {
    // −log w + w: not a number for negative w, with its minimum at 1.
    Objective logarithm =
        new Objective() {
          @Override
          public int size() {
            return 1;
          }

          @Override
          public double value(double[] w, double[] gradient) {
            gradient[0] = w[0] > 0 ? 1 - 1 / w[0] : Double.NaN;
            return w[0] > 0 ? w[0] - StrictMath.log(w[0]) : Double.NaN;
          }
        };
    Minimum minimum =
        new Lbfgs(new StoppingRule(100, 1e-10))
            .minimise(logarithm, new double[] {50}, IterationListener.NONE);
    assertThat(minimum.point()[0]).isCloseTo(1, within(1e-9));
  }

  @Test
  void differencesOfValuesBelowTheStatedRoundingCostNoFurtherEvaluations() {
    int stated = evaluationsInFloat(0x1p-23);
    int ignored = evaluationsInFloat(0x1p-50);
    assertThat(stated).isLessThan(ignored);
  }

  /// Evaluations to the minimum of `1 + ` the quadratic whose values, but not gradients, are
  /// rounded to float.
  private static int evaluationsInFloat(double rounding) {
    int[] evaluations = {0};
    Objective inFloat =
        new Objective() {
          @Override
          public int size() {
            return QUADRATIC.size();
          }

          @Override
          public double value(double[] w, double[] gradient) {
            evaluations[0]++;
            return (float) (1 + QUADRATIC.value(w, gradient));
          }

          @Override
          public double rounding() {
            return rounding;
          }
        };
    Minimum minimum =
        new Lbfgs(new StoppingRule(1000, 1e-6))
            .minimise(inFloat, new double[20], IterationListener.NONE);
    assertThat(minimum.value()).isCloseTo(1, within(0x1p-20));
    return evaluations[0];
  }

  @Test
  void startOfAnotherLengthIsRefused() {
    assertThatThrownBy(() ->
            new Lbfgs(new StoppingRule(10, 0))
                .minimise(QUADRATIC, new double[3], IterationListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("start has 3 elements: the objective needs 20");
  }
}
