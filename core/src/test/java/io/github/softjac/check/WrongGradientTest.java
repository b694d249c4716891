package io.github.softjac.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.softjac.cost.Cost;
import io.github.softjac.cost.SquaredError;
import io.github.softjac.softmax.Softmax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A check that cannot fail proves nothing: each of these costs is wrong in one way, and the check
/// must say so and name the place.
final class WrongGradientTest {

  private static final int CLASSES = 5;
  private static final SquaredError RIGHT = new SquaredError();

  /// H2O's bug: `dz_k = ∂L/∂y_k · y_k (1 − y_k)`, as if softmax were one sigmoid a class.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 50})
  void diagonalOfTheJacobianAloneFails(int classes) {
    GradientCheckResult result = GradientCheck.of(new DiagonalOnly()).classes(classes).run();
    assertThat(result.passed()).isFalse();
    assertThat(result.worst().what()).isEqualTo("∂L/∂z");
  }

  @Test
  void diagonalOfTheJacobianAloneFailsWithBothValuesOfTheWorstCoordinate() {
    DiagonalOnly cost = new DiagonalOnly();
    GradientCheckResult.Comparison worst = GradientCheck.of(cost).classes(CLASSES).run().worst();
    assertThat(worst.column()).isBetween(0, CLASSES - 1);
    assertThat(Math.abs(worst.analytic() - worst.expected())).isGreaterThan(1e-3);
  }

