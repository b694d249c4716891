package io.github.softjac.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.Cost;
import io.github.softjac.cost.Costs;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.Workers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearSoftmaxTest {

  private static final Workers ONE = new Workers(1);

  private final LinearCase data = LinearCase.of(new SplittableRandom(1), 700, 23, 5);

  @Test
  void theValueIsTheMeanCostOfTheLogits() {
    double sum = 0;
    double total = 0;
    double[] z = new double[5];
    double[] t = new double[5];
    for (int row = 0; row < data.rows(); row++) {
      data.logits(row, z);
      t[data.labels()[row]] = 1;
      sum += data.weights()[row] * new CrossEntropy().logitGradient(z, t, new double[5], t.clone());
      total += data.weights()[row];
      t[data.labels()[row]] = 0;
    }
    double[] w = data.parameters();
    assertThat(data.model(new CrossEntropy(), ONE).value(w)).isCloseTo(sum / total, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-entropy", "squared-error", "focal", "spherical"})
  void theGradientIsTheDerivativeOfTheValue(String cost) {
    LinearSoftmax model = data.model(Costs.named(cost), ONE).inFloat();
    double[] w = data.parameters();
    double[] dw = new double[model.size()];
    assertThat(model.gradient(w, dw)).isCloseTo(model.value(w), within(1e-12));
    for (int at = 0; at < w.length; at += 7) {
      double h = 1e-2;
      double kept = w[at];
      w[at] = kept + h;
      double above = model.value(w);
      w[at] = kept - h;
      double below = model.value(w);
      w[at] = kept;
      assertThat(dw[at]).as("parameter %d", at).isCloseTo((above - below) / (2 * h), within(3e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-entropy", "squared-error", "focal", "spherical"})
  void theHessianProductIsTheDerivativeOfTheGradient(String cost) {
    LinearSoftmax model = data.model(Costs.named(cost), ONE).inFloat();
    double[] w = data.parameters();
    double[] v = LinearCase.of(new SplittableRandom(8), 1, 23, 5).parameters();
    double[] hv = new double[model.size()];
    model.hessianProduct(w, v, hv);
    double[] above = new double[w.length];
    double[] below = new double[w.length];
    double h = 1e-2;
    model.gradient(sum(w, h, v), above);
    model.gradient(sum(w, -h, v), below);
    for (int i = 0; i < w.length; i++) {
      assertThat(hv[i]).isCloseTo((above[i] - below[i]) / (2 * h), within(1e-4));
    }
  }

  private static double[] sum(double[] w, double h, double[] v) {
    double[] sum = w.clone();
    for (int i = 0; i < w.length; i++) {
      sum[i] += h * v[i];
    }
    return sum;
  }

  @Test
  void oneHotTargetsAreLabels() {
    float[] t = new float[data.rows() * 5];
    for (int row = 0; row < data.rows(); row++) {
      t[row * 5 + data.labels()[row]] = 1;
    }
    BatchCost cost = BatchCost.of(new CrossEntropy());
    LinearSoftmax byTargets =
        LinearSoftmax.ofTargets(data.dense(), t, data.weights(), 5, cost, ONE);
    double[] w = data.parameters();
    assertThat(byTargets.inFloat().value(w))
        .isCloseTo(data.model(new CrossEntropy(), ONE).value(w), within(1e-6));
  }

  @Test
  void sparseRowsAndReadRowsGiveWhatDenseRowsGive() {
    double[] w = data.parameters();
    double[] expected = new double[w.length];
    double value = data.model(new CrossEntropy(), ONE).inFloat().gradient(w, expected);
    for (Features x : new Features[] {data.sparse(), data.reader()}) {
      double[] dw = new double[w.length];
      LinearSoftmax model = data.model(x, new CrossEntropy(), ONE).inFloat();
      assertThat(model.gradient(w, dw)).isCloseTo(value, within(1e-6));
      for (int i = 0; i < w.length; i++) {
        assertThat(dw[i]).isCloseTo(expected[i], within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 3",
    "700, 23, 5",
    "130, 32, 10",
    "1100, 100, 2",
    "600, 300, 7",
    "65, 3, 31",
    "40, 140, 2000",
    "40, 300, 2000",
    "66000, 4, 2",
    "1100, 600, 450"
  })
  void floatsAreCloseToDoubles(int rows, int columns, int classes) {
    LinearCase some = LinearCase.of(new SplittableRandom(5), rows, columns, classes);
    double[] w = some.parameters();
    double[] v = LinearCase.of(new SplittableRandom(6), 1, columns, classes).parameters();
    LinearSoftmax doubles = some.model(new CrossEntropy(), ONE).inDouble();
    double[] gradient = new double[w.length];
    double[] product = new double[w.length];
    double value = doubles.gradient(w, gradient);
    doubles.hessianProduct(w, v, product);
    double[] found = new double[w.length];
    for (Features x : new Features[] {some.dense(), some.sparse(), some.reader()}) {
      LinearSoftmax model = some.model(x, new CrossEntropy(), ONE).inFloat();
      assertThat(model.gradient(w, found)).isCloseTo(value, withinPercentage(1e-4));
      assertClose(found, gradient);
      for (int again = 0; again < 2; again++) {
        model.hessianProduct(w, v, found);
        assertClose(found, product);
      }
    }
  }

  private static void assertClose(double[] found, double[] expected) {
    double largest = 0;
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      // A NaN is the furthest off there is.
      if (!(Math.abs(found[i] - expected[i]) <= Math.abs(found[worst] - expected[worst]))) {
        worst = i;
      }
    }
    assertThat(found[worst])
        .as("parameter %d, the furthest off", worst)
        .isCloseTo(expected[worst], within(1e-5 * largest));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void theNumberOfWorkersDoesNotChangeABit(int threads) {
    LinearCase many = LinearCase.of(new SplittableRandom(3), 5_000, 17, 4);
    double[] w = many.parameters();
    double[] v = many.parameters();
    Cost cost = new CrossEntropy();
    try (Workers workers = new Workers(threads)) {
      for (Features x : new Features[] {many.dense(), many.sparse(), many.reader()}) {
        LinearSoftmax alone = many.model(x, cost, ONE).inFloat();
        LinearSoftmax shared = many.model(x, cost, workers).inFloat();
        double[] expected = new double[w.length];
        double[] found = new double[w.length];
        assertThat(shared.gradient(w, found)).isEqualTo(alone.gradient(w, expected));
        assertThat(found).isEqualTo(expected);
        shared.hessianProduct(w, v, found);
        alone.hessianProduct(w, v, expected);
        assertThat(found).isEqualTo(expected);
      }
    }
  }

  @Test
  void zerosThatAreLeftOutDoNotChangeABitOfASmallModel() {
    double[] w = data.parameters();
    double[] expected = new double[w.length];
    double[] found = new double[w.length];
    LinearSoftmax sparse = data.model(data.sparse(), new CrossEntropy(), ONE);
    assertThat(sparse.gradient(w, found))
        .isEqualTo(data.model(new CrossEntropy(), ONE).gradient(w, expected));
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void manyBlocksOfManyClassesDoNotDependOnTheWorkers() {
    LinearCase many = LinearCase.of(new SplittableRandom(3), 600, 600, 450);
    double[] w = many.parameters();
    try (Workers workers = new Workers(3)) {
      for (Features x : new Features[] {many.dense(), many.sparse(), many.reader()}) {
        double[] expected = new double[w.length];
        double[] found = new double[w.length];
        LinearSoftmax alone = many.model(x, new CrossEntropy(), ONE);
        LinearSoftmax shared = many.model(x, new CrossEntropy(), workers);
        assertThat(shared.gradient(w, found)).isEqualTo(alone.gradient(w, expected));
        assertThat(found).isEqualTo(expected);
      }
    }
  }

  @Test
  void rowsOfNoWeightGiveZero() {
    float[] nothing = new float[data.rows()];
    LinearSoftmax model =
        LinearSoftmax.ofLabels(
            data.dense(), data.labels(), nothing, 5, BatchCost.of(new CrossEntropy()), ONE);
    double[] dw = new double[model.size()];
    dw[0] = 7;
    assertThat(model.gradient(data.parameters(), dw)).isZero();
    assertThat(dw).containsOnly(0);
  }

  @Test
  void aCostThatThrowsEndsTheCallWithWhatItThrew() {
    Cost broken =
        (y, t, dy) -> {
          throw new IllegalStateException("broken");
        };
    try (Workers workers = new Workers(2)) {
      LinearSoftmax model = data.model(broken, workers);
      double[] w = data.parameters();
      assertThatThrownBy(() -> model.value(w))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("broken");
    }
  }

  @Test
  void parametersOfAnotherLengthAreNamed() {
    LinearSoftmax model = data.model(new CrossEntropy(), ONE);
    assertThatThrownBy(() -> model.value(new double[3]))
        .hasMessage("w has 3 elements: 5 classes of 23 columns and an intercept need 120");
    double[] w = data.parameters();
    double[] three = new double[3];
    assertThatThrownBy(() -> model.gradient(three, w)).hasMessageStartingWith("w has 3 elements");
    assertThatThrownBy(() -> model.gradient(w, three)).hasMessageStartingWith("dw has 3 elements");
    assertThatThrownBy(() -> model.hessianProduct(three, w, w))
        .hasMessageStartingWith("w has 3 elements");
    assertThatThrownBy(() -> model.hessianProduct(w, three, w))
        .hasMessageStartingWith("v has 3 elements");
    assertThatThrownBy(() -> model.hessianProduct(w, w, three))
        .hasMessageStartingWith("hv has 3 elements");
  }

  @Test
  void aModelTellsItsShapeAndPrecision() {
    LinearSoftmax model = data.model(new CrossEntropy(), ONE);
    assertThat(model.size()).isEqualTo(120);
    assertThat(model.classes()).isEqualTo(5);
    assertThat(model.features()).isSameAs(data.dense());
    assertThat(model.isInDouble()).as("700 × 23 × 5 is small").isTrue();
    assertThat(model.inFloat().isInDouble()).isFalse();
    assertThat(model.inFloat().inDouble().isInDouble()).isTrue();
    LinearCase large = LinearCase.of(new SplittableRandom(2), 1 << 12, 1 << 9, 2);
    assertThat(large.model(new CrossEntropy(), ONE).isInDouble()).as("2²² products").isTrue();
    LinearCase larger = LinearCase.of(new SplittableRandom(2), (1 << 12) + 1, 1 << 9, 2);
    assertThat(larger.model(new CrossEntropy(), ONE).isInDouble()).isFalse();
  }

  /// The logits of the last gradient are kept where they are small beside the features.
  @Test
  void aProductAtOtherParametersDoesNotTakeTheLogitsOfTheLastGradient() {
    LinearCase wide = LinearCase.of(new SplittableRandom(4), 300, 100, 3);
    double[] w = wide.parameters();
    double[] elsewhere = sum(w, 0.5, w);
    double[] fresh = new double[w.length];
    double[] after = new double[w.length];
    LinearSoftmax model = wide.model(new CrossEntropy(), ONE).inFloat();
    wide.model(new CrossEntropy(), ONE).inFloat().hessianProduct(elsewhere, w, fresh);
    model.gradient(w, new double[w.length]);
    model.hessianProduct(elsewhere, w, after);
    assertThat(after).isEqualTo(fresh);
    model.hessianProduct(elsewhere, w, after);
    assertThat(after).as("with the logits kept").isEqualTo(fresh);
  }

  @Test
  void aLabelThatIsNoClassIsNamed() {
    int[] labels = data.labels().clone();
    labels[3] = 9;
    BatchCost cost = BatchCost.of(new CrossEntropy());
    assertThatThrownBy(() -> LinearSoftmax.ofLabels(data.dense(), labels, null, 5, cost, ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 3")
        .hasMessageContaining("9");
  }

  @Test
  void targetsAndWeightsOfAnotherNumberOfRowsAreRefused() {
    BatchCost cost = BatchCost.of(new CrossEntropy());
    assertThatThrownBy(
            () -> LinearSoftmax.ofTargets(data.dense(), new float[7], null, 5, cost, ONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            LinearSoftmax.ofTargets(data.dense(), new float[700 * 5], new float[7], 5, cost, ONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
