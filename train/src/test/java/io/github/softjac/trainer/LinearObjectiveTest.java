package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.SquaredError;
import io.github.softjac.internal.parallel.Workers;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearObjectiveTest {

  private final Dataset data = RandomData.weighted(RandomData.clouds(700, 6, 3, 1), 2);

  static Stream<Cost> costsOfDoubleAccuracy() {
    return Stream.of(new CrossEntropy(), new SquaredError(), new QuarticCost());
  }

  @ParameterizedTest
  @MethodSource("costsOfDoubleAccuracy")
  void gradientIsThatOfFiniteDifferences(Cost cost) {
    assertGradient(cost, 1.0 / 64, 1e-10);
  }

  @Test
  void gradientOfACostInFloatIsThatOfFiniteDifferencesToFloatAccuracy() {
    assertGradient(QuarticCost.inFloat(), 1.0 / 8, 1e-5);
  }

  private void assertGradient(Cost cost, double step, double tolerance) {
    try (Workers workers = new Workers(1)) {
      LinearObjective objective = new LinearObjective(data, cost, 0.1, workers);
      double[] w = randomPoint(objective.size());
      double[] gradient = new double[objective.size()];
      objective.value(w, gradient);
      double[] scratch = new double[objective.size()];
      double[] numeric =
          FiniteDifferences.gradient(v -> objective.value(v, scratch), w.clone(), step);
      assertThat(gradient).containsExactly(numeric, within(tolerance));
    }
  }

  @Test
  void valuesOfSparseRowsInFloatAreToldApartLessFinely() {
    Dataset large = RandomData.clouds(2000, 300, 10, 1);
    try (Workers workers = new Workers(1)) {
      assertThat(rounding(RandomData.sparse(large), workers)).isEqualTo(0x1p-26);
      assertThat(rounding(large, workers)).isEqualTo(0x1p-50);
      assertThat(rounding(RandomData.sparse(data), workers)).as("in double").isEqualTo(0x1p-50);
    }
  }

  private static double rounding(Dataset data, Workers workers) {
    return new LinearObjective(data, new CrossEntropy(), 0.1, workers).rounding();
  }

  @Test
  void valueIsTheWeightedMeanPlusThePenaltyWithoutIntercepts() {
    Dataset two = new Dataset(new float[] {1, 3}, 1, new int[] {0, 1}, new float[] {1, 3}, 2);
    try (Workers workers = new Workers(1)) {
      LinearObjective objective = new LinearObjective(two, new CrossEntropy(), 0.5, workers);
      // z = (2x + 10, −x + 10)
      double value = objective.value(new double[] {2, -1, 10, 10}, new double[4]);
      double first = StrictMath.log1p(StrictMath.exp(-3));
      double second = StrictMath.log1p(StrictMath.exp(9));
      assertThat(value).isCloseTo((first + 3 * second) / 4 + 0.25 * 5, within(1e-14));
    }
  }

  @Test
  void wholeWeightsAreRepeatedRows() {
    Dataset base = RandomData.clouds(50, 4, 3, 3);
    float[] weights = new float[50];
    int[] repeated = new int[100];
    for (int i = 0; i < 50; i++) {
      weights[i] = i < 25 ? 1 : 3;
    }
    for (int i = 0; i < 25; i++) {
      repeated[i] = i;
      repeated[25 + 3 * i] = 25 + i;
      repeated[26 + 3 * i] = 25 + i;
      repeated[27 + 3 * i] = 25 + i;
    }
    Dataset weighted = base.withWeights(weights);
    try (Workers workers = new Workers(1)) {
      LinearObjective a = new LinearObjective(weighted, new CrossEntropy(), 0.1, workers);
      LinearObjective b =
          new LinearObjective(base.rows(repeated), new CrossEntropy(), 0.1, workers);
      double[] w = randomPoint(a.size());
      double[] gradientA = new double[a.size()];
      double[] gradientB = new double[a.size()];
      assertThat(a.value(w, gradientA)).isCloseTo(b.value(w, gradientB), within(1e-14));
      assertThat(gradientA).containsExactly(gradientB, within(1e-14));
    }
  }

  @Test
  void rowOfWeightZeroDoesNotCountEvenIfItsCostIsInfinite() {
    Cost infiniteForClassOne =
        (y, t, dy) -> {
          dy[0] = t[1] == 1 ? Float.NaN : y[0];
          dy[1] = 0;
          return t[1] == 1 ? Double.POSITIVE_INFINITY : 0.5 * y[0] * y[0];
        };
    Dataset two = new Dataset(new float[] {1, 3}, 1, new int[] {0, 1}, new float[] {1, 0}, 2);
    try (Workers workers = new Workers(1)) {
      LinearObjective objective = new LinearObjective(two, infiniteForClassOne, 0, workers);
      double[] gradient = new double[4];
      assertThat(objective.value(new double[4], gradient)).isEqualTo(0.125);
      assertThat(gradient).doesNotContain(Double.NaN);
    }
  }

  @Test
  void bitsDoNotDependOnTheNumberOfThreads() {
    Dataset large = RandomData.clouds(5000, 9, 4, 5);
    double[] expected = {};
    for (int threads : new int[] {1, 2, 8}) {
      try (Workers workers = new Workers(threads)) {
        LinearObjective objective = new LinearObjective(large, new CrossEntropy(), 0.1, workers);
        double[] result = new double[objective.size() + 1];
        double[] gradient = new double[objective.size()];
        result[objective.size()] = objective.value(randomPoint(objective.size()), gradient);
        System.arraycopy(gradient, 0, result, 0, gradient.length);
        if (threads == 1) {
          expected = result;
        }
        assertThat(result).containsExactly(expected);
      }
    }
  }

  private static double[] randomPoint(int size) {
    SplittableRandom random = new SplittableRandom(9);
    double[] w = new double[size];
    for (int i = 0; i < size; i++) {
      w[i] = random.nextDouble() - 0.5;
    }
    return w;
  }
}
