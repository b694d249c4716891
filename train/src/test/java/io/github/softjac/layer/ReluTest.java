package io.github.softjac.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReluTest {

  private final Relu relu = new Relu();

  @Test
  void forwardKeepsPositivesAndNaN() {
    float[] y = new float[4];
    relu.forward(new float[] {-2, 0, 3, Float.NaN}, y, 0, 1, 4);
    assertThat(y).containsExactly(0, 0, 3, Float.NaN);
  }

  @Test
  void backwardPassesWhereTheInputIsPositive() {
    float[] dx = {9, 9, 9};
    float[] x = {-2, 0, 3};
    float[] y = new float[3];
    relu.forward(x, y, 0, 1, 3);
    relu.backward(new float[0], x, y, new float[] {-5, 6, 7}, dx, 0, 1, 3);
    assertThat(dx).containsExactly(0f, 0f, 7f);
  }

  @Test
  void widthStays() {
    assertThat(relu.outputs(17)).isEqualTo(17);
  }
}
