package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the second derivatives of a row take, refuse and give back beside them, of every cost.
final class SecondDerivativeArgumentsTest {

  private static final int CLASSES = 3;
  private static final double[] Z = {0.5, -1, 1.25};
  private static final double[] T = {0.25, 0.5, 0.25};
  private static final double[] V = {1, -2, 0.5};

  static Stream<Cost> costs() {
    return CatalogueCosts.all(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("costs")
  void everyArrayIsAsLongAsTheLogits(Cost cost) {
    String[] names = {"t", "v", "y", "dz", "hv"};
    for (int wrong = 0; wrong < names.length; wrong++) {
      for (int length : new int[] {CLASSES - 1, CLASSES + 1}) {
        int[] lengths = {CLASSES, CLASSES, CLASSES, CLASSES, CLASSES};
        lengths[wrong] = length;
        String message = names[wrong] + " has " + length;
        assertThatIllegalArgumentException()
            .as("%s in double", cost)
            .isThrownBy(() ->
                cost.logitHessianProduct(
                    Z,
                    new double[lengths[0]],
                    new double[lengths[1]],
                    new double[lengths[2]],
                    new double[lengths[3]],
                    new double[lengths[4]]))
            .withMessageContaining(message);
        assertThatIllegalArgumentException()
            .as("%s in float", cost)
            .isThrownBy(() ->
                cost.logitHessianProduct(
                    floats(Z),
                    new float[lengths[0]],
                    new float[lengths[1]],
                    new float[lengths[2]],
                    new float[lengths[3]],
                    new float[lengths[4]]))
            .withMessageContaining(message);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("costs")
  void everyArrayOfGaussNewtonIsAsLongAsTheLogits(Cost cost) {
    String[] names = {"t", "v", "y", "gv"};
    for (int wrong = 0; wrong < names.length; wrong++) {
      for (int length : new int[] {CLASSES - 1, CLASSES + 1}) {
        int[] lengths = {CLASSES, CLASSES, CLASSES, CLASSES};
        lengths[wrong] = length;
        String message = names[wrong] + " has " + length;
        assertThatIllegalArgumentException()
            .as("%s in double", cost)
            .isThrownBy(() ->
                cost.gaussNewtonProduct(
                    Z,
                    new double[lengths[0]],
                    new double[lengths[1]],
                    new double[lengths[2]],
                    new double[lengths[3]]))
            .withMessageContaining(message);
        assertThatIllegalArgumentException()
            .as("%s in float", cost)
            .isThrownBy(() ->
                cost.gaussNewtonProduct(
                    floats(Z),
                    new float[lengths[0]],
                    new float[lengths[1]],
                    new float[lengths[2]],
                    new float[lengths[3]]))
            .withMessageContaining(message);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("costs")
  void costOutputsAndGradientAreThoseOfTheFirstDerivative(Cost cost) {
    double[] y = new double[CLASSES];
    double[] dz = new double[CLASSES];
    double loss = cost.logitGradient(Z, T, y, dz);
    double[] foundY = new double[CLASSES];
    double[] foundDz = new double[CLASSES];
    double[] hv = new double[CLASSES];
    assertThat(cost.logitHessianProduct(Z, T, V, foundY, foundDz, hv))
        .isCloseTo(loss, within(1e-14 * Math.abs(loss)));
    assertThat(foundY).containsExactly(y);
    assertThat(foundDz).containsExactly(dz, within(1e-15));
    float[] floatY = new float[CLASSES];
    float[] floatDz = new float[CLASSES];
    float[] floatHv = new float[CLASSES];
    double floatLoss =
        cost.logitHessianProduct(floats(Z), floats(T), floats(V), floatY, floatDz, floatHv);
    assertThat(floatLoss).isCloseTo(loss, within(1e-14 * Math.abs(loss)));
    assertThat(floatY).containsExactly(floats(foundY));
    assertThat(floatDz).containsExactly(floats(foundDz));
    assertThat(floatHv).containsExactly(floats(hv));
    double[] gv = new double[CLASSES];
    float[] floatGv = new float[CLASSES];
    cost.gaussNewtonProduct(Z, T, V, foundY, gv);
    cost.gaussNewtonProduct(floats(Z), floats(T), floats(V), floatY, floatGv);
    assertThat(foundY).containsExactly(y);
    assertThat(floatY).containsExactly(floats(y));
    assertThat(floatGv).containsExactly(floats(gv));
  }

  @ParameterizedTest
  @MethodSource("costs")
  void aRowOfNaNHasProductsOfNaN(Cost cost) {
    double[] z = {0.5, Double.NaN, 1};
    double[] y = new double[CLASSES];
    double[] dz = new double[CLASSES];
    double[] hv = new double[CLASSES];
    double[] gv = new double[CLASSES];
    assertThat(cost.logitHessianProduct(z, T, V, y, dz, hv)).isNaN();
    cost.gaussNewtonProduct(z, T, V, y, gv);
    for (double[] values : new double[][] {y, dz, hv, gv}) {
      assertThat(Arrays.stream(values)).as(cost.toString()).allMatch(value -> Double.isNaN(value));
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      floats[k] = (float) values[k];
    }
    return floats;
  }
}
