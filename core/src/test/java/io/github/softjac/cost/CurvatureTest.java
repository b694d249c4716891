package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The Hessian product without the cost is the one with it.
class CurvatureTest {

  private static final int ROWS = 300;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 50})
  void ofCrossEntropyIsItsHessianProductToFloatAccuracy(int classes) {
    BatchCost plain = BatchCost.of(new CrossEntropy());
    double[] classWeights = new double[classes];
    for (int k = 0; k < classes; k++) {
      classWeights[k] = k * 0.5;
    }
    for (BatchCost cost :
        new BatchCost[] {
          plain,
          plain.reduction(Reduction.SUM),
          plain.classWeights(classWeights).labelSmoothing(0.1),
          plain.temperature(2),
          plain.zLoss(0.1)
        }) {
      agree(cost, classes, 2e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"squared-error", "focal", "poly-1"})
  void ofAnotherCostIsItsHessianProduct(String name) {
    agree(BatchCost.of(Costs.named(name)), 7, 0);
  }

  private static void agree(BatchCost cost, int classes, double bound) {
    SplittableRandom random = new SplittableRandom(classes);
    float[] z = new float[ROWS * classes];
    float[] v = new float[z.length];
    float[] t = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) (3 * random.nextGaussian());
      v[i] = (float) random.nextGaussian();
      t[i] = random.nextInt(3) * 0.5f;
    }
    float[] weights = new float[ROWS];
    int[] labels = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      weights[row] = random.nextInt(3);
      labels[row] = random.nextInt(classes + 1) - 1;
    }
    float[] expected = new float[z.length];
    float[] found = new float[z.length];
    cost.hessianProduct(z, labels, weights, v, expected, ROWS, classes);
    cost.curvature(z, labels, weights, v, found, ROWS, classes);
    assertClose(found, expected, bound);
    cost.hessianProduct(z, t, weights, v, expected, ROWS, classes);
    cost.curvature(z, t, weights, v, found, ROWS, classes);
    assertClose(found, expected, bound);
  }

  private static void assertClose(float[] found, float[] expected, double bound) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i], within(bound * largest));
    }
  }
}
