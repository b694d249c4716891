package io.github.softjac.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SgdTest {

  @Test
  void stepsFollowTheFormulaOfNesterov() {
    Sgd sgd = new Sgd(0.9);
    float[] w = {3};
    float[][] moments = new float[1][1];
    double reference = 3;
    double m = 0;
    for (int t = 0; t < 10; t++) {
      sgd.nextStep(0.05);
      sgd.update(w, new float[] {2 * w[0]}, moments, 0, 1, 0);
      double g = 2 * reference;
      m = 0.9 * m + g;
      reference -= 0.05 * (g + 0.9 * m);
    }
    assertThat((double) w[0]).isCloseTo(reference, within(1e-5));
  }

  @Test
  void withoutMomentumItIsPlainDescent() {
    Sgd sgd = new Sgd(0);
    float[] w = {1, 1};
    sgd.nextStep(0.5);
    sgd.update(w, new float[] {1, 1}, new float[1][2], 0, 1, 0);
    assertThat(w).containsExactly(0.5f, 1);
  }

  @Test
  void aMomentumOf1IsRefused() {
    assertThatThrownBy(() -> new Sgd(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("momentum is 1.0: allowed: 0 or more and below 1");
  }
}
