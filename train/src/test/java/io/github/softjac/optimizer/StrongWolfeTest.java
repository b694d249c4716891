package io.github.softjac.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.internal.parallel.Workers;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On the functions of Moré & Thuente (Line search algorithms with guaranteed sufficient decrease,
/// ACM TOMS 20(3), 1994), from first steps that are far too short and far too long.
class StrongWolfeTest {

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-1, 1, 10, 1e3})
  void bothConditionsHoldOnARationalFunction(double scale) {
    assertBothConditions(
        a -> -a / (a * a + 2), a -> (a * a - 2) / ((a * a + 2) * (a * a + 2)), scale);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-1, 1, 10, 1e3})
  void bothConditionsHoldOnASteepQuintic(double scale) {
    double b = 0.004;
    assertBothConditions(
        a -> StrictMath.pow(a + b, 5) - 2 * StrictMath.pow(a + b, 4),
        a -> 5 * StrictMath.pow(a + b, 4) - 8 * StrictMath.pow(a + b, 3),
        scale);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-1, 1, 10, 1e3})
  void bothConditionsHoldOnAWavyFunction(double scale) {
    assertBothConditions(
        a -> -a + 0.04 * StrictMath.sin(20 * a) + 0.1 * a * a,
        a -> -1 + 0.8 * StrictMath.cos(20 * a) + 0.2 * a,
        scale);
  }

  /// The direction is `scale`, so that the first step tried is `scale` as well.
  private static void assertBothConditions(
      DoubleUnaryOperator f, DoubleUnaryOperator derivative, double scale) {
    Objective objective =
        new Objective() {
          @Override
          public int size() {
            return 1;
          }

          @Override
          public double value(double[] w, double[] gradient) {
            gradient[0] = derivative.applyAsDouble(w[0]);
            return f.applyAsDouble(w[0]);
          }
        };
    double[] origin = {0};
    double[] gradient = new double[1];
    double value = objective.value(origin, gradient);
    double slope = gradient[0] * scale;
    assertThat(slope).isNegative();
    StrongWolfe line = new StrongWolfe(objective, new Workers(1));
    assertThat(line.search(origin, value, gradient, new double[] {scale}, false)).isTrue();
    double step = line.point()[0] / scale;
    assertThat(line.value()).isLessThanOrEqualTo(value + 1e-4 * step * slope + 1e-15);
    assertThat(Math.abs(line.gradient()[0] * scale)).isLessThanOrEqualTo(0.9 * -slope);
  }
}
