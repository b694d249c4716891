package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import io.github.softjac.softmax.LogSumExp;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What has to hold for every cost with every choice of options, by labels and by targets, in float
/// and in double, whatever the cost is: sums, invariances, symmetry, slopes, the optimum. A new
/// cost is tested here by its name in [Costs].
///
/// What the options mean is in [EveryCostWithOptionsTest], corner cases in [CostEdgesTest], exact
/// values in [GoldenCostsTest].
final class CostBatteryTest {

  private static final double NAN = Double.NaN;
  private static final int ROWS = 19;
  private static final int CLASSES = 5;
  private static final int SIZE = ROWS * CLASSES;
  private static final int SEEDS = OptionChoice.FEW ? 16 : 200;

  /// Costs of the catalogue that are least where `y = t`; total variation too, but in a kink.
  private static final Set<String> LEAST_AT_THE_TARGET =
      Set.of(
          "cross-entropy",
          "squared-error",
          "kl",
          "reversed-kl",
          "jensen-shannon",
          "spherical",
          "ranked-probability");

  static Stream<Arguments> costsAndForms() {
    return CatalogueCosts.all(CLASSES)
        .flatMap(cost -> Stream.of(BatchForm.values()).map(form -> Arguments.of(cost, form)));
  }

  static Stream<Arguments> costsAndDoubleForms() {
    return costsAndForms().filter(arguments -> !((BatchForm) arguments.get()[1]).isFloat);
  }

  static Stream<Cost> costs() {
    return CatalogueCosts.all(CLASSES);
  }

  private static BatchRows batch(BatchForm form, long seed) {
    BatchRows batch = BatchRows.random(seed, ROWS, CLASSES).withWeights(seed + 1);
    return form.byTargets ? batch.withSoftTargets(seed + 2) : batch.withIgnored();
  }

