package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.oracle.RandomRows;
import io.github.softjac.softmax.LogSumExp;
import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the options mean, for every cost of the catalogue and one that is not in it, in all forms.
final class EveryCostWithOptionsTest {

  private static final int ROWS = 23;
  private static final int CLASSES = 5;
  private static final double[] CLASS_WEIGHTS = OptionChoice.classWeights(CLASSES);

  static Stream<Arguments> costsAndForms() {
    return costs()
        .flatMap(cost -> Stream.of(BatchForm.values()).map(form -> Arguments.of(cost, form)));
  }

  static Stream<Arguments> costsAndDoubleForms() {
    return costs()
        .flatMap(cost ->
            Stream.of(BatchForm.DOUBLE_LABELS, BatchForm.DOUBLE_TARGETS)
                .map(form -> Arguments.of(cost, form)));
  }

  static Stream<Cost> costs() {
    return Stream.concat(CatalogueCosts.all(CLASSES), Stream.of(new Quartic()));
  }

  /// Of a user: `L = Σ_k (y_k − t_k)⁴`.
  private static final class Quartic implements Cost {
    @Override
    public double gradient(float[] y, float[] t, float[] dy) {
      double loss = 0;
      for (int k = 0; k < y.length; k++) {
        double d = (double) y[k] - t[k];
        loss += d * d * d * d;
        dy[k] = (float) (4 * d * d * d);
      }
      return loss;
    }

    @Override
    public double gradient(double[] y, double[] t, double[] dy) {
      double loss = 0;
      for (int k = 0; k < y.length; k++) {
        double d = y[k] - t[k];
        loss += d * d * d * d;
        dy[k] = 4 * d * d * d;
      }
      return loss;
    }

    @Override
    public String toString() {
      return "quartic";
    }
  }

  /// `Σ w_i L_i`, `Σ w_i`, and `w_i ∂L_i/∂z_i`, from one row after another in double.
  private static final class Stated {
    double sum;
    double weight;
    final double[] losses = new double[ROWS];
    final double[] dz = new double[ROWS * CLASSES];

    Stated(Cost cost, OptionChoice choice, BatchRows batch) {
      double[] targets = batch.targets();
      for (int row = 0; row < ROWS; row++) {
        double[] t = batch.row(targets, row);
        double w = batch.weight(row);
        double classWeight = 0;
        for (int k = 0; k < CLASSES; k++) {
          classWeight += t[k] * (choice.classWeights() ? CLASS_WEIGHTS[k] : 1);
        }
        w *= choice.classWeights() ? classWeight : 1;
        if (w > 0) {
          add(cost, choice, batch.row(batch.z, row), t, w, row);
        }
      }
      if (choice.mean()) {
        sum /= weight;
        for (int i = 0; i < dz.length; i++) {
          dz[i] /= weight;
        }
      }
    }

    private void add(
        Cost cost, OptionChoice choice, double[] z, double[] target, double w, int row) {
      double temperature = choice.scale();
      double[] t = choice.smoothed(target);
      for (int k = 0; k < CLASSES; k++) {
        z[k] /= temperature;
      }
      double[] y = Softmax.of(z);
      double[] rowDz = new double[CLASSES];
      double loss = cost.logitGradient(z, t, new double[CLASSES], rowDz);
      double logZ = LogSumExp.of(z);
      loss += choice.zLoss() ? OptionChoice.LAMBDA * logZ * logZ : 0;
      for (int k = 0; k < CLASSES; k++) {
        double slope = rowDz[k] + (choice.zLoss() ? 2 * OptionChoice.LAMBDA * logZ * y[k] : 0);
        dz[row * CLASSES + k] = w * slope / temperature;
      }
      losses[row] = w * loss;
      sum += w * loss;
      weight += w;
    }
  }

