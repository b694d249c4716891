package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a batch refuses, what it leaves alone, and costs of a user's own in it.
final class BatchCostTest {

  private static final int ROWS = 40;
  private static final int CLASSES = 6;
  private static final BatchCost COST = BatchCost.of(new CrossEntropy());

  /// The example in [BlockCost].
  private static final BlockCost SQUARED_ERROR =
      (y, t, dy, losses, rows, classes) -> {
        for (int i = 0; i < rows * classes; i++) {
          dy[i] = y[i] - t[i];
        }
        for (int row = 0; row < rows; row++) {
          double loss = 0;
          for (int i = row * classes; i < (row + 1) * classes; i++) {
            loss += 0.5 * dy[i] * dy[i];
          }
          losses[row] = loss;
        }
      };

  @Test
  void anOptionGivesANewObject() {
    BatchRows batch = BatchRows.random(1, ROWS, CLASSES);
    double before = BatchForm.DOUBLE_LABELS.value(COST, batch);
    BatchCost changed = COST.labelSmoothing(0.5).zLoss(1).temperature(3);
    assertThat(BatchForm.DOUBLE_LABELS.value(changed, batch)).isNotEqualTo(before);
    assertThat(BatchForm.DOUBLE_LABELS.value(COST, batch)).isEqualTo(before);
  }

  /// What a thread keeps for its blocks grows with them: by one class at a time, and at once.
  @ParameterizedTest
  @EnumSource(names = {"FLOAT_LABELS", "FLOAT_TARGETS"})
  void resultsDoNotDependOnWhatAThreadHasHadBefore(BatchForm form) throws Exception {
    List<Integer> classes = IntStream.rangeClosed(30, 64).boxed().toList();
    assertThat(gradientsInAThreadOfItsOwn(form, classes))
        .isEqualTo(gradientsInAThreadOfItsOwn(form, classes.reversed()));
  }

