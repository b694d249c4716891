package io.github.softjac.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.layer.Linear;
import io.github.softjac.model.Network;
import io.github.softjac.trainer.Dataset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {

  /// A network whose logits are the features.
  private static Network identity(int classes) {
    float[] weights = new float[classes * classes];
    for (int k = 0; k < classes; k++) {
      weights[k * classes + k] = 1;
    }
    return Network.of(List.of(new Linear(classes, classes, weights, new float[classes])));
  }

  private static float logOf(double value) {
    return (float) StrictMath.log(value);
  }

  /// Two rows of `y = (0.7, 0.2, 0.1)`, the first right, the second of class 1.
  private static Dataset twoRows(float firstWeight, float secondWeight) {
    float[] z = {logOf(0.7), logOf(0.2), logOf(0.1), logOf(0.7), logOf(0.2), logOf(0.1)};
    return new Dataset(z, 3, new int[] {0, 1}, new float[] {firstWeight, secondWeight}, 3);
  }

  @Test
  void metricsAreThoseByHand() {
    Metrics metrics = Metrics.of(identity(3), twoRows(1, 1), 1);
    assertThat(metrics.rows()).isEqualTo(2);
    assertThat(metrics.accuracy()).isEqualTo(0.5);
    double logLoss = -(StrictMath.log(0.7) + StrictMath.log(0.2)) / 2;
    assertThat(metrics.logLoss()).isCloseTo(logLoss, within(1e-7));
    // (0.09 + 0.04 + 0.01) and (0.49 + 0.64 + 0.01)
    assertThat(metrics.brier()).isCloseTo((0.14 + 1.14) / 2, within(1e-7));
    assertThat(metrics.ece()).isCloseTo(0.2, within(1e-7));
    assertThat(metrics.confusion()).isDeepEqualTo(new long[][] {{1, 0, 0}, {1, 0, 0}, {0, 0, 0}});
  }

  @Test
  void weightsWeighTheMeansButNotTheConfusion() {
    Metrics metrics = Metrics.of(identity(3), twoRows(3, 1), 1);
    assertThat(metrics.accuracy()).isEqualTo(0.75);
    double logLoss = -(3 * StrictMath.log(0.7) + StrictMath.log(0.2)) / 4;
    assertThat(metrics.logLoss()).isCloseTo(logLoss, within(1e-7));
    assertThat(metrics.brier()).isCloseTo((3 * 0.14 + 1.14) / 4, within(1e-7));
    assertThat(metrics.ece()).isCloseTo(0.05, within(1e-7));
    assertThat(metrics.confusion()[0][0]).isEqualTo(1);
  }

  @Test
  void binsOfTheCalibrationErrorDoNotCancelOut() {
    // Confidence 0.9 and wrong, confidence 0.6 and right: gaps 0.9 and 0.4, half the weight each.
    float[] z = {logOf(0.9), logOf(0.1), logOf(0.6), logOf(0.4)};
    Metrics metrics = Metrics.of(identity(2), new Dataset(z, 2, new int[] {1, 0}, null, 2), 1);
    assertThat(metrics.ece()).isCloseTo(0.65, within(1e-7));
  }

  @Test
  void perfectPredictionHasNoErrorOfAnyKind() {
    float[] z = {1000, 0, 0, 1000};
    Metrics metrics = Metrics.of(identity(2), new Dataset(z, 2, new int[] {0, 1}, null, 2), 1);
    assertThat(metrics.accuracy()).isEqualTo(1);
    assertThat(metrics.logLoss()).isZero();
    assertThat(metrics.brier()).isZero();
    assertThat(metrics.ece()).isZero();
  }

  @Test
  void confidentMistakeHasAFiniteLogLoss() {
    Dataset data = new Dataset(new float[] {5000, 0}, 2, new int[] {1}, null, 2);
    Metrics metrics = Metrics.of(identity(2), data, 1);
    assertThat(metrics.logLoss()).isEqualTo(5000);
    assertThat(metrics.brier()).isEqualTo(2, within(1e-15));
  }

  @Test
  void ofEquallyProbableClassesTheLowestIsPredicted() {
    Dataset data = new Dataset(new float[] {1, 2, 2}, 3, new int[] {2}, null, 3);
    assertThat(Metrics.of(identity(3), data, 1).confusion()[2]).containsExactly(0, 1, 0);
  }

  @Test
  void bitsDoNotDependOnTheNumberOfThreads() {
    SplittableRandom random = new SplittableRandom(4);
    float[] z = new float[5000 * 3];
    int[] labels = new int[5000];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) (4 * random.nextDouble());
    }
    for (int row = 0; row < labels.length; row++) {
      labels[row] = random.nextInt(3);
    }
    Dataset data = new Dataset(z, 3, labels, null, 3);
    Metrics one = Metrics.of(identity(3), data, 1);
    for (int threads : new int[] {2, 8}) {
      Metrics more = Metrics.of(identity(3), data, threads);
      assertThat(more.logLoss()).isEqualTo(one.logLoss());
      assertThat(more.brier()).isEqualTo(one.brier());
      assertThat(more.ece()).isEqualTo(one.ece());
      assertThat(more.confusion()).isDeepEqualTo(one.confusion());
    }
  }

  @Test
  void bitsDoNotDependOnHowManyRowsComeAtATime() {
    SplittableRandom random = new SplittableRandom(5);
    float[] z = new float[3000 * 3];
    int[] labels = new int[3000];
    float[] weights = new float[3000];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) (4 * random.nextDouble());
    }
    for (int row = 0; row < labels.length; row++) {
      labels[row] = random.nextInt(3);
      weights[row] = random.nextInt(3);
    }
    Dataset data = new Dataset(z, 3, labels, weights, 3);
    Metrics whole = Metrics.of(identity(3), data, 1);
    for (int size : new int[] {1, 7, 1025}) {
      MetricSums sums = new MetricSums(3);
      for (int from = 0; from < 3000; from += size) {
        int[] rows = IntStream.range(from, Math.min(3000, from + size)).toArray();
        sums.add(ScoredRows.of(identity(3), data.rows(rows)));
      }
      Metrics metrics = sums.metrics();
      assertThat(metrics.rows()).isEqualTo(3000);
      assertThat(metrics.logLoss()).isEqualTo(whole.logLoss());
      assertThat(metrics.brier()).isEqualTo(whole.brier());
      assertThat(metrics.accuracy()).isEqualTo(whole.accuracy());
      assertThat(metrics.ece()).isEqualTo(whole.ece());
      assertThat(metrics.confusion()).isDeepEqualTo(whole.confusion());
    }
  }

  @Test
  void dataOfAnotherShapeIsRefused() {
    Dataset data = new Dataset(new float[2], 2, new int[1], null, 2);
    assertThatThrownBy(() -> Metrics.of(identity(3), data, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("data has 2 columns and 2 classes: the network has 3 and 3");
  }

  @Test
  void dataWithoutWeightIsRefused() {
    Dataset data = new Dataset(new float[0], 2, new int[0], null, 2);
    assertThatThrownBy(() -> Metrics.of(identity(2), data, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("data of 0 rows and a total weight of 0.0: a weight above 0 is needed");
  }
}
