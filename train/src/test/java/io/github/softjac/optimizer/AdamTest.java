package io.github.softjac.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {

  @Test
  void firstStepIsTheLearningRateAgainstTheSignOfTheGradient() {
    Adam adam = new Adam();
    float[] w = {1, 1, 1};
    adam.nextStep(0.01);
    adam.update(w, new float[] {1000, -1e-3f, 0}, new float[2][3], 0, 3, 0);
    assertThat(w[0]).isCloseTo(0.99f, within(1e-6f));
    assertThat(w[1]).isCloseTo(1.01f, within(1e-6f));
    assertThat(w[2]).isEqualTo(1f);
  }

  @Test
  void tenStepsFollowThePaper() {
    Adam adam = new Adam();
    float[] w = {3};
    float[][] moments = new float[2][1];
    double reference = 3;
    double mean = 0;
    double variance = 0;
    for (int t = 1; t <= 10; t++) {
      adam.nextStep(0.1);
      adam.update(w, new float[] {2 * w[0]}, moments, 0, 1, 0);
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
  void weightDecayTakesItsShareApartFromTheGradient() {
    Adam adam = new Adam();
    float[] w = {2, 2};
    adam.nextStep(0.1);
    adam.update(w, new float[2], new float[2][2], 0, 1, 0.5);
    assertThat(w).containsExactly(2 * 0.95f, 2);
  }

  @Test
  void resumedAdamGoesOnToTheSameBits() {
    Adam straight = new Adam();
    float[] w = {3};
    float[][] moments = new float[2][1];
    for (int t = 0; t < 7; t++) {
      straight.nextStep(0.1);
      straight.update(w, new float[] {2 * w[0]}, moments, 0, 1, 0);
    }
    Adam resumed = new Adam();
    resumed.resumeAfter(straight.steps());
    float[] again = w.clone();
    float[][] momentsAgain = {moments[0].clone(), moments[1].clone()};
    straight.nextStep(0.1);
    straight.update(w, new float[] {1}, moments, 0, 1, 0);
    resumed.nextStep(0.1);
    resumed.update(again, new float[] {1}, momentsAgain, 0, 1, 0);
    assertThat(again).containsExactly(w);
  }
}
