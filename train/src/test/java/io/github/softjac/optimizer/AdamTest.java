package io.github.softjac.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {

  @Test
  void firstStepIsTheLearningRateAgainstTheSignOfTheGradient() {
    Adam adam = new Adam(0.01);
    float[] w = {1, 1, 1};
    adam.nextStep();
    adam.update(w, new float[] {1000, -1e-3f, 0}, new float[3], new float[3]);
    assertThat(w[0]).isCloseTo(0.99f, within(1e-6f));
    assertThat(w[1]).isCloseTo(1.01f, within(1e-6f));
    assertThat(w[2]).isEqualTo(1f);
  }

  @Test
  void tenStepsFollowThePaper() {
    Adam adam = new Adam(0.1);
    float[] w = {3};
    float[] m = new float[1];
    float[] v = new float[1];
    double reference = 3;
    double mean = 0;
    double variance = 0;
    for (int t = 1; t <= 10; t++) {
      adam.nextStep();
      adam.update(w, new float[] {2 * w[0]}, m, v);
      double gradient = 2 * reference;
      mean = 0.9 * mean + 0.1 * gradient;
      variance = 0.999 * variance + 0.001 * gradient * gradient;
      double corrected = mean / (1 - StrictMath.pow(0.9, t));
      double root = StrictMath.sqrt(variance / (1 - StrictMath.pow(0.999, t)));
      reference -= 0.1 * corrected / (root + 1e-8);
    }
    assertThat((double) w[0]).isCloseTo(reference, within(1e-4));
  }

  @Test
  void learningRateOfZeroIsRefused() {
    assertThatThrownBy(() -> new Adam(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learningRate is 0.0: allowed: a finite number above 0");
  }
}
