package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.oracle.RandomRows;
import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The corner cases, for value, gradient and Hessian product, of every cost with every choice of
/// options, by labels and by targets, in float and in double. Derivatives are finite wherever the
/// true ones are: no `0 · ∞`, also where the value itself is infinite or the logit is −∞.
///
/// The row with the corner lies among ordinary ones, which it must not change.
final class CostEdgesTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final int ROWS = 19;
  private static final int CLASSES = 5;
  private static final int SIZE = ROWS * CLASSES;

  /// Where the row of the corner is.
  private static final int ROW = 7;

  static Stream<Arguments> costsAndForms() {
    return CatalogueCosts.all(CLASSES)
        .flatMap(cost -> Stream.of(BatchForm.values()).map(form -> Arguments.of(cost, form)));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void aNanMakesItsRowNan(Cost cost, BatchForm form) {
    for (OptionChoice choice : unweighted()) {
      Corner corner = new Corner(cost, form, choice, new double[] {1, NAN, 0, -INFINITY, 2}, 0);
      corner.isNan();
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void logitsThatAreNoDistributionMakeTheirRowNan(Cost cost, BatchForm form) {
    double[] none = new double[CLASSES];
    Arrays.fill(none, -INFINITY);
    for (OptionChoice choice : unweighted()) {
      new Corner(cost, form, choice, none, 2).isNan();
      new Corner(cost, form, choice, new double[] {1, INFINITY, 0, INFINITY, 2}, 1).isNan();
    }
  }

  /// optax #1762: the label of a masked class is 0 and so is its share, and neither the gradient
  /// nor anything beyond it is NaN.
  @ParameterizedTest
  @MethodSource("costsAndForms")
  void aMaskedClassHasNoDerivativeAndTheOthersAreFinite(Cost cost, BatchForm form) {
    double[] z = {1, -INFINITY, 0.5, -2, -INFINITY};
    for (OptionChoice choice : unweighted()) {
      Corner corner = new Corner(cost, form, choice, z, 2);
      corner.derivativesAreFinite();
      corner.isZeroAt(1);
      corner.isZeroAt(4);
      assertThat(corner.loss).as("%s", choice).isNotNaN();
      if (!choice.smoothing()) {
        assertThat(corner.loss).as("%s", choice).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void theLabelMayBeMasked(Cost cost, BatchForm form) {
    double[] z = {1, -INFINITY, 0.5, -2, 3};
    for (OptionChoice choice : unweighted()) {
      Corner corner = new Corner(cost, form, choice, z, 1);
      corner.derivativesAreFinite();
      corner.isZeroAt(1, pullsAtZero(cost) ? -corner.share(1) / choice.scale() : 0);
      assertThat(corner.loss).as("%s", choice).isNotNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void onlyOneClassMayBeLeft(Cost cost, BatchForm form) {
    double[] z = {-INFINITY, -INFINITY, -INFINITY, 4, -INFINITY};
    for (OptionChoice choice : unweighted()) {
      Corner corner = new Corner(cost, form, choice, z, 3);
      corner.derivativesAreFinite();
      assertThat(corner.loss).as("%s", choice).isNotNaN();
    }
  }

  /// A row that is one-hot has no slope behind softmax but for a cost that is infinite there.
  @ParameterizedTest
  @MethodSource("costsAndForms")
  void onePlusInfinityMakesTheRowOneHot(Cost cost, BatchForm form) {
    double[] z = {1, INFINITY, 0, -INFINITY, 2};
    for (OptionChoice choice : unweighted().stream().filter(one -> !one.zLoss()).toList()) {
      for (int label : new int[] {1, 2, 3}) {
        Corner corner = new Corner(cost, form, choice, z, label);
        corner.derivativesAreFinite();
        assertThat(corner.loss).as("%s, label %d", choice, label).isNotNaN();
        if (!choice.smoothing() && label == 1) {
          assertThat(corner.dz).as("%s", choice).containsOnly(0);
          assertThat(corner.hv).as("%s", choice).containsOnly(0);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void allIsFiniteForFiniteLogitsHoweverFarApart(Cost cost, BatchForm form) {
    double max = form.isFloat ? Float.MAX_VALUE : Double.MAX_VALUE;
    List<double[]> rows =
        List.of(
            new double[] {1e4, -1e4, 0, 1e4, 3},
            new double[] {-1e4, -1e4, -1e4, 0, -1e4},
            new double[] {90, 0, -90, 17, 104},
            new double[] {-745, 0, -708, -103, -88},
            new double[] {max, -max, 0, 1, 2});
    for (OptionChoice choice : unweighted().stream().filter(one -> !one.zLoss()).toList()) {
      for (double[] z : rows) {
        for (int label = 0; label < CLASSES; label += 2) {
          Corner corner = new Corner(cost, form, choice, z, label);
          corner.derivativesAreFinite();
          assertThat(corner.loss).as(corner.what).isFinite();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void oneClassIsCertainAndHasNoDerivative(Cost cost, BatchForm form) {
    if (cost.toString().startsWith("cost-sensitive:")) {
      return; // its matrix is of five classes
    }
    for (OptionChoice choice : unweighted().stream().filter(one -> !one.zLoss()).toList()) {
      BatchRows batch = BatchRows.random(7, ROWS, 1);
      double[] dz = new double[ROWS];
      double[] hv = new double[ROWS];
      double[] v = new RandomRows(8).normal(ROWS, 1, 0);
      form.gradient(choice.of(cost, 1), batch, dz);
      form.hessianProduct(choice.of(cost, 1), batch, v, hv);
      assertThat(dz).as("%s", choice).containsOnly(0);
      assertThat(hv).as("%s", choice).containsOnly(0);
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void noRowsGiveZeroAndWriteNothing(Cost cost, BatchForm form) {
    BatchRows batch = BatchRows.random(9, 0, CLASSES);
    for (OptionChoice choice : OptionChoice.all()) {
      BatchCost one = choice.of(cost, CLASSES);
      assertThat(form.value(one, batch)).isZero();
      assertThat(form.gradient(one, batch, new double[0])).isZero();
      assertThat(form.hessianProduct(one, batch, new double[0], new double[0])).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void ofCrossEntropyTheMaskedLabelGivesAnInfiniteLossAndTheSameDerivatives(
      Cost cost, BatchForm form) {
    if (!(cost instanceof CrossEntropy)) {
      return; // the table gives the result for this one alone
    }
    double[] z = {1, -INFINITY, 0.5, -2, 3};
    Corner corner = new Corner(cost, form, OptionChoice.of(0), z, 1);
    double[] y = Softmax.of(z);
    double mean = 0;
    for (int k = 0; k < CLASSES; k++) {
      mean += y[k] * corner.v[k];
    }
    assertThat(corner.loss).isEqualTo(INFINITY);
    for (int k = 0; k < CLASSES; k++) {
      assertThat(corner.dz[k]).isEqualTo(y[k] - (k == 1 ? 1 : 0), within(8 * form.unit));
      assertThat(corner.hv[k]).isEqualTo(y[k] * (corner.v[k] - mean), within(16 * form.unit));
    }
  }

  /// Class weights multiply a whole row; they have no corner that sample weights have not.
  private static List<OptionChoice> unweighted() {
    return OptionChoice.all().stream()
        .filter(choice -> !choice.classWeights() && !choice.mean())
        .toList();
  }

  /// Whether the cost of a label still has the slope −1 by its logit where its output is 0: as
  /// `−log y` and its kin, and as sparsemax, whose loss goes by the logits.
  private static boolean pullsAtZero(Cost cost) {
    String name = cost.toString().replaceFirst(":.*", "");
    return List.of("cross-entropy", "kl", "focal", "poly-1", "sparsemax").contains(name);
  }

  /// What a batch gives for the one row, after a look at the other rows.
  private static final class Corner {
    final BatchForm form;
    final String what;
    final OptionChoice choice;
    final double[] t = new double[CLASSES];
    final double[] v;
    final double loss;
    final double[] dz;
    final double[] hv;

    Corner(Cost cost, BatchForm form, OptionChoice choice, double[] z, int label) {
      this.form = form;
      this.choice = choice;
      what = form + ", " + choice + ", label " + label + ", z = " + Arrays.toString(z);
      t[label] = 1;
      BatchRows plain = BatchRows.random(3, ROWS, CLASSES);
      BatchRows batch = BatchRows.random(3, ROWS, CLASSES);
      plain.labels[ROW] = label;
      batch.labels[ROW] = label;
      System.arraycopy(z, 0, batch.z, ROW * CLASSES, CLASSES);
      double[] direction = new RandomRows(4).normal(SIZE, 1, 0);
      v = batch.row(direction, ROW);
      Results expected = new Results(cost, form, choice, plain, direction);
      Results found = new Results(cost, form, choice, batch, direction);
      othersAreEqual(found.dz, expected.dz);
      othersAreEqual(found.hv, expected.hv);
      loss = found.losses[ROW];
      dz = batch.row(found.dz, ROW);
      hv = batch.row(found.hv, ROW);
    }

    private void othersAreEqual(double[] found, double[] expected) {
      double[] others = found.clone();
      System.arraycopy(expected, ROW * CLASSES, others, ROW * CLASSES, CLASSES);
      assertThat(Arrays.equals(others, expected)).as("%s, other rows are equal", what).isTrue();
    }

    /// The share of class k in the target, smoothed if it is.
    double share(int k) {
      return choice.smoothed(t)[k];
    }

    void isNan() {
      assertThat(loss).as(what).isNaN();
      assertThat(dz).as("dz, %s", what).containsOnly(NAN);
      assertThat(hv).as("H v, %s", what).containsOnly(NAN);
    }

    void derivativesAreFinite() {
      assertThat(dz).as("dz, %s", what).doesNotContain(NAN, INFINITY, -INFINITY);
      assertThat(hv).as("H v, %s", what).doesNotContain(NAN, INFINITY, -INFINITY);
    }

    /// The gradient at a masked class is that of its share alone, and the product is 0.
    void isZeroAt(int k) {
      isZeroAt(k, choice.smoothing() ? dz[k] : 0);
    }

    void isZeroAt(int k, double expected) {
      assertThat(dz[k]).as("dz of k = %d, %s", k, what).isEqualTo(expected, within(8 * form.unit));
      assertThat(hv[k]).as("H v of k = %d, %s", k, what).isZero();
    }
  }

  private static final class Results {
    final double[] losses = new double[ROWS];
    final double[] dz = new double[SIZE];
    final double[] hv = new double[SIZE];

    Results(Cost cost, BatchForm form, OptionChoice choice, BatchRows batch, double[] direction) {
      BatchCost one = choice.of(cost, CLASSES);
      form.gradients(one, batch, losses, dz);
      form.hessianProduct(one, batch, direction, hv);
    }
  }
}
