package io.github.softjac.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LinearTest {

  private final Linear linear =
      new Linear(2, 3, new float[] {1, 2, 3, 4, 5, 6}, new float[] {10, 20, 30});

  @Test
  void forwardIsInputTimesWeightsPlusBias() {
    float[] y = new float[3];
    linear.forward(new float[] {1, -1}, y, 0, 1, 2);
    assertThat(y).containsExactly(10 + 1 - 4, 20 + 2 - 5, 30 + 3 - 6);
  }

  @Test
  void backwardIsGradientTimesTransposedWeights() {
    float[] dx = {7, 7};
    float[] w = linear.parameters();
    linear.backward(w, new float[2], new float[3], new float[] {1, 0, -1}, dx, 0, 1, 2);
    assertThat(dx).containsExactly(1 - 3, 4 - 6);
  }

  @Test
  void onlyTheRowsOfTheRangeAreTouched() {
    float[] y = {7, 7, 7, 7, 7, 7, 7, 7, 7};
    linear.forward(new float[6], y, 1, 2, 2);
    assertThat(y).containsExactly(7, 7, 7, 10, 20, 30, 7, 7, 7);
  }

  @Test
  void gradientAddsInputTimesOutputGradientOverTheRows() {
    float[] dw = {1, 0, 0, 0, 0, 0, 0, 0, 0};
    linear.gradient(new float[] {1, 2, 3, 4}, new float[] {1, 0, -1, 0, 1, 1}, dw, 2, 2);
    assertThat(dw).containsExactly(2, 3, 2, 2, 4, 2, 1, 1, 0);
  }

  @Test
  void parametersAreGivenBackAsTheyCame() {
    assertThat(linear.weights()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(linear.bias()).containsExactly(10, 20, 30);
  }

  @Test
  void laterChangesOfTheArraysDoNotReachTheLayer() {
    float[] weights = {1};
    Linear copied = new Linear(1, 1, weights, new float[1]);
    weights[0] = 2;
    copied.weights()[0] = 3;
    assertThat(copied.weights()).containsExactly(1);
  }

  @Test
  void otherParametersMakeAnotherLayer() {
    Linear other = linear.withParameters(new float[] {0, 0, 0, 0, 0, 0, 7, 8, 9});
    assertThat(other.bias()).containsExactly(7, 8, 9);
    assertThat(linear.bias()).containsExactly(10, 20, 30);
    assertThatThrownBy(() -> linear.withParameters(new float[8]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("linear layer of 2 inputs and 3 outputs has 9 parameters: found 8");
  }

  @Test
  void wrongNumberOfWeightsIsNamed() {
    assertThatThrownBy(() -> new Linear(2, 3, new float[5], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "linear layer of 2 inputs and 3 outputs has 5 weights and 3 biases: 6 and 3 needed");
  }

  @Test
  void layerWithoutOutputsIsRefused() {
    assertThatThrownBy(() -> new Linear(2, 0, new float[0], new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 of each");
  }

  @Test
  void inputsOfAnotherWidthAreRefused() {
    assertThatThrownBy(() -> linear.outputs(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("linear layer of 2 inputs: found 5");
  }
}
