package io.github.softjac.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.trainer.Dataset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TemperatureTest {

  /// Two classes, logits (0, a), a share p of label 1: best is `σ(a / T) = p`.
  @Test
  void temperatureOfOneLogitIsThatOfItsShareByHand() {
    float[] z = new float[20];
    int[] labels = new int[10];
    for (int row = 0; row < 10; row++) {
      z[2 * row + 1] = 3;
      labels[row] = row < 8 ? 1 : 0;
    }
    double expected = 3 / StrictMath.log(0.8 / 0.2);
    assertThat(Temperature.of(z, labels, null, 2)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void logitsThatWereMultipliedAreDividedAgain() {
    SplittableRandom random = new SplittableRandom(1);
    int rows = 20_000;
    float[] z = new float[3 * rows];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      double[] y = new double[3];
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        double logit = random.nextGaussian();
        z[3 * row + k] = (float) (4 * logit);
        y[k] = StrictMath.exp(logit);
        sum += y[k];
      }
      double draw = random.nextDouble() * sum;
      labels[row] = draw < y[0] ? 0 : draw < y[0] + y[1] ? 1 : 2;
    }
    double temperature = Temperature.of(z, labels, null, 3);
    assertThat(temperature).isCloseTo(4, within(0.1));
    Dataset data = new Dataset(new float[rows], 1, labels, null, 3);
    Metrics before = Metrics.ofLogits(z, 1, data);
    Metrics after = Metrics.ofLogits(z, temperature, data);
    assertThat(after.logLoss()).isLessThan(before.logLoss());
    assertThat(after.ece()).isLessThan(0.02).isLessThan(before.ece());
    assertThat(after.accuracy()).isEqualTo(before.accuracy());
  }

  @Test
  void rowsOfWeightZeroHaveNoSay() {
    float[] z = {0, 3, 0, 3, 0, 3, 0, -50};
    int[] labels = {1, 1, 0, 1};
    assertThat(Temperature.of(z, labels, new float[] {1, 1, 1, 0}, 2))
        .isEqualTo(Temperature.of(new float[] {0, 3, 0, 3, 0, 3}, new int[] {1, 1, 0}, null, 2));
  }

  @Test
  void rowsToldApartPerfectlyEndAtTheBorder() {
    assertThat(Temperature.of(new float[] {0, 1, 1, 0}, new int[] {1, 0}, null, 2))
        .isEqualTo(1 / Temperature.RANGE);
    assertThat(Temperature.of(new float[] {0, 1, 1, 0}, new int[] {0, 1}, null, 2))
        .isEqualTo(Temperature.RANGE);
  }

  @Test
  void logitsThatSayNothingAreLeftAlone() {
    assertThat(Temperature.of(new float[4], new int[] {0, 1}, null, 2)).isEqualTo(1);
    assertThat(Temperature.of(new float[] {1, 2}, new int[] {0}, new float[1], 2)).isEqualTo(1);
  }
}
