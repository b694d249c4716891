package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The weighted mean over the rows of a batch, for every cost of the catalogue.
final class EveryCostInBatchesTest {

  private static final double NAN = Double.NaN;
  private static final int ROWS = 6;
  private static final int CLASSES = 5;

  static Stream<Arguments> costsAndForms() {
    return CatalogueCosts.all()
        .flatMap(cost -> Stream.of(Form.values()).map(form -> Arguments.of(cost, form)));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void meanIsTheMeanOfTheRows(Cost cost, Form form) {
    Batch batch = new Batch();
    double[] dz = new double[ROWS * CLASSES];
    double mean = form.meanLogitGradient(cost, batch.z, batch.t, null, dz, ROWS, CLASSES);
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      double[] rowDz = new double[CLASSES];
      sum += batch.row(cost, form, row, rowDz);
      for (int k = 0; k < CLASSES; k++) {
        assertThat(dz[row * CLASSES + k])
            .as("row %d, column %d", row, k)
            .isEqualTo(rowDz[k] / ROWS, within(2 * form.unit));
      }
    }
    assertThat(mean).isEqualTo(sum / ROWS, within(4 * form.unit * (1 + mean)));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void weightedMeanIsTheSumOfWeightedRowsOverTheSumOfWeights(Cost cost, Form form) {
    Batch batch = new Batch();
    double[] weights = {1, 0.5, 0, 4, 2.5, 8};
    double[] dz = new double[ROWS * CLASSES];
    double mean = form.meanLogitGradient(cost, batch.z, batch.t, weights, dz, ROWS, CLASSES);
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      double[] rowDz = new double[CLASSES];
      sum += weights[row] * batch.row(cost, form, row, rowDz);
      for (int k = 0; k < CLASSES; k++) {
        assertThat(dz[row * CLASSES + k])
            .as("row %d, column %d", row, k)
            .isEqualTo(weights[row] / 16 * rowDz[k], within(2 * form.unit));
      }
    }
    assertThat(mean).isEqualTo(sum / 16, within(4 * form.unit * (1 + mean)));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void aRowOfWeightTwoIsARowTwice(Cost cost, Form form) {
    double[] z = {1, 2, -1, 0.5};
    double[] t = {0, 1, 0.5, 0.5};
    double weighted = form.meanLogitGradient(cost, z, t, new double[] {2, 1}, new double[4], 2, 2);
    double[] zTwice = {1, 2, 1, 2, -1, 0.5};
    double[] tTwice = {0, 1, 0, 1, 0.5, 0.5};
    double twice = form.meanLogitGradient(cost, zTwice, tTwice, null, new double[6], 3, 2);
    assertThat(weighted).isEqualTo(twice, within(0x1p-50));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void equalWeightsAreNoWeights(Cost cost, Form form) {
    Batch batch = new Batch();
    double[] dz = new double[ROWS * CLASSES];
    double[] dzWeighted = new double[ROWS * CLASSES];
    double[] weights = {0.25, 0.25, 0.25, 0.25, 0.25, 0.25};
    double mean = form.meanLogitGradient(cost, batch.z, batch.t, null, dz, ROWS, CLASSES);
    double weighted =
        form.meanLogitGradient(cost, batch.z, batch.t, weights, dzWeighted, ROWS, CLASSES);
    assertThat(weighted).isEqualTo(mean);
    assertThat(dzWeighted).containsExactly(dz);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void allWeightsZeroGiveZeroAndAZeroGradient(Cost cost, Form form) {
    Batch batch = new Batch();
    double[] dz = filled(ROWS * CLASSES, 9);
    double mean =
        form.meanLogitGradient(cost, batch.z, batch.t, new double[ROWS], dz, ROWS, CLASSES);
    assertThat(mean).isZero();
    assertThat(dz).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void anIgnoredRowHasNoGradientAndNoSayEvenIfItIsNan(Cost cost, Form form) {
    double[] z = {1, 2, NAN, 0.5};
    double[] t = {0, 1, 0, 1};
    double[] dz = filled(4, 9);
    double mean = form.meanLogitGradient(cost, z, t, new double[] {4, 0}, dz, 2, 2);
    double[] dzAlone = new double[2];
    double alone = form.meanLogitGradient(cost, z, t, null, dzAlone, 1, 2);
    assertThat(mean).isEqualTo(alone);
    assertThat(dz).containsExactly(dzAlone[0], dzAlone[1], 0, 0);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void noRowsGiveZero(Cost cost, Form form) {
    double[] dz = {9, 9};
    assertThat(form.meanLogitGradient(cost, new double[0], new double[0], null, dz, 0, 2)).isZero();
    assertThat(dz).containsExactly(9, 9);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void nanMakesTheMeanNanButLeavesOtherRowsUntouched(Cost cost, Form form) {
    double[] z = {1, 2, NAN, 0.5, 1, 2};
    double[] t = {0, 1, 0, 1, 0, 1};
    double[] dz = new double[6];
    assertThat(form.meanLogitGradient(cost, z, t, null, dz, 3, 2)).isNaN();
    double[] expected = new double[2];
    form.logitGradient(cost, new double[] {1, 2}, new double[] {0, 1}, new double[2], expected);
    double first = form.round(expected[0] / 3);
    double second = form.round(expected[1] / 3);
    assertThat(dz)
        .containsExactly(
            new double[] {first, second, NAN, NAN, first, second}, within(2 * form.unit));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void gradientMayOverwriteTheLogits(Cost cost, Form form) {
    Batch batch = new Batch();
    double[] dz = new double[ROWS * CLASSES];
    double mean = form.meanLogitGradient(cost, batch.z, batch.t, null, dz, ROWS, CLASSES);
    double inPlace = form.meanLogitGradient(cost, batch.z, batch.t, null, batch.z, ROWS, CLASSES);
    assertThat(inPlace).isEqualTo(mean);
    assertThat(batch.z).containsExactly(dz);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void inputsAreLeftAlone(Cost cost, Form form) {
    Batch batch = new Batch();
    double[] weights = {1, 2, 3, 4, 5, 6};
    form.meanLogitGradient(
        cost, batch.z, batch.t, weights, new double[ROWS * CLASSES], ROWS, CLASSES);
    assertThat(batch.z).containsExactly(new Batch().z);
    assertThat(batch.t).containsExactly(new Batch().t);
    assertThat(weights).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void theRestOfLongerArraysIsLeftAloneAndNotLookedAt(Cost cost, Form form) {
    double[] z = {1, 2, NAN};
    double[] t = {0, 1, -7};
    double[] weights = {1, -1};
    double[] dz = {9, 9, 9, 9};
    form.meanLogitGradient(cost, z, t, weights, dz, 1, 2);
    assertThat(dz).endsWith(9, 9).doesNotContain(NAN);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void badTargetsAreRefusedByRowColumnAndValue(Cost cost, Form form) {
    String message = "target of row 1, column 2 is %s: a target must be 0 or more";
    refusedTarget(cost, form, -0.1, message.formatted("-0.1"));
    refusedTarget(cost, form, NAN, message.formatted("NaN"));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void badWeightsAreRefusedByRowAndValue(Cost cost, Form form) {
    String message = "weight of row 1 is %s: a weight must be finite and 0 or more";
    refusedWeight(cost, form, -0.1, message.formatted("-0.1"));
    refusedWeight(cost, form, NAN, message.formatted("NaN"));
    refusedWeight(cost, form, Double.POSITIVE_INFINITY, message.formatted("Infinity"));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void aRefusedBatchWritesNothing(Cost cost, Form form) {
    double[] t = {0, 1, 0, -1};
    double[] dz = {9, 9, 9, 9};
    refused(
        () -> form.meanLogitGradient(cost, new double[4], t, null, dz, 2, 2),
        "target of row 1, column 1 is -1.0: a target must be 0 or more");
    assertThat(dz).containsOnly(9);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void shortArraysAreRefusedByName(Cost cost, Form form) {
    double[] five = new double[5];
    double[] six = new double[6];
    double[] dz = new double[6];
    String message = " has 5 elements: 2 rows × 3 classes need 6";
    refused(() -> form.meanLogitGradient(cost, five, six, null, dz, 2, 3), "z" + message);
    refused(() -> form.meanLogitGradient(cost, six, five, null, dz, 2, 3), "t" + message);
    refused(() -> form.meanLogitGradient(cost, six, dz, null, five, 2, 3), "dz" + message);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void shortWeightsAreRefused(Cost cost, Form form) {
    refused(
        () ->
            form.meanLogitGradient(
                cost, new double[6], new double[6], new double[1], new double[6], 2, 3),
        "weights has 1 elements: 2 rows need 2");
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void badShapesAreRefused(Cost cost, Form form) {
    double[] z = new double[6];
    double[] t = new double[6];
    double[] dz = new double[6];
    refused(
        () -> form.meanLogitGradient(cost, z, t, null, dz, -2, 3),
        "rows is -2: it must be 0 or more");
    refused(
        () -> form.meanLogitGradient(cost, z, t, null, dz, 2, 0),
        "classes is 0: softmax needs at least 1 class");
  }

  private static void refusedTarget(Cost cost, Form form, double target, String message) {
    double[] t = {1, 0, 0, 0, 1, target, 0, 1, 0};
    refused(
        () -> form.meanLogitGradient(cost, new double[9], t, null, new double[9], 3, 3), message);
  }

  private static void refusedWeight(Cost cost, Form form, double weight, String message) {
    double[] weights = {1, weight};
    refused(
        () ->
            form.meanLogitGradient(
                cost, new double[4], new double[4], weights, new double[4], 2, 2),
        message);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static double[] filled(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  /// Random logits, with soft and one-hot targets in turn; each `new` one is the same.
  private static final class Batch {
    final double[] z = new RandomRows(61).normal(ROWS * CLASSES, 1, 0);
    final double[] t = new double[ROWS * CLASSES];

    Batch() {
      RandomRows random = new RandomRows(62);
      for (int row = 0; row < ROWS; row++) {
        double[] target = row % 2 == 0 ? random.distribution(CLASSES) : random.oneHot(CLASSES);
        System.arraycopy(target, 0, t, row * CLASSES, CLASSES);
      }
    }

    double row(Cost cost, Form form, int row, double[] dz) {
      double[] zRow = Arrays.copyOfRange(z, row * CLASSES, (row + 1) * CLASSES);
      double[] tRow = Arrays.copyOfRange(t, row * CLASSES, (row + 1) * CLASSES);
      return form.logitGradient(cost, zRow, tRow, new double[CLASSES], dz);
    }
  }
}