  private static Map<String, String> gradientsInAThreadOfItsOwn(
      BatchForm form, List<Integer> allClasses) throws Exception {
    Map<String, String> gradients = new TreeMap<>();
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              for (int classes : allClasses) {
                BatchRows batch = BatchRows.random(classes, 1, classes);
                for (Cost cost : CatalogueCosts.all(classes).toList()) {
                  double[] dz = new double[classes];
                  form.gradient(BatchCost.of(cost).zLoss(0.1), batch, dz);
                  gradients.put(cost + " of " + classes, Arrays.toString(dz));
                }
              }
            },
            null);
    Thread thread = new Thread(task);
    thread.start();
    task.get();
    thread.join();
    return gradients;
  }

  @Test
  void theOrderOfOptionsDoesNotMatter() {
    BatchRows batch = BatchRows.random(2, ROWS, CLASSES);
    BatchCost one = COST.labelSmoothing(0.5).zLoss(1).temperature(3).ignoredLabel(2);
    BatchCost other = COST.ignoredLabel(2).temperature(3).zLoss(1).labelSmoothing(0.5);
    assertThat(BatchForm.FLOAT_LABELS.value(one, batch))
        .isEqualTo(BatchForm.FLOAT_LABELS.value(other, batch));
  }

  @Test
  void classWeightsAreCopied() {
    BatchRows batch = BatchRows.random(3, ROWS, CLASSES);
    double[] classWeights = {1, 2, 3, 4, 5, 6};
    BatchCost weighted = COST.classWeights(classWeights);
    double before = BatchForm.DOUBLE_LABELS.value(weighted, batch);
    Arrays.fill(classWeights, 0);
    assertThat(BatchForm.DOUBLE_LABELS.value(weighted, batch)).isEqualTo(before);
  }

  @Test
  void temperatureIsScaledLogits() {
    BatchRows batch = BatchRows.random(4, ROWS, CLASSES);
    double[] dz = new double[ROWS * CLASSES];
    double value = BatchForm.DOUBLE_LABELS.gradient(COST.temperature(4), batch, dz);
    for (int i = 0; i < batch.z.length; i++) {
      batch.z[i] /= 4;
    }
    double[] expected = new double[ROWS * CLASSES];
    assertThat(value).isEqualTo(BatchForm.DOUBLE_LABELS.gradient(COST, batch, expected));
    for (int i = 0; i < dz.length; i++) {
      assertThat(dz[i]).isEqualTo(expected[i] / 4, within(0x1p-54));
    }
  }

  @Test
  void theIgnoredLabelMayBeAClass() {
    float[] z = {1, 2, 3, 4};
    float[] dz = new float[4];
    double value = COST.ignoredLabel(0).gradient(z, new int[] {0, 1}, null, dz, 2, 2);
    assertThat(value)
        .isEqualTo(COST.value(new float[] {3, 4}, new int[] {1}, null, 1, 2), within(1e-12));
    assertThat(dz).startsWith(0, 0).doesNotContain(Float.NaN);
  }

  @Test
  void gradientMayOverwriteTheLogits() {
    float[] z = {1, 2, 3, -1, 0, 2};
    float[] dz = new float[6];
    BatchCost cost = COST.zLoss(0.5).labelSmoothing(0.1);
    double value = cost.gradient(z, new int[] {0, 2}, null, dz, 2, 3);
    assertThat(cost.gradient(z, new int[] {0, 2}, null, z, 2, 3)).isEqualTo(value);
    assertThat(z).containsExactly(dz);
  }

  @Test
  void theRestOfLongerArraysIsLeftAloneAndNotLookedAt() {
    float[] z = {1, 2, Float.NaN};
    float[] dz = {9, 9, 9};
    double[] losses = {9, 9};
    COST.gradients(z, new int[] {1, -7}, null, losses, dz, 1, 2);
    assertThat(dz[2]).isEqualTo(9);
    assertThat(losses[1]).isEqualTo(9);
    assertThat(losses[0]).isFinite();
  }

  @Test
  void noRowsGiveZero() {
    assertThat(COST.zLoss(1).value(new float[0], new int[0], null, 0, 3)).isZero();
    assertThat(COST.zLoss(1).value(new double[0], new double[0], null, 0, 3)).isZero();
  }

  @Test
  void aBlockCostIsTheSameCostRowByRow() {
    BatchRows batch = BatchRows.random(5, 1000, CLASSES);
    Cost oneRow =
        new Cost() {
          @Override
          public double gradient(float[] y, float[] t, float[] dy) {
            return SQUARED_ERROR.gradient(y, t, dy);
          }
        };
    BatchCost ofRows = BatchCost.of(oneRow).labelSmoothing(0.25);
    BatchCost ofBlocks = BatchCost.of(SQUARED_ERROR).labelSmoothing(0.25);
    double[] dz = new double[1000 * CLASSES];
    double[] expected = new double[1000 * CLASSES];
    assertThat(BatchForm.FLOAT_LABELS.gradient(ofBlocks, batch, dz))
        .isEqualTo(BatchForm.FLOAT_LABELS.gradient(ofRows, batch, expected));
    assertThat(dz).containsExactly(expected);
  }

  @Test
  void aBlockCostTakesLabelsAsOneHotRows() {
    BatchRows batch = BatchRows.random(6, 1000, CLASSES);
    double[] dz = new double[1000 * CLASSES];
    double[] expected = new double[1000 * CLASSES];
    BatchCost cost = BatchCost.of(SQUARED_ERROR);
    assertThat(BatchForm.FLOAT_LABELS.gradient(cost, batch, dz))
        .isEqualTo(BatchForm.FLOAT_TARGETS.gradient(cost, batch, expected));
    assertThat(dz).containsExactly(expected);
  }

  /// It goes by the logits alone: the chain rule would ask for `∂L/∂y`.
  private static final class OfLogits implements Cost {
    @Override
    public double gradient(float[] y, float[] t, float[] dy) {
      throw new AssertionError("asked for ∂L/∂y");
    }

    @Override
    public double logitGradient(float[] z, float[] t, float[] y, float[] dz) {
      dz[0] = 2;
      dz[1] = -2;
      return z[0];
    }
  }

  @Test
  void aCostThatOverridesLogitGradientIsAskedByIt() {
    float[] dz = new float[4];
    double value =
        BatchCost.of(new OfLogits()).gradient(new float[] {1, 2, 3, 4}, new int[2], null, dz, 2, 2);
    assertThat(value).isEqualTo(2);
    assertThat(dz).containsExactly(1, -1, 1, -1);
  }

  @Test
  void aCostMayEvaluateABatchItself() {
    Cost nested =
        (y, t, dy) -> {
          Arrays.fill(dy, 0);
          return COST.zLoss(1).value(new float[] {1, 2, 3, 4}, new int[] {0, 1}, null, 2, 2);
        };
    double inner = nested.gradient(new float[2], new float[2], new float[2]);
    float[] z = {5, 6, 7, 8, 9, 1};
    double[] losses = new double[3];
    BatchCost.of(nested).values(z, new int[3], null, losses, 3, 2);
    assertThat(losses).containsOnly(inner);
  }

  @Test
  void aCostThatThrowsLeavesNothingBehind() {
    BlockCost failing =
        (y, t, dy, losses, rows, classes) -> {
          throw new IllegalStateException("no");
        };
    float[] z = {1, 2, 3, 4};
    int[] labels = {1, 0};
    double before = BatchCost.of(SQUARED_ERROR).value(z, labels, null, 2, 2);
    assertThatThrownBy(() -> BatchCost.of(failing).value(z, labels, null, 2, 2)).hasMessage("no");
    assertThat(BatchCost.of(SQUARED_ERROR).value(z, labels, null, 2, 2)).isEqualTo(before);
  }

  @Test
  void zLossIsTheSquareOfLogZ() {
    double[] z = {1, 2, 3};
    double logZ = 3 - StrictMath.log(Softmax.of(z)[2]);
    double with = COST.zLoss(0.5).value(z, new int[] {1}, null, 1, 3);
    double without = COST.value(z, new int[] {1}, null, 1, 3);
    assertThat(with - without).isEqualTo(0.5 * logZ * logZ, within(1e-14));
  }

  @Test
  void optionsOutsideTheirRangeAreRefused() {
    refused(() -> COST.labelSmoothing(1.5), "label smoothing is 1.5: it must be from 0 to 1");
    refused(
        () -> COST.labelSmoothing(Double.NaN), "label smoothing is NaN: it must be from 0 to 1");
    refused(() -> COST.temperature(0), "temperature is 0.0: it must be finite and above 0");
    refused(() -> COST.zLoss(-1), "z-loss is -1.0: it must be finite and 0 or more");
    refused(
        () -> COST.classWeights(1, -2),
        "weight of class 1 is -2.0: a weight must be finite and 0 or more");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    float[] z = new float[6];
    int[] labels = {0, 5};
    refused(
        () -> COST.zLoss(1).value(z, labels, null, 2, 3),
        "label of row 1 is 5: a label must be from 0 to 2, or -1 for a row to ignore");
    refused(
        () -> COST.ignoredLabel(-100).value(z, new int[] {0, -1}, null, 2, 3),
        "label of row 1 is -1: a label must be from 0 to 2, or -100 for a row to ignore");
    refused(
        () -> COST.classWeights(1, 2).value(z, new int[2], null, 2, 3),
        "there are 2 class weights: 3 classes need one each");
    refused(
        () -> COST.zLoss(1).value(z, new int[2], new float[] {1, -1}, 2, 3),
        "weight of row 1 is -1.0: a weight must be finite and 0 or more");
    refused(
        () -> COST.zLoss(1).value(z, new float[] {0, 0, 0, 0, -1, 0}, null, 2, 3),
        "target of row 1, column 1 is -1.0: a target must be 0 or more");
    refused(
        () -> COST.values(z, new int[2], null, new double[1], 2, 3),
        "losses has 1 elements: 2 rows need 2");
    refused(
        () -> COST.hessianProduct(z, new int[2], null, new float[5], new float[6], 2, 3),
        "v has 5 elements: 2 rows × 3 classes need 6");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
