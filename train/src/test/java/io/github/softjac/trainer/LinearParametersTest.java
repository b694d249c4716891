package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.layer.Linear;
import org.junit.jupiter.api.Test;

class LinearParametersTest {

  @Test
  void initialWeightsHaveTheVarianceOfHe() {
    LinearParameters parameters = new LinearParameters(200, 300);
    parameters.initialise(new SplitMix64(1), 2);
    double squares = 0;
    double sum = 0;
    for (float w : parameters.snapshot().weights()) {
      squares += (double) w * w;
      sum += w;
    }
    assertThat(squares / 60_000).isCloseTo(2.0 / 200, within(1e-4));
    assertThat(sum / 60_000).isCloseTo(0, within(1e-3));
    assertThat(parameters.snapshot().bias()).containsOnly(0f);
  }

  @Test
  void restoredParametersGoForwardAndBackAsTheKeptOnes() {
    LinearParameters parameters = new LinearParameters(3, 2);
    parameters.initialise(new SplitMix64(1), 2);
    Linear kept = parameters.snapshot();
    parameters.keep();
    parameters.initialise(new SplitMix64(2), 2);
    assertThat(parameters.snapshot().weights()).isNotEqualTo(kept.weights());
    parameters.restore();
    float[][] dy = {{1, 2}};
    float[][] dx = new float[1][3];
    float[][] expected = new float[1][3];
    parameters.live().backward(new float[1][3], dy, dx, 0, 1);
    kept.backward(new float[1][3], dy, expected, 0, 1);
    assertThat(dx[0]).containsExactly(expected[0]);
    assertThat(parameters.snapshot().weights()).containsExactly(kept.weights());
  }
}
