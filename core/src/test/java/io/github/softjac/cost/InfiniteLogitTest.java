package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Cross-entropy of a row with one logit of `+∞`: its output is 1, all others are 0, and what is
/// finite is finite.
final class InfiniteLogitTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final int CLASSES = 4;
  private static final int HOT = 1;
  private static final BatchCost COST = BatchCost.of(new CrossEntropy()).reduction(Reduction.SUM);

  private final double[] z = {1, INFINITY, 0, -2};
  private final float[] floatZ = {1, Float.POSITIVE_INFINITY, 0, -2};
  private final double[] dz = new double[CLASSES];
  private final float[] floatDz = new float[CLASSES];

  @Test
  void targetsThatAreAllOnItCostNothing() {
    targets(COST, new double[] {0, 2, 0, 0}, 0, new double[] {0, 0, 0, 0});
  }

  @Test
  void anyOtherTargetCostsInfinitelyMuchAndHasAFiniteGradient() {
    targets(COST, new double[] {0.5, 1, 0, 0}, INFINITY, new double[] {-0.5, 0.5, 0, 0});
    targets(COST, new double[] {0, 0, 0.25, 0}, INFINITY, new double[] {0, 0.25, -0.25, 0});
  }

  @Test
  void smoothedTargetsAreOnAllClasses() {
    BatchCost smoothed = COST.labelSmoothing(0.5);
    targets(
        smoothed, new double[] {0, 2, 0, 0}, INFINITY, new double[] {-0.25, 0.75, -0.25, -0.25});
    targets(
        smoothed,
        new double[] {0.5, 0, 0, 0},
        INFINITY,
        new double[] {-0.3125, 0.4375, -0.0625, -0.0625});
  }

  @Test
  void labelsGoAsTheirTargets() {
    labels(COST, HOT, 0, new double[] {0, 0, 0, 0});
    labels(COST, 2, INFINITY, new double[] {0, 1, -1, 0});
    labels(COST.labelSmoothing(0.5), HOT, INFINITY, new double[] {-0.125, 0.375, -0.125, -0.125});
    labels(COST.labelSmoothing(0.5), 2, INFINITY, new double[] {-0.125, 0.875, -0.625, -0.125});
  }

  @Test
  void zLossOfItIsInfiniteAndSteepInThatClassAlone() {
    BatchCost zLoss = COST.zLoss(0.5);
    labels(zLoss, HOT, INFINITY, new double[] {0, INFINITY, 0, 0});
    labels(zLoss, 0, INFINITY, new double[] {-1, INFINITY, 0, 0});
    targets(zLoss, new double[] {0, 1, 0, 0}, INFINITY, new double[] {0, INFINITY, 0, 0});
  }

  private void targets(BatchCost cost, double[] t, double loss, double[] gradient) {
    float[] floatT = new float[CLASSES];
    float[] floatGradient = new float[CLASSES];
    for (int k = 0; k < CLASSES; k++) {
      floatT[k] = (float) t[k];
      floatGradient[k] = (float) gradient[k];
    }
    assertThat(cost.gradient(z, t, null, dz, 1, CLASSES)).isEqualTo(loss);
    assertThat(cost.gradient(floatZ, floatT, null, floatDz, 1, CLASSES)).isEqualTo(loss);
    assertThat(dz).containsExactly(gradient);
    assertThat(floatDz).containsExactly(floatGradient);
  }

  private void labels(BatchCost cost, int label, double loss, double[] gradient) {
    int[] labels = {label};
    float[] floatGradient = new float[CLASSES];
    for (int k = 0; k < CLASSES; k++) {
      floatGradient[k] = (float) gradient[k];
    }
    assertThat(cost.gradient(z, labels, null, dz, 1, CLASSES)).isEqualTo(loss);
    assertThat(cost.gradient(floatZ, labels, null, floatDz, 1, CLASSES)).isEqualTo(loss);
    assertThat(dz).containsExactly(gradient);
    assertThat(floatDz).containsExactly(floatGradient);
  }
}
