package io.github.softjac.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrthantWiseTest {

  private static double[] filled(int size, double value) {
    double[] array = new double[size];
    Arrays.fill(array, value);
    return array;
  }

  private static Minimum minimum(Objective objective, double[] penalties, double[] start) {
    return new OrthantWise(new StoppingRule(5000, 1e-10))
        .minimise(objective, penalties, start, IterationListener.NONE);
  }

  /// `½ c (w − i)² + λ |w|` has its minimum at i drawn towards 0 by `λ / c`.
  @Test
  void minimumOfASeparableQuadraticIsTheSoftThreshold() {
    Minimum minimum = minimum(KnownObjectives.QUADRATIC, filled(20, 3), new double[20]);
    for (int i = 0; i < 20; i++) {
      double expected = Math.max(0, i - 3 / KnownObjectives.curvature(i));
      assertThat(minimum.point()[i]).isCloseTo(expected, within(1e-6));
    }
    assertThat(minimum.point()[0]).isZero();
    assertThat(minimum.point()[1]).isZero();
  }

  @Test
  void withoutPenaltyItIsTheMinimumOfTheFunction() {
    Minimum minimum = minimum(KnownObjectives.rosenbrock(10), new double[10], new double[10]);
    assertThat(minimum.point()).containsExactly(filled(10, 1), within(1e-8));
  }

  /// Least squares with more unknowns than equations: at the minimum every component's gradient is
  /// `∓λ` beside a weight that is not 0, and within `[−λ, λ]` beside one that is.
  @Test
  void conditionsOfTheMinimumHoldForCorrelatedColumns() {
    int rows = 30;
    int size = 60;
    double lambda = 0.5;
    SplittableRandom random = new SplittableRandom(3);
    double[][] a = new double[rows][];
    for (int i = 0; i < rows; i++) {
      a[i] = random.doubles(size, -1, 1).toArray();
    }
    Objective leastSquares =
        new Objective() {
          @Override
          public int size() {
            return size;
          }

          @Override
          public double value(double[] w, double[] gradient) {
            Arrays.fill(gradient, 0);
            double value = 0;
            for (double[] row : a) {
              double rest = Vectors.dot(row, w) - 1;
              value += 0.5 * rest * rest;
              Vectors.add(gradient, rest, row);
            }
            return value;
          }
        };
    Minimum minimum = minimum(leastSquares, filled(size, lambda), new double[size]);
    double[] gradient = new double[size];
    leastSquares.value(minimum.point(), gradient);
    int zeros = 0;
    for (int i = 0; i < size; i++) {
      double w = minimum.point()[i];
      if (w == 0) {
        zeros++;
        assertThat(Math.abs(gradient[i])).isLessThanOrEqualTo(lambda + 1e-9);
      } else {
        assertThat(gradient[i]).isCloseTo(-Math.signum(w) * lambda, within(1e-5));
      }
    }
    assertThat(zeros).isBetween(20, size - 1);
  }

  @Test
  void startIsNotChangedAndMayBeTheMinimum() {
    double[] start = {0, 0};
    Minimum minimum = minimum(KnownObjectives.rosenbrock(2), filled(2, 1e6), start);
    assertThat(minimum.iterations()).isZero();
    assertThat(start).containsExactly(0, 0);
  }

  @Test
  void penaltyBelowZeroOrOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> minimum(KnownObjectives.saddle(), new double[] {0, -1}, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("penalty 1 is -1.0: it must be finite and 0 or more");
    assertThatThrownBy(() -> minimum(KnownObjectives.saddle(), new double[1], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("penalties 1: the objective needs 2");
  }
}