  /// `Σ_k ∂L/∂z_k = 0`; of the z-loss, `Σ_k = 2 λ w log Z / T`.
  @ParameterizedTest
  @MethodSource("costsAndForms")
  void theGradientOfARowSumsToZeroOrToWhatTheZLossAdds(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 81);
    for (OptionChoice choice : OptionChoice.all()) {
      double[] dz = new double[SIZE];
      form.gradients(choice.of(cost, CLASSES), batch, new double[ROWS], dz);
      for (int row = 0; row < ROWS; row++) {
        double expected = choice.zLoss() ? zLossSlope(choice, batch, row) : 0;
        double found = Arrays.stream(batch.row(dz, row)).sum();
        assertThat(found)
            .as("%s, row %d", choice, row)
            .isEqualTo(expected, within(256 * form.unit * (1 + Math.abs(expected))));
      }
    }
  }

  private static double zLossSlope(OptionChoice choice, BatchRows batch, int row) {
    double[] z = batch.row(batch.z, row);
    for (int k = 0; k < CLASSES; k++) {
      z[k] /= choice.scale();
    }
    double[] t = batch.row(batch.targets(), row);
    double weight = choice.classWeights() ? 0 : batch.weight(row);
    for (int k = 0; k < CLASSES && choice.classWeights(); k++) {
      weight += batch.weight(row) * t[k] * OptionChoice.classWeights(CLASSES)[k];
    }
    return 2 * OptionChoice.LAMBDA * weight * LogSumExp.of(z) / choice.scale();
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void aConstantAddedToTheLogitsOfARowChangesNothing(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 83);
    BatchRows shifted = batch(form, 83);
    for (int i = 0; i < SIZE; i++) {
      batch.z[i] = Math.rint(batch.z[i] * 256) / 256;
      shifted.z[i] = batch.z[i] + (i / CLASSES - 9) * 16;
    }
    double[] v = new RandomRows(84).normal(SIZE, 1, 0);
    for (OptionChoice choice : OptionChoice.withoutZLoss()) {
      BatchCost one = choice.of(cost, CLASSES);
      double[] dz = new double[SIZE];
      double[] shiftedDz = new double[SIZE];
      double value = form.gradient(one, batch, dz);
      close(form, choice, form.gradient(one, shifted, shiftedDz), value);
      close(form, choice, shiftedDz, dz);
      form.hessianProduct(one, batch, v, dz);
      form.hessianProduct(one, shifted, v, shiftedDz);
      close(form, choice, shiftedDz, dz);
    }
  }

  /// `f(c z)` at temperature `c T` is `f(z)` at temperature T, with a gradient of a cth.
  @ParameterizedTest
  @MethodSource("costsAndForms")
  void logitsAndTemperatureScaleTogether(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 85);
    BatchRows scaled = batch(form, 85);
    for (int i = 0; i < SIZE; i++) {
      scaled.z[i] = 4 * batch.z[i];
    }
    for (OptionChoice choice : OptionChoice.all()) {
      BatchCost one = choice.of(cost, CLASSES);
      double[] dz = new double[SIZE];
      double[] scaledDz = new double[SIZE];
      double value = form.gradient(one, batch, dz);
      BatchCost warmer = one.temperature(4 * choice.scale());
      close(form, choice, form.gradient(warmer, scaled, scaledDz), value);
      for (int i = 0; i < SIZE; i++) {
        scaledDz[i] *= 4;
      }
      close(form, choice, scaledDz, dz);
    }
  }

  /// Weights multiply sums, their derivatives and the losses of rows; means do not see a factor.
  @ParameterizedTest
  @MethodSource("costsAndForms")
  void aFactorOnAllWeightsMultipliesSumsAndLeavesMeans(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 87);
    BatchRows heavier = batch(form, 87);
    double[] weights = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      weights[row] = 8 * (batch.weights == null ? 1 : batch.weights[row]);
    }
    heavier.weights = weights;
    double[] v = new RandomRows(88).normal(SIZE, 1, 0);
    for (OptionChoice choice : OptionChoice.all()) {
      BatchCost one = choice.of(cost, CLASSES);
      double factor = choice.mean() ? 1 : 8;
      double[] dz = new double[SIZE];
      double[] heavierDz = new double[SIZE];
      double value = form.gradient(one, batch, dz);
      close(form, choice, form.gradient(one, heavier, heavierDz), factor * value);
      close(form, choice, heavierDz, times(factor, dz));
      form.hessianProduct(one, batch, v, dz);
      form.hessianProduct(one, heavier, v, heavierDz);
      close(form, choice, heavierDz, times(factor, dz));
      double[] losses = new double[ROWS];
      double[] heavierLosses = new double[ROWS];
      form.values(one, batch, losses);
      form.values(one, heavier, heavierLosses);
      close(form, choice, heavierLosses, times(8, losses));
    }
  }

  /// `⟨u, H v⟩ = ⟨v, H u⟩`; and H of a constant direction is 0 where no z-loss sees it.
  @ParameterizedTest
  @MethodSource("costsAndForms")
  void theHessianIsSymmetricAndFlatAlongAConstant(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 89);
    double[] u = new RandomRows(90).normal(SIZE, 1, 0);
    double[] v = new RandomRows(91).normal(SIZE, 1, 0);
    double[] ones = new double[SIZE];
    Arrays.fill(ones, 1);
    for (OptionChoice choice : OptionChoice.all()) {
      BatchCost one = choice.of(cost, CLASSES);
      double[] hu = new double[SIZE];
      double[] hv = new double[SIZE];
      form.hessianProduct(one, batch, u, hu);
      form.hessianProduct(one, batch, v, hv);
      double size = 1;
      double difference = 0;
      for (int i = 0; i < SIZE; i++) {
        difference += u[i] * hv[i] - v[i] * hu[i];
        size += Math.abs(u[i] * hv[i]) + Math.abs(v[i] * hu[i]);
      }
      assertThat(difference).as("%s", choice).isEqualTo(0, within(64 * form.unit * size));
      if (!choice.zLoss()) {
        form.hessianProduct(one, batch, ones, hv);
        close(form, choice, hv, new double[SIZE]);
      }
    }
  }

  /// Element by element to 5e-6 of the largest of the batch, at 200 seeds: each with a choice of
  /// options, a shape, logits and targets of its own.
  @ParameterizedTest
  @MethodSource("costsAndDoubleForms")
  void gradientAndProductAreDifferencesOfValueAndGradientAt200Seeds(Cost cost, BatchForm form) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      OptionChoice choice = OptionChoice.of(seed);
      int classes = cost.toString().startsWith("cost-sensitive:") ? CLASSES : 1 + seed % 7;
      int rows = 1 + seed % 2;
      BatchRows batch = BatchRows.random(seed, rows, classes).withWeights(seed + 1000);
      if (form.byTargets) {
        batch = batch.withSoftTargets(seed + 2000);
      }
      Slopes slopes = new Slopes(form, choice.of(cost, classes), batch, rows * classes);
      double[] v = new RandomRows(seed).normal(rows * classes, 1, 0);
      slopes.check(v, "seed %d, %d × %d, %s".formatted(seed, rows, classes, choice));
    }
  }

  /// Value, gradient and product of a batch as functions of its logits.
  private static final class Slopes {
    private static final double RELATIVE = 5e-6;

    /// Several, since a cost may have a kink within the reach of the larger ones.
    private static final double[] STEPS = {0x1p-8, 0x1p-14, 0x1p-20};

    private final BatchForm form;
    private final BatchCost cost;
    private final BatchRows batch;
    private final int size;

    Slopes(BatchForm form, BatchCost cost, BatchRows batch, int size) {
      this.form = form;
      this.cost = cost;
      this.batch = batch;
      this.size = size;
    }

    void check(double[] v, String what) {
      double[] z = batch.z.clone();
      double[] dz = gradient(z).clone();
      double[] hv = new double[size];
      form.hessianProduct(cost, batch, v, hv);
      near(dz, what, h -> FiniteDifferences.gradient(this::value, z, h));
      near(hv, what, h -> FiniteDifferences.along(this::gradient, z, v, h));
      System.arraycopy(z, 0, batch.z, 0, size);
    }

    private static void near(double[] found, String what, DoubleFunction<double[]> differences) {
      double largest = 1e-3;
      for (double one : found) {
        largest = Math.max(largest, Math.abs(one));
      }
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < STEPS.length && !(least <= RELATIVE * largest); i++) {
        least = Math.min(least, furthest(found, differences.apply(STEPS[i])));
      }
      assertThat(least).as(what).isLessThanOrEqualTo(RELATIVE * largest);
    }

    private static double furthest(double[] found, double[] expected) {
      double furthest = 0;
      for (int i = 0; i < found.length; i++) {
        furthest = Math.max(furthest, Math.abs(found[i] - expected[i]));
      }
      return furthest;
    }

    private double value(double[] z) {
      System.arraycopy(z, 0, batch.z, 0, size);
      return form.value(cost, batch);
    }

    private double[] gradient(double[] z) {
      System.arraycopy(z, 0, batch.z, 0, size);
      double[] dz = new double[size];
      form.gradient(cost, batch, dz);
      return dz;
    }
  }

  /// A proper scoring rule is least where the outputs are the targets, smoothed if they are.
  @ParameterizedTest
  @MethodSource("costsAndForms")
  void theGradientIsZeroWhereTheOutputsAreTheTargets(Cost cost, BatchForm form) {
    if (!form.byTargets || !LEAST_AT_THE_TARGET.contains(cost.toString().replaceFirst(":.*", ""))) {
      return; // the others in theGradientIsZeroWhereTheValueIsLeast
    }
    BatchRows batch = batch(form, 93);
    RandomRows random = new RandomRows(94);
    double[] targets = batch.targets();
    // Of sum 1 to the last bit, and no entry below the floor of reversed KL.
    for (int row = 0; row < ROWS; row++) {
      Arrays.fill(targets, row * CLASSES, (row + 1) * CLASSES, 9.0 / 64);
      for (int i = 0; i < 19; i++) {
        targets[row * CLASSES + random.integer(0, CLASSES)] += 1.0 / 64;
      }
    }
    for (OptionChoice choice : OptionChoice.withoutZLoss()) {
      for (int row = 0; row < ROWS; row++) {
        double[] t = choice.smoothed(batch.row(targets, row));
        for (int k = 0; k < CLASSES; k++) {
          batch.z[row * CLASSES + k] = choice.scale() * StrictMath.log(t[k]);
        }
      }
      double[] dz = new double[SIZE];
      form.gradients(choice.of(cost, CLASSES), batch, new double[ROWS], dz);
      assertThat(Arrays.stream(dz).map(Math::abs).max().orElse(NAN))
          .as("%s", choice)
          .isLessThanOrEqualTo(256 * form.unit);
    }
  }

  /// Whatever the cost: where no step along a logit makes the value less, the gradient is 0, be it
  /// because the optimum is inside or because the outputs have become one-hot. Total variation is
  /// left out: its optimum is a kink. So is the z-loss: steps along one logit do not find its
  /// least.
  @ParameterizedTest
  @MethodSource("costs")
  void theGradientIsZeroWhereTheValueIsLeast(Cost cost) {
    if (cost instanceof TotalVariation) {
      return;
    }
    RandomRows random = new RandomRows(95);
    for (int bits = 0; bits < 8; bits++) {
      BatchCost one = OptionChoice.of(bits).of(cost, CLASSES);
      double[] t = random.distribution(CLASSES);
      double[] z = new double[CLASSES];
      descend(one, z, t);
      double[] dz = new double[CLASSES];
      one.gradient(z, t, null, dz, 1, CLASSES);
      for (double dzk : dz) {
        assertThat(dzk).as("%s at %s", one, Arrays.toString(z)).isEqualTo(0, within(1e-5));
      }
    }
  }

  private static void descend(BatchCost cost, double[] z, double[] t) {
    double value = cost.value(z, t, null, 1, CLASSES);
    for (double step = 4; step > 1e-7; step /= 2) {
      boolean moved = true;
      for (int sweep = 0; moved && sweep < 200; sweep++) {
        moved = false;
        for (int k = 0; k < 2 * CLASSES; k++) {
          double before = z[k / 2];
          z[k / 2] = Math.clamp(before + (k % 2 == 0 ? step : -step), -50.0, 50.0);
          double found = cost.value(z, t, null, 1, CLASSES);
          if (found < value) {
            value = found;
            moved = true;
          } else {
            z[k / 2] = before;
          }
        }
      }
    }
  }

  /// `∂²L/∂z²` as a matrix is symmetric to the last bit, and its products are those without it.
  @ParameterizedTest
  @MethodSource("costs")
  void theHessianAsAMatrixIsThatOfTheProducts(Cost cost) {
    RandomRows random = new RandomRows(96);
    for (double[] t : List.of(random.distribution(CLASSES), random.oneHot(CLASSES))) {
      double[] z = random.normal(CLASSES, 1, 0);
      double[] v = random.normal(CLASSES, 1, 0);
      double[][] hessian = cost.logitHessian(z, t);
      double[] hv = new double[CLASSES];
      cost.logitHessianProduct(z, t, v, new double[CLASSES], new double[CLASSES], hv);
      for (int i = 0; i < CLASSES; i++) {
        double sum = 0;
        for (int j = 0; j < CLASSES; j++) {
          assertThat(hessian[i][j]).isEqualTo(hessian[j][i]);
          sum += hessian[i][j] * v[j];
        }
        assertThat(sum).as("row %d", i).isEqualTo(hv[i], within(1e-14));
      }
      assertThat(cost.logitHessian(narrow(z), narrow(t))[1][2])
          .isEqualTo(hessian[1][2], within(1e-6));
    }
  }

  /// `J ∂²L J v` is `H v` less `Σ`-terms of the gradient: where `∂L/∂z = 0` they are the same.
  @ParameterizedTest
  @MethodSource("costs")
  void theGaussNewtonProductIsTheHessianProductWhereTheGradientIsZero(Cost cost) {
    if (!LEAST_AT_THE_TARGET.contains(cost.toString().replaceFirst(":.*", ""))) {
      return;
    }
    double[] t = {0.125, 0.25, 0.25, 0.25, 0.125};
    double[] z = new double[CLASSES];
    for (int k = 0; k < CLASSES; k++) {
      z[k] = StrictMath.log(t[k]);
    }
    double[] v = new RandomRows(97).normal(CLASSES, 1, 0);
    double[] hv = new double[CLASSES];
    double[] gv = new double[CLASSES];
    double[] y = new double[CLASSES];
    cost.logitHessianProduct(z, t, v, y, new double[CLASSES], hv);
    cost.gaussNewtonProduct(z, t, v, y, gv);
    assertThat(gv).containsExactly(hv, within(1e-13));
    float[] floats = new float[CLASSES];
    cost.gaussNewtonProduct(narrow(z), narrow(t), narrow(v), new float[CLASSES], floats);
    for (int k = 0; k < CLASSES; k++) {
      assertThat((double) floats[k]).isEqualTo(gv[k], within(1e-6));
    }
  }

  private static float[] narrow(double[] values) {
    return Form.narrow(values);
  }

  private static double[] times(double factor, double[] values) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }

  private static void close(BatchForm form, OptionChoice choice, double found, double expected) {
    assertThat(found)
        .as("%s", choice)
        .isEqualTo(expected, within(128 * form.unit * (1 + Math.abs(expected))));
  }

  private static void close(
      BatchForm form, OptionChoice choice, double[] found, double[] expected) {
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      // A NaN is the furthest off there is.
      if (!(error(found, expected, i) <= error(found, expected, worst))) {
        worst = i;
      }
    }
    assertThat(error(found, expected, worst))
        .as("%s, element %d: %s beside %s", choice, worst, found[worst], expected[worst])
        .isLessThanOrEqualTo(128 * form.unit);
  }

  private static double error(double[] found, double[] expected, int i) {
    return Math.abs(found[i] - expected[i]) / (1 + Math.abs(expected[i]));
  }
}