  /// In z alone nothing is seen: softmax forgets a constant.
  @ParameterizedTest
  @ValueSource(doubles = {1, -0.5, 1e-3, 1e-6})
  void gradientByTheOutputsThatIsOffByAConstantFails(double constant) {
    GradientCheckResult result =
        GradientCheck.of(inDouble(dy -> addTo(dy, constant))).classes(CLASSES).run();
    assertThat(result.passed()).isFalse();
    assertThat(result.worst().what()).isEqualTo("∂L/∂y");
    assertThat(result.worst().analytic() - result.worst().expected())
        .isCloseTo(constant, withinPercentage(0.01));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void oneWrongCoordinateIsNamed(int column) {
    GradientCheckResult result =
        GradientCheck.of(inDouble(dy -> dy[column] += 0.01)).classes(CLASSES).run();
    assertThat(result.passed()).isFalse();
    assertThat(result.worst().column()).isEqualTo(column);
    assertThat(result.toString())
        .matches(
            "gradient check FAILED: worst ∂L/∂[yz] of row \\d+ at k = %d: analytic .*, expected .*"
                .formatted(column));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void nanIsNamed(int column) {
    GradientCheckResult result =
        GradientCheck.of(inDouble(dy -> dy[column] = Double.NaN)).classes(CLASSES).run();
    assertThat(result.passed()).isFalse();
    assertThat(result.worst().column()).isEqualTo(column);
    assertThat(result.worst().analytic()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void infinityIsNamed(int column) {
    GradientCheckResult result =
        GradientCheck.of(inDouble(dy -> dy[column] = Double.POSITIVE_INFINITY))
            .classes(CLASSES)
            .run();
    assertThat(result.passed()).isFalse();
    assertThat(result.worst().column()).isEqualTo(column);
    assertThat(result.worst().analytic()).isInfinite();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void nanOfALambdaIsNamed(int column) {
    Cost cost =
        (y, t, dy) -> {
          double loss = RIGHT.gradient(y, t, dy);
          dy[column] = Float.NaN;
          return loss;
        };
    GradientCheckResult result = GradientCheck.of(cost).classes(CLASSES).run();
    assertThat(result.passed()).isFalse();
    assertThat(result.worst().column()).isEqualTo(column);
  }

  @Test
  void nanLossFails() {
    Cost cost =
        (y, t, dy) -> {
          RIGHT.gradient(y, t, dy);
          return Double.NaN;
        };
    assertThat(GradientCheck.of(cost).classes(CLASSES).run().passed()).isFalse();
  }

  @Test
  void wrongFactorOfALambdaFails() {
    Cost cost =
        (y, t, dy) -> {
          double loss = RIGHT.gradient(y, t, dy);
          for (int k = 0; k < dy.length; k++) {
            dy[k] *= 2; // the ½ of L forgotten
          }
          return loss;
        };
    assertThat(GradientCheck.of(cost).classes(CLASSES).run().passed()).isFalse();
  }

  @Test
  void wrongSignFails() {
    GradientCheckResult result =
        GradientCheck.of(
                inDouble(dy -> {
                  for (int k = 0; k < dy.length; k++) {
                    dy[k] = -dy[k];
                  }
                }))
            .run();
    assertThat(result.passed()).isFalse();
  }

  @Test
  void floatGradientThatDiffersFromTheDoubleFails() {
    Cost cost =
        new Derived() {
          @Override
          public double gradient(float[] y, float[] t, float[] dy) {
            double loss = RIGHT.gradient(y, t, dy);
            dy[3] += 0.01f;
            return loss;
          }
        };
    GradientCheckResult.Comparison worst = GradientCheck.of(cost).classes(CLASSES).run().worst();
    assertThat(worst.passed()).isFalse();
    assertThat(worst.what()).isEqualTo("∂L/∂y in float");
    assertThat(worst.column()).isEqualTo(3);
  }

  @Test
  void floatGradientByTheLogitsThatDiffersFromTheDoubleFails() {
    Cost cost =
        new Derived() {
          @Override
          public double logitGradient(float[] z, float[] t, float[] y, float[] dz) {
            double loss = RIGHT.logitGradient(z, t, y, dz);
            dz[2] -= 0.01f;
            return loss;
          }
        };
    GradientCheckResult.Comparison worst = GradientCheck.of(cost).classes(CLASSES).run().worst();
    assertThat(worst.passed()).isFalse();
    assertThat(worst.what()).isEqualTo("∂L/∂z in float");
    assertThat(worst.column()).isEqualTo(2);
  }

  @Test
  void floatLossThatDiffersFromTheDoubleFails() {
    Cost cost =
        new Derived() {
          @Override
          public double gradient(float[] y, float[] t, float[] dy) {
            return 2 * RIGHT.gradient(y, t, dy);
          }
        };
    GradientCheckResult result = GradientCheck.of(cost).classes(CLASSES).run();
    assertThat(result.passed()).isFalse();
    assertThat(result.worst().what()).startsWith("L ").endsWith("in float");
    assertThat(result.toString()).doesNotContain("at k =");
  }

  /// The gradients are right, each for its own L; but there are two.
  @Test
  void lossFromTheLogitsThatIsAnotherThanTheLossFails() {
    Cost cost =
        new Derived() {
          @Override
          public double logitGradient(double[] z, double[] t, double[] y, double[] dz) {
            return 1 + RIGHT.logitGradient(z, t, y, dz);
          }

          @Override
          public double logitGradient(float[] z, float[] t, float[] y, float[] dz) {
            return 1 + RIGHT.logitGradient(z, t, y, dz);
          }
        };
    GradientCheckResult result = GradientCheck.of(cost).classes(CLASSES).run();
    assertThat(result.passed()).isFalse();
    assertThat(result.worst().what()).isEqualTo("L from the logits");
    assertThat(result.worst().column()).isEqualTo(-1);
  }

  private interface Change {
    void apply(double[] dy);
  }

  /// Squared error whose `∂L/∂y` is changed alike in both forms.
  private static Cost inDouble(Change change) {
    return new Cost() {
      @Override
      public double gradient(float[] y, float[] t, float[] dy) {
        double loss = RIGHT.gradient(y, t, dy);
        double[] changed = new double[dy.length];
        for (int k = 0; k < dy.length; k++) {
          changed[k] = dy[k];
        }
        change.apply(changed);
        for (int k = 0; k < dy.length; k++) {
          dy[k] = (float) changed[k];
        }
        return loss;
      }

      @Override
      public double gradient(double[] y, double[] t, double[] dy) {
        double loss = RIGHT.gradient(y, t, dy);
        change.apply(dy);
        return loss;
      }
    };
  }

  private static void addTo(double[] dy, double constant) {
    for (int k = 0; k < dy.length; k++) {
      dy[k] += constant;
    }
  }

  /// Squared error, to override one method of.
  private static class Derived implements Cost {
    @Override
    public double gradient(float[] y, float[] t, float[] dy) {
      return RIGHT.gradient(y, t, dy);
    }

    @Override
    public double gradient(double[] y, double[] t, double[] dy) {
      return RIGHT.gradient(y, t, dy);
    }
  }

  private static final class DiagonalOnly extends Derived {
    @Override
    public double logitGradient(float[] z, float[] t, float[] y, float[] dz) {
      Softmax.forward(z, y, 1, z.length);
      double loss = gradient(y, t, dz);
      for (int k = 0; k < z.length; k++) {
        dz[k] *= y[k] * (1 - y[k]);
      }
      return loss;
    }

    @Override
    public double logitGradient(double[] z, double[] t, double[] y, double[] dz) {
      Softmax.forward(z, y, 1, z.length);
      double loss = gradient(y, t, dz);
      for (int k = 0; k < z.length; k++) {
        dz[k] *= y[k] * (1 - y[k]);
      }
      return loss;
    }
  }
}