  /// A batch with everything in it that the form knows of.
  private static BatchRows batch(BatchForm form, long seed) {
    BatchRows batch = BatchRows.random(seed, ROWS, CLASSES).withWeights(seed + 1);
    return form.byTargets ? batch.withSoftTargets(seed + 2) : batch.withIgnored();
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void optionsComposeAsStated(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 41);
    for (OptionChoice choice : OptionChoice.all()) {
      Stated stated = new Stated(cost, choice, batch);
      double[] dz = new double[ROWS * CLASSES];
      double value = form.gradient(choice.of(cost, CLASSES), batch, dz);
      assertThat(value).as("%s", choice).isEqualTo(stated.sum, near(form, stated.sum));
      closeTo(dz, stated.dz, form, choice);
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void valuesOfTheRowsAreUnreduced(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 43);
    for (OptionChoice choice : OptionChoice.all()) {
      Stated stated = new Stated(cost, choice.summed(), batch);
      double[] values = new double[ROWS];
      form.values(choice.of(cost, CLASSES), batch, values);
      closeTo(values, stated.losses, form, choice);
      double[] again = new double[ROWS];
      double[] dz = new double[ROWS * CLASSES];
      form.gradients(choice.of(cost, CLASSES), batch, again, dz);
      assertThat(again).containsExactly(values);
      closeTo(dz, stated.dz, form, choice);
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void valueIsThatOfValueWithGradient(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 47);
    for (OptionChoice choice : OptionChoice.all()) {
      double[] dz = new double[ROWS * CLASSES];
      double value = form.value(choice.of(cost, CLASSES), batch);
      double withGradient = form.gradient(choice.of(cost, CLASSES), batch, dz);
      assertThat(value).isEqualTo(withGradient, within(1e-14 * (1 + Math.abs(value))));
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void classWeightsAreSampleWeightsOfTheTarget(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 53);
    double[] dz = new double[ROWS * CLASSES];
    BatchCost plain =
        BatchCost.of(cost)
            .ignoredLabel(BatchRows.IGNORED)
            .labelSmoothing(OptionChoice.EPSILON)
            .zLoss(OptionChoice.LAMBDA);
    double value = form.gradient(plain.classWeights(CLASS_WEIGHTS), batch, dz);
    double[] targets = batch.targets();
    double[] products = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < CLASSES; k++) {
        products[row] += batch.weight(row) * targets[row * CLASSES + k] * CLASS_WEIGHTS[k];
      }
    }
    batch.weights = products;
    double[] expected = new double[ROWS * CLASSES];
    assertThat(value).isEqualTo(form.gradient(plain, batch, expected), near(form, value));
    closeTo(dz, expected, form, "products of weights");
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void anIgnoredRowIsARowThatIsNotThere(Cost cost, BatchForm form) {
    BatchRows batch = BatchRows.random(59, ROWS, CLASSES);
    BatchRows shorter = BatchRows.random(59, ROWS - 1, CLASSES);
    System.arraycopy(batch.z, 0, shorter.z, 0, shorter.z.length);
    System.arraycopy(batch.labels, 0, shorter.labels, 0, ROWS - 1);
    if (form.byTargets) {
      double[] weights = new double[ROWS];
      Arrays.fill(weights, 0, ROWS - 1, 1);
      batch.weights = weights;
    } else {
      batch.labels[ROWS - 1] = BatchRows.IGNORED;
    }
    Arrays.fill(batch.z, (ROWS - 1) * CLASSES, ROWS * CLASSES, Double.NaN);
    for (OptionChoice choice : OptionChoice.all()) {
      double[] dz = new double[ROWS * CLASSES];
      double[] expected = new double[(ROWS - 1) * CLASSES];
      double value = form.gradient(choice.of(cost, CLASSES), batch, dz);
      double without = form.gradient(choice.of(cost, CLASSES), shorter, expected);
      assertThat(value).isEqualTo(without, within(1e-14 * (1 + Math.abs(without))));
      assertThat(Arrays.copyOf(dz, expected.length)).containsExactly(expected);
      assertThat(Arrays.copyOfRange(dz, expected.length, dz.length)).containsOnly(0);
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void allWeightsZeroGiveZeroAndAZeroGradient(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 61);
    batch.weights = new double[ROWS];
    for (OptionChoice choice : OptionChoice.all()) {
      double[] dz = new double[ROWS * CLASSES];
      Arrays.fill(dz, 9);
      assertThat(form.gradient(choice.of(cost, CLASSES), batch, dz)).isZero();
      assertThat(dz).containsOnly(0);
      Arrays.fill(dz, 9);
      double[] v = new RandomRows(3).normal(dz.length, 1, 0);
      assertThat(form.hessianProduct(choice.of(cost, CLASSES), batch, v, dz)).isZero();
      assertThat(dz).containsOnly(0);
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndDoubleForms")
  void gradientIsTheSlopeOfTheValue(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 67);
    for (OptionChoice choice : OptionChoice.all()) {
      BatchCost batchCost = choice.of(cost, CLASSES);
      double[] dz = new double[ROWS * CLASSES];
      form.gradient(batchCost, batch, dz);
      double[] v = new RandomRows(68).normal(dz.length, 1, 0);
      double[] z = batch.z.clone();
      double h = 1e-5;
      move(batch.z, z, v, h);
      double up = form.value(batchCost, batch);
      move(batch.z, z, v, -h);
      double down = form.value(batchCost, batch);
      System.arraycopy(z, 0, batch.z, 0, z.length);
      double slope = (up - down) / (2 * h);
      assertThat(dot(dz, v)).as("%s", choice).isEqualTo(slope, within(1e-7 * (1 + size(dz, v))));
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void hessianProductIsTheSlopeOfTheGradient(Cost cost, BatchForm form) {
    BatchRows batch = batch(form, 71);
    BatchForm differences = form.byTargets ? BatchForm.DOUBLE_TARGETS : BatchForm.DOUBLE_LABELS;
    for (OptionChoice choice : OptionChoice.all()) {
      BatchCost batchCost = choice.of(cost, CLASSES);
      double[] v = new RandomRows(72).normal(ROWS * CLASSES, 1, 0);
      double[] hv = new double[v.length];
      double value = form.hessianProduct(batchCost, batch, v, hv);
      assertThat(value).isEqualTo(form.value(batchCost, batch), near(form, value));
      double[] z = batch.z.clone();
      double h = 1e-5;
      double[] up = new double[v.length];
      double[] down = new double[v.length];
      move(batch.z, z, v, h);
      differences.gradient(batchCost, batch, up);
      move(batch.z, z, v, -h);
      differences.gradient(batchCost, batch, down);
      System.arraycopy(z, 0, batch.z, 0, z.length);
      for (int i = 0; i < v.length; i++) {
        double slope = (up[i] - down[i]) / (2 * h);
        assertThat(hv[i])
            .as("%s, element %d", choice, i)
            .isEqualTo(slope, within((1e-6 + 4 * form.unit) * (1 + Math.abs(slope))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void aBatchOfManyBlocksIsItsRows(Cost cost, BatchForm form) {
    int rows = 2000;
    BatchRows batch = BatchRows.random(73, rows, CLASSES);
    List<OptionChoice> all = OptionChoice.all();
    int middle = all.size() / 2;
    for (OptionChoice choice : all.subList(middle - 1, middle + 1)) {
      double[] values = new double[rows];
      double[] dz = new double[rows * CLASSES];
      form.gradients(choice.of(cost, CLASSES), batch, values, dz);
      BatchRows last = BatchRows.random(73, 1, CLASSES);
      System.arraycopy(batch.z, (rows - 1) * CLASSES, last.z, 0, CLASSES);
      last.labels[0] = batch.labels[rows - 1];
      double[] value = new double[1];
      double[] rowDz = new double[CLASSES];
      form.gradients(choice.of(cost, CLASSES), last, value, rowDz);
      assertThat(values[rows - 1]).isEqualTo(value[0]);
      assertThat(Arrays.copyOfRange(dz, dz.length - CLASSES, dz.length)).containsExactly(rowDz);
    }
  }

  private static void move(double[] to, double[] from, double[] v, double step) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i] + step * v[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double size(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] * b[i]);
    }
    return sum;
  }

  private static Offset<Double> near(BatchForm form, double value) {
    return within(64 * form.unit * (1 + Math.abs(value)));
  }

  private static void closeTo(double[] found, double[] expected, BatchForm form, Object choice) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .as("%s, element %d", choice, i)
          .isEqualTo(expected[i], within(64 * form.unit * (1 + Math.abs(expected[i]))));
    }
  }
}
