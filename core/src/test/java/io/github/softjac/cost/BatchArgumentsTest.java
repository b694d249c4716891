package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What the products of a batch refuse, and the weight of a batch.
final class BatchArgumentsTest {

  private static final int ROWS = 4;
  private static final int CLASSES = 3;
  private static final int LENGTH = ROWS * CLASSES;
  private static final BatchCost COST = BatchCost.of(new CrossEntropy());

  private final float[] floats = new float[LENGTH];
  private final float[] shortFloats = new float[LENGTH - 1];
  private final double[] doubles = new double[LENGTH];
  private final double[] shortDoubles = new double[LENGTH - 1];
  private final int[] labels = {0, 2, -1, 1};
  private final int[] badLabels = {0, 3, 1, 1};

  @Test
  void hessianProductInFloatRefusesWhatIsTooShort() {
    refused(() -> hessian(shortFloats, floats, floats), "z");
    refused(() -> hessian(floats, shortFloats, floats), "v");
    refused(() -> hessian(floats, floats, shortFloats), "hv");
    refused(() -> COST.hessianProduct(floats, badLabels, null, floats, floats, ROWS, CLASSES), "3");
    refused(
        () -> COST.hessianProduct(floats, shortFloats, null, floats, floats, ROWS, CLASSES), "t");
    refused(
        () ->
            COST.hessianProduct(floats, labels, new float[ROWS - 1], floats, floats, ROWS, CLASSES),
        "weights");
  }

  @Test
  void hessianProductInDoubleRefusesWhatIsTooShort() {
    refused(() -> hessian(shortDoubles, doubles, doubles), "z");
    refused(() -> hessian(doubles, shortDoubles, doubles), "v");
    refused(() -> hessian(doubles, doubles, shortDoubles), "hv");
    refused(
        () -> COST.hessianProduct(doubles, badLabels, null, doubles, doubles, ROWS, CLASSES), "3");
    refused(
        () -> COST.hessianProduct(doubles, shortDoubles, null, doubles, doubles, ROWS, CLASSES),
        "t");
    refused(
        () ->
            COST.hessianProduct(
                doubles, labels, new double[ROWS - 1], doubles, doubles, ROWS, CLASSES),
        "weights");
  }

  @Test
  void curvatureRefusesWhatIsTooShort() {
    refused(() -> curvature(shortFloats, floats, floats), "z");
    refused(() -> curvature(floats, shortFloats, floats), "v");
    refused(() -> curvature(floats, floats, shortFloats), "hv");
    refused(() -> COST.curvature(floats, badLabels, null, floats, floats, ROWS, CLASSES), "3");
  }

  @Test
  void classWeightsAreOneAClass() {
    BatchCost weighted = COST.classWeights(1, 2);
    refused(() -> weighted.value(floats, labels, null, ROWS, CLASSES), "2");
    refused(() -> weighted.value(doubles, labels, null, ROWS, CLASSES), "2");
    refused(() -> weighted.totalWeight(labels, null, ROWS, CLASSES), "2");
    refused(() -> weighted.totalWeight(floats, null, ROWS, CLASSES), "2");
  }

  @Test
  void totalWeightIsThatOfTheMean() {
    float[] weights = {0.5f, 2, 8, 3};
    assertThat(COST.totalWeight(labels, null, ROWS, CLASSES)).isEqualTo(3);
    assertThat(COST.totalWeight(labels, weights, ROWS, CLASSES)).isEqualTo(5.5);
    BatchCost weighted = COST.classWeights(2, 4, 8);
    assertThat(weighted.totalWeight(labels, weights, ROWS, CLASSES)).isEqualTo(1 + 16 + 12);
    float[] t = {1, 0, 0, 0, 0.5f, 0.5f, 0, 0, 0, 0.25f, 0.25f, 1};
    assertThat(weighted.totalWeight(t, null, ROWS, CLASSES)).isEqualTo(2 + 6 + 0 + 9.5);
    assertThat(weighted.totalWeight(t, weights, ROWS, CLASSES)).isEqualTo(1 + 12 + 0 + 28.5);
  }

  @Test
  void totalWeightRefusesWhatACostRefuses() {
    refused(() -> COST.totalWeight(badLabels, null, ROWS, CLASSES), "3");
    refused(() -> COST.totalWeight(new int[ROWS - 1], null, ROWS, CLASSES), "labels");
    refused(() -> COST.totalWeight(shortFloats, null, ROWS, CLASSES), "t");
    refused(() -> COST.totalWeight(labels, new float[] {1, -1, 1, 1}, ROWS, CLASSES), "-1");
    refused(() -> COST.totalWeight(floats, new float[] {1, -1, 1, 1}, ROWS, CLASSES), "-1");
    float[] negative = floats.clone();
    negative[4] = -0.5f;
    refused(() -> COST.totalWeight(negative, null, ROWS, CLASSES), "-0.5");
  }

  @Test
  void theCostOfABatchIsTheOneItWasMadeOf() {
    Cost cost = new SquaredError();
    assertThat(BatchCost.of(cost).labelSmoothing(0.1).cost()).isSameAs(cost);
  }

  private void hessian(float[] z, float[] v, float[] hv) {
    COST.hessianProduct(z, labels, null, v, hv, ROWS, CLASSES);
  }

  private void hessian(double[] z, double[] v, double[] hv) {
    COST.hessianProduct(z, labels, null, v, hv, ROWS, CLASSES);
  }

  private void curvature(float[] z, float[] v, float[] hv) {
    COST.curvature(z, labels, null, v, hv, ROWS, CLASSES);
  }

  private static void refused(ThrowingCallable call, String what) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(what);
  }
}
