package io.github.softjac.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

  @Test
  void hessianByTheOutputsThatIsNotTheDerivativeOfTheGradientFails() {
    Cost cost =
        new Derived() {
          @Override
          public void hessianProduct(double[] y, double[] t, double[] u, double[] gu) {
            RIGHT.hessianProduct(y, t, u, gu);
            gu[1] *= 1.001;
          }
        };
    GradientCheckResult.Comparison worst = GradientCheck.of(cost).classes(CLASSES).run().worst();
    assertThat(worst.passed()).isFalse();
    assertThat(worst.what()).isEqualTo("∂²L/∂y² u");
    assertThat(worst.column()).isEqualTo(1);
  }

  @Test
  void hessianProductWithoutTheCurvatureOfSoftmaxFails() {
    Cost cost =
        new Derived() {
          @Override
          public double logitHessianProduct(
              double[] z, double[] t, double[] v, double[] y, double[] dz, double[] hv) {
            gaussNewtonProduct(z, t, v, y, hv);
            return logitGradient(z, t, y, dz);
          }
        };
    fails(cost, "H v", "logitHessianProduct or gaussNewtonProduct");
  }

  @Test
  void hessianProductInFloatThatDiffersFromTheDoubleFails() {
    Cost cost =
        new Derived() {
          @Override
          public double logitHessianProduct(
              float[] z, float[] t, float[] v, float[] y, float[] dz, float[] hv) {
            double loss = RIGHT.logitHessianProduct(z, t, v, y, dz, hv);
            hv[0] += 0.01f;
            return loss;
          }
        };
    fails(cost, "H v in float", "the float form is another than the double form");
  }

  @Test
  void gradientBesideTheHessianProductThatIsAnotherFails() {
    Cost cost =
        new Derived() {
          @Override
          public double logitHessianProduct(
              double[] z, double[] t, double[] v, double[] y, double[] dz, double[] hv) {
            double loss = RIGHT.logitHessianProduct(z, t, v, y, dz, hv);
            dz[2] += 1e-3;
            return loss;
          }
        };
    fails(cost, "∂L/∂z beside H v", "logitGradient");
  }

  @Test
  void gaussNewtonProductOfAnotherCostFails() {
    Cost cost =
        new Derived() {
          @Override
          public void gaussNewtonProduct(
              double[] z, double[] t, double[] v, double[] y, double[] gv) {
            RIGHT.gaussNewtonProduct(z, t, v, y, gv);
            gv[0] *= 2;
          }
        };
    fails(cost, "J ∂²L J v", "logitHessianProduct or gaussNewtonProduct");
  }

  @Test
  void wrongSecondDerivativesFailAlongADirectionOfManyClassesToo() {
    Cost cost =
        new Derived() {
          @Override
          public void hessianProduct(double[] y, double[] t, double[] u, double[] gu) {
            RIGHT.hessianProduct(y, t, u, gu);
            gu[1] += 1e-3;
          }
        };
    assertThat(GradientCheck.of(cost).classes(100).run().passed()).isFalse();
  }

  @Test
  void wrongFirstDerivativesFailAlongADirectionOfManyClasses() {
    GradientCheckResult result =
        GradientCheck.of(inDouble(dy -> addTo(dy, 1e-3))).classes(100).run();
    assertThat(result.passed()).isFalse();
    assertThat(result.worst().what()).isEqualTo("∂L/∂y along a direction");
    assertThat(result.worst().column()).isEqualTo(-1);
    assertThat(GradientCheck.of(new DiagonalOnly()).classes(100).run().worst().what())
        .isEqualTo("∂L/∂z along a direction");
  }

  @Test
  void wrongFloatFormsFailWithManyClassesToo() {
    Cost cost =
        new Derived() {
          @Override
          public double gradient(float[] y, float[] t, float[] dy) {
            double loss = RIGHT.gradient(y, t, dy);
            dy[70] += 0.01f;
            return loss;
          }
        };
    GradientCheckResult.Comparison worst = GradientCheck.of(cost).classes(100).run().worst();
    assertThat(worst.passed()).isFalse();
    assertThat(worst.what()).isEqualTo("∂L/∂y in float");
    assertThat(worst.column()).isEqualTo(70);
  }

  /// As a user's test would fail: in one line, what, where and both values; then the likely reason,
  /// and how to see it again.
  @Test
  void aFailureSaysWhatWhereWhyAndHowToSeeItAgain() {
    Cost cost =
        new Derived() {
          @Override
          public double gradient(double[] y, double[] t, double[] dy) {
            double loss = RIGHT.gradient(y, t, dy);
            dy[1] *= 1.5;
            return loss;
          }

          @Override
          public String toString() {
            return "mine";
          }
        };
    assertThatThrownBy(
            () -> GradientCheck.of(cost).classes(3).seed(7).cases(2).run().assertPassed())
        .isInstanceOf(AssertionError.class)
        .message()
        .matches(
            "(?s)gradient check FAILED: worst ∂L/∂y of row \\d at k = 1: analytic \\S+, expected"
                + " \\S+, error \\S+ \\(allowed 1.0e-08\\)\\R"
                + "  likely: the gradient that the cost writes is not the derivative of the L that"
                + " it returns\\R"
                + "  of: GradientCheck.of\\(mine\\).classes\\(3\\).seed\\(7\\).cases\\(2\\); the row"
                + " has z = \\[.*\\], t = \\[.*\\]");
  }

  @Test
  void rowsOfManyClassesAreNotPrinted() {
    assertThat(GradientCheck.of(RIGHT).classes(13).run().setup()).endsWith(".cases(20)");
    assertThat(GradientCheck.of(RIGHT).classes(12).run().setup()).contains("; the row has z = [");
  }

  @Test
  void theLikelyReasonGoesByWhatIsWrong() {
    fails(new DiagonalOnly(), "∂L/∂z", "logitGradient does not carry it through softmax");
    fails(inDouble(dy -> addTo(dy, 1)), "∂L/∂y", "is not the derivative of the L");
    fails(
        new Derived() {
          @Override
          public void hessianProduct(double[] y, double[] t, double[] u, double[] gu) {
            gu[0] = 1;
          }
        },
        "∂²L/∂y² u",
        "hessianProduct is not the derivative of the gradient");
    fails(
        new Derived() {
          @Override
          public double gradient(float[] y, float[] t, float[] dy) {
            return 2 * RIGHT.gradient(y, t, dy);
          }
        },
        "L in float",
        "two methods of the cost return different L for the same row");
  }

  private static void fails(Cost cost, String what, String reason) {
    GradientCheckResult result = GradientCheck.of(cost).classes(CLASSES).run();
    assertThat(result.worst().what()).isEqualTo(what);
    assertThatThrownBy(result::assertPassed)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aPassedCheckAssertsInSilence() {
    GradientCheck.of(RIGHT).run().assertPassed();
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
