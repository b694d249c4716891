package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.GradientCheck;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every cost of the catalogue, one row at a time: a cost that is added to [Costs]
/// is tested here without a further line. Batches: [EveryCostInBatchesTest].
final class EveryCostTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static Set<String> names() {
    return Costs.names();
  }

  static Stream<Cost> costs() {
    return CatalogueCosts.all();
  }

  static Stream<Arguments> costsAndForms() {
    return CatalogueCosts.all()
        .flatMap(cost -> Stream.of(Form.values()).map(form -> Arguments.of(cost, form)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void costPrintsANameItIsFoundBy(String name) {
    Cost cost = Costs.named(name);
    assertThat(cost.toString()).matches(name + "(:.+)?");
    assertThat(Costs.named(cost.toString())).hasSameClassAs(cost).hasToString(cost.toString());
  }

  @ParameterizedTest
  @MethodSource("costs")
  void gradientCheckPassesForAnyNumberOfClasses(Cost cost) {
    for (int seed = 1; seed <= 200; seed++) {
      int classes = 1 + seed % 50;
      GradientCheck.of(cost).classes(classes).seed(seed).cases(2).run().assertPassed();
    }
  }

  @ParameterizedTest
  @MethodSource("costs")
  void gradientCheckPassesAlongDirectionsOfManyClasses(Cost cost) {
    for (int classes : new int[] {65, 300, 1000}) {
      GradientCheck.of(cost).classes(classes).cases(4).run().assertPassed();
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void gradientByTheLogitsIsTheChainRule(Cost cost, Form form) {
    for (Row row : rows(form)) {
      double[] dy = new double[row.classes];
      form.gradient(cost, row.y, row.t, dy);
      double[] expected = form.softmaxBackward(row.y, dy);
      assertThat(row.dz(cost)).as("%s", row).containsExactly(expected, within(64 * form.unit));
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void lossFromTheLogitsIsTheLossOfTheOutputs(Cost cost, Form form) {
    for (Row row : rows(form)) {
      double ofOutputs = form.gradient(cost, row.y, row.t, new double[row.classes]);
      double tolerance = 16 * form.unit * (1 + Math.abs(ofOutputs));
      assertThat(row.loss(cost)).as("%s", row).isEqualTo(ofOutputs, within(tolerance));
    }
  }

  @ParameterizedTest
  @MethodSource("costs")
  void floatFormAgreesWithTheDoubleForm(Cost cost) {
    for (Row row : rows(Form.FLOAT)) {
      Row inDouble = new Row(Form.DOUBLE, row.z, row.t);
      assertThat(row.loss(cost)).as("%s", row).isEqualTo(inDouble.loss(cost), within(0x1p-18));
      assertThat(row.dz(cost))
          .as("%s", row)
          .containsExactly(inDouble.dz(cost), within(16 * Form.FLOAT.unit));
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void gradientByTheLogitsSumsToZero(Cost cost, Form form) {
    for (Row row : rows(form)) {
      double sum = 0;
      for (double dzk : row.dz(cost)) {
        sum += dzk;
      }
      assertThat(sum).as("%s", row).isEqualTo(0, within(64 * form.unit));
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void aConstantAddedToAllLogitsChangesNothingButRounding(Cost cost, Form form) {
    double[] t = {0.25, 0.5, 0, 0.25};
    Row row = new Row(form, new double[] {0.5, -1.25, 3, 2}, t);
    Row shifted = new Row(form, new double[] {1024.5, 1022.75, 1027, 1026}, t);
    assertThat(shifted.dz(cost)).containsExactly(row.dz(cost), within(16 * form.unit));
    assertThat(shifted.loss(cost)).isEqualTo(row.loss(cost), within(16 * form.unit));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void gradientLeavesOutputsAndTargetAlone(Cost cost, Form form) {
    double[] y = {0.25, 0.5, 0.25};
    double[] t = {0, 0.75, 0.25};
    form.gradient(cost, y, t, new double[3]);
    assertThat(y).containsExactly(0.25, 0.5, 0.25);
    assertThat(t).containsExactly(0, 0.75, 0.25);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void logitGradientLeavesLogitsAndTargetAlone(Cost cost, Form form) {
    double[] z = {1, -2, 0.5};
    double[] t = {0, 0.75, 0.25};
    form.logitGradient(cost, z, t, new double[3], new double[3]);
    assertThat(z).containsExactly(1, -2, 0.5);
    assertThat(t).containsExactly(0, 0.75, 0.25);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void logitGradientWritesTheOutputsOfSoftmax(Cost cost, Form form) {
    for (Row row : rows(form)) {
      double[] y = new double[row.classes];
      form.logitGradient(cost, row.z, row.t, y, new double[row.classes]);
      assertThat(y).as("%s", row).containsExactly(row.y);
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void outputsMayOverwriteTheLogits(Cost cost, Form form) {
    for (Row row : rows(form)) {
      double[] z = row.z.clone();
      double[] dz = new double[row.classes];
      double loss = form.logitGradient(cost, z, row.t, z, dz);
      assertThat(loss).as("%s", row).isEqualTo(row.loss(cost));
      assertThat(dz).as("%s", row).containsExactly(row.dz(cost));
      assertThat(z).as("%s", row).containsExactly(row.y);
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void oneClassHasNoGradient(Cost cost, Form form) {
    Row row = new Row(form, new double[] {-3.5}, new double[] {1});
    assertThat(row.dz(cost)).containsExactly(0);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void nanLogitGivesNanLossAndAWholeRowOfNan(Cost cost, Form form) {
    isNan(cost, new Row(form, new double[] {1, NAN, 3}, new double[] {1, 0, 0}));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void allLogitsMinusInfinityGiveNan(Cost cost, Form form) {
    isNan(cost, new Row(form, new double[] {-INFINITY, -INFINITY}, new double[] {1, 0}));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void twoLogitsOfPlusInfinityGiveNan(Cost cost, Form form) {
    isNan(cost, new Row(form, new double[] {INFINITY, 2, INFINITY}, new double[] {1, 0, 0}));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void onePlusInfinityOnTheTargetHasNoGradient(Cost cost, Form form) {
    Row row = new Row(form, new double[] {4, INFINITY, 2}, new double[] {0, 1, 0});
    assertThat(row.loss(cost)).isFinite();
    assertThat(row.dz(cost)).containsExactly(0, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void classOfMinusInfinityWithoutTargetHasNoGradient(Cost cost, Form form) {
    Row row = new Row(form, new double[] {1, -INFINITY, 1}, new double[] {0, 0, 1});
    Row without = new Row(form, new double[] {1, 1}, new double[] {0, 1});
    assertThat(row.dz(cost)[1]).isZero();
    if (!(cost instanceof RankedProbability)) { // for which it is a rank nevertheless
      assertThat(row.dz(cost)).containsExactly(without.dz(cost)[0], 0, without.dz(cost)[1]);
      assertThat(row.loss(cost)).isEqualTo(without.loss(cost));
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void lossAndGradientAreFiniteForAllFiniteLogits(Cost cost, Form form) {
    double max = form.maxValue;
    for (double[] z : List.of(new double[] {1e4, -1e4, 0}, new double[] {max, -max, 0})) {
      for (double[] t : List.of(new double[] {1, 0, 0}, new double[] {0, 1, 0})) {
        Row row = new Row(form, z, t);
        assertThat(row.loss(cost)).as("%s", row).isFinite();
        assertThat(row.dz(cost)).as("%s", row).doesNotContain(NAN, INFINITY, -INFINITY);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void noClassIsRefused(Cost cost, Form form) {
    double[] none = {};
    assertThatThrownBy(() -> form.logitGradient(cost, none, none, none, none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes is 0: softmax needs at least 1 class");
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void arraysOfAnotherLengthThanTheLogitsAreRefused(Cost cost, Form form) {
    double[] two = {1, 0};
    double[] three = {1, 2, 3};
    double[] other = new double[3];
    double[] gradient = new double[3];
    refused(() -> form.logitGradient(cost, three, two, other, gradient), "t");
    refused(() -> form.logitGradient(cost, three, other, two, gradient), "y");
    refused(() -> form.logitGradient(cost, three, other, gradient, two), "dz");
  }

  private static void refused(ThrowingCallable call, String name) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + " has 2 elements: z has 3, and both need one a class");
  }

  private static void isNan(Cost cost, Row row) {
    assertThat(row.loss(cost)).isNaN();
    for (double dzk : row.dz(cost)) {
      assertThat(Double.doubleToRawLongBits(dzk))
          .as("canonical NaN")
          .isEqualTo(Double.doubleToRawLongBits(NAN));
    }
  }

  /// Rows of 1 to 40 classes, with soft and one-hot targets in turn.
  private static List<Row> rows(Form form) {
    RandomRows random = new RandomRows(51);
    return Stream.iterate(1, classes -> classes <= 40, classes -> classes + 1)
        .map(classes ->
            new Row(
                form,
                random.normal(classes, 1, 0),
                classes % 2 == 0 ? random.distribution(classes) : random.oneHot(classes)))
        .toList();
  }

  private static final class Row {
    final Form form;
    final int classes;
    final double[] z;
    final double[] t;
    final double[] y;

    Row(Form form, double[] z, double[] t) {
      this.form = form;
      this.classes = z.length;
      this.z = z;
      this.t = t;
      this.y = form.softmax(z);
    }

    double loss(Cost cost) {
      return form.logitGradient(
          cost, z.clone(), t.clone(), new double[classes], new double[classes]);
    }

    double[] dz(Cost cost) {
      double[] dz = new double[classes];
      form.logitGradient(cost, z.clone(), t.clone(), new double[classes], dz);
      return dz;
    }

    @Override
    public String toString() {
      return "%s of %d classes, t = %s".formatted(form, classes, Arrays.toString(t));
    }
  }
}
