package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Parameters of costs: their ends, what is refused, and what a cost becomes at them.
final class CostParametersTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "focal:-0.1 | γ is -0.1",
        "focal:NaN | γ is NaN",
        "focal:Infinity | γ is Infinity",
        "generalised-cross-entropy:0 | q is 0.0",
        "generalised-cross-entropy:1.1 | q is 1.1",
        "generalised-cross-entropy:NaN | q is NaN",
        "poly-1:-1.1 | ε is -1.1",
        "poly-1:Infinity | ε is Infinity",
        "poly-1:NaN | ε is NaN",
        "reversed-kl:0 | floor",
        "reversed-kl:1 | floor",
        "reversed-kl:NaN | floor",
        "cross-entropy:2 | this cost has no parameter",
        "focal:two | \"two\" is not a number"
      })
  void whatIsOutsideTheRangeIsRefusedByNameAndValue(String name, String message) {
    assertThatThrownBy(() -> Costs.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cost \"" + name + "\": ")
        .hasMessageContaining(message);
    assertThat(Costs.contains(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "focal:0",
        "generalised-cross-entropy:1",
        "poly-1:-1",
        "reversed-kl:0.5",
        "cost-sensitive:0,1;2.5,0",
        "cross-entropy"
      })
  void theEndsOfTheRangeAreInIt(String name) {
    assertThat(Costs.named(name)).hasToString(name);
    assertThat(Costs.contains(name)).isTrue();
  }

  /// At γ = 0 focal is cross-entropy; generalised cross-entropy of q = 1 is the share of wrong
  /// answers; poly-1 of ε = 0 is cross-entropy.
  @Test
  void atTheirEndsCostsAreOtherCosts() {
    same("focal:0", "cross-entropy");
    same("poly-1:0", "cross-entropy");
    same("generalised-cross-entropy:1", "cost-sensitive");
    same("cost-sensitive:0,1,1;1,0,1;1,1,0", "cost-sensitive");
  }

  private static void same(String name, String other) {
    double[] z = {0.5, -1, 2};
    double[] t = {0.25, 0.25, 0.5};
    double[] v = {1, -2, 0.5};
    double[][] found = derivatives(Costs.named(name), z, t, v);
    double[][] expected = derivatives(Costs.named(other), z, t, v);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .as("%s as %s, %d", name, other, i)
          .containsExactly(expected[i], within(1e-15));
    }
  }

  private static double[][] derivatives(Cost cost, double[] z, double[] t, double[] v) {
    double[] y = new double[3];
    double[] dz = new double[3];
    double[] hv = new double[3];
    double loss = cost.logitHessianProduct(z, t, v, y, dz, hv);
    return new double[][] {{loss}, dz, hv};
  }

  @Test
  void aCostMatrixIsSquareFiniteAndNotNegative() {
    refused(new double[0][], "cost matrix is empty: it needs a row for each class");
    refused(new double[][] {{0, 1}, {1}}, "cost matrix: row 1 has 1 columns: 2 rows need 2");
    for (double bad : new double[] {-1, NAN, INFINITY}) {
      refused(
          new double[][] {{0, 1}, {bad, 0}},
          "cost matrix: row 1, column 0 is " + bad + ": a cost must be finite and 0 or more");
    }
  }

  private static void refused(double[][] matrix, String message) {
    assertThatThrownBy(() -> new CostSensitive(matrix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aCostMatrixIsCopied() {
    double[][] matrix = {{0, 1}, {5, 0}};
    CostSensitive cost = new CostSensitive(matrix);
    matrix[1][0] = 9;
    assertThat(cost).hasToString("cost-sensitive:0,1;5,0");
  }

  @Test
  void aCostMatrixOfAnotherNumberOfClassesIsRefused() {
    CostSensitive cost = new CostSensitive(new double[][] {{0, 1}, {5, 0}});
    assertThatThrownBy(() -> cost.gradient(new double[3], new double[3], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cost matrix is 2 × 2: the row has 3 classes");
  }

  /// `L = Σ_i t_i Σ_j C_ij y_j`, `∂L/∂y_j = Σ_i t_i C_ij`.
  @Test
  void expectedCostIsTheAverageOfTheMatrix() {
    CostSensitive cost = new CostSensitive(new double[][] {{0, 1}, {5, 0}});
    double[] dy = new double[2];
    assertThat(cost.gradient(new double[] {0.75, 0.25}, new double[] {0, 1}, dy)).isEqualTo(3.75);
    assertThat(dy).containsExactly(5, 0);
    assertThat(cost.gradient(new double[] {0.5, 0.5}, new double[] {0.5, 0.25}, dy))
        .isEqualTo(0.875);
    assertThat(dy).containsExactly(1.25, 0.5);
  }

  @Test
  void optionsPrintThemselves() {
    BatchCost cost = BatchCost.of(new Focal(1.5));
    assertThat(cost)
        .hasToString(
            "focal:1.5 label smoothing 0.0, class weights 1, ignored label -1, mean, temperature"
                + " 1.0, z-loss 0.0");
    assertThat(cost.classWeights(1, 0.5).reduction(Reduction.SUM).toString())
        .contains("class weights [1.0, 0.5]", "sum");
  }

  @Test
  void optionsThatAreNoNumberOrInfiniteAreRefused() {
    BatchCost cost = BatchCost.of(new CrossEntropy());
    for (double bad : new double[] {NAN, INFINITY, -1}) {
      String message = "must be finite and";
      assertThatThrownBy(() -> cost.temperature(bad)).hasMessageContaining(message);
      assertThatThrownBy(() -> cost.zLoss(bad)).hasMessageContaining(message);
      assertThatThrownBy(() -> cost.classWeights(1, bad)).hasMessageContaining(message);
    }
    assertThatThrownBy(() -> cost.labelSmoothing(-0.1)).hasMessageContaining("from 0 to 1");
  }

  @Test
  void theEndsOfTheRangeOfAnOptionAreInIt() {
    BatchCost cost = BatchCost.of(new CrossEntropy());
    double most = Double.MAX_VALUE;
    assertThat(cost.temperature(most).temperature(Double.MIN_VALUE).toString())
        .contains("temperature " + Double.MIN_VALUE);
    assertThat(cost.zLoss(0).zLoss(most).toString()).contains("z-loss " + most);
    assertThat(cost.classWeights(0, most).toString()).contains("[0.0, " + most + "]");
    assertThat(cost.labelSmoothing(0).labelSmoothing(1).toString()).contains("smoothing 1.0");
    float[] zeros = new float[2];
    int[] labels = {0};
    float[] weight = {Float.MAX_VALUE};
    assertThat(cost.value(zeros, labels, weight, 1, 2)).isEqualTo(Math.log(2), within(1e-7));
    double[] largest = {most};
    assertThat(cost.value(new double[2], labels, largest, 1, 2))
        .isEqualTo(Math.log(2), within(1e-15));
  }

  @Test
  void smoothingIsOfTheWholeTarget() {
    float[] t = {0, 3, 1, 0};
    double[] wide = {0, 3, 1, 0};
    float[] smoothed = {0.5f, 2, 1, 0.5f};
    for (String name : new String[] {"squared-error", "jensen-shannon", "cross-entropy"}) {
      BatchCost cost = BatchCost.of(Costs.named(name));
      float[] z = {1, -1, 0.5f, 0};
      double expected = cost.value(z, smoothed, null, 1, 4);
      assertThat(cost.labelSmoothing(0.5).value(z, t, null, 1, 4))
          .isEqualTo(expected, within(1e-6 * expected));
      double[] wideZ = {1, -1, 0.5, 0};
      assertThat(cost.labelSmoothing(0.5).value(wideZ, wide, null, 1, 4))
          .isEqualTo(expected, within(1e-6 * expected));
    }
  }

  /// Where no option is left, the batch goes the plain way; each option alone is one.
  @Test
  void everyOptionAloneIsSeen() {
    BatchCost plain = BatchCost.of(new CrossEntropy());
    float[] z = {1, 2, 3, 0.5f, -1, 2};
    int[] labels = {0, 1};
    double value = plain.value(z, labels, null, 2, 3);
    double[] changed = {
      plain.labelSmoothing(0.5).value(z, labels, null, 2, 3),
      plain.classWeights(1, 2, 3).value(z, labels, null, 2, 3),
      plain.ignoredLabel(1).value(z, labels, null, 2, 3),
      plain.temperature(2).value(z, labels, null, 2, 3),
      plain.zLoss(1).value(z, labels, null, 2, 3),
      plain.reduction(Reduction.SUM).value(z, labels, null, 2, 3)
    };
    assertThat(changed).doesNotContain(value).doesNotHaveDuplicates();
    assertThat(Arrays.stream(changed).allMatch(Double::isFinite)).isTrue();
  }
}
