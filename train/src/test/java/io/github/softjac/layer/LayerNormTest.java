package io.github.softjac.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LayerNormTest {

  @Test
  void everyRowGetsMeanZeroAndVarianceOne() {
    float[] x = new float[30];
    for (int i = 0; i < x.length; i++) {
      x[i] = 100 + i * i % 17;
    }
    float[] y = new float[30];
    LayerNorm.initial(15).forward(x, y, 0, 2, 15);
    for (int row = 0; row < 2; row++) {
      double sum = 0;
      double squares = 0;
      for (int j = 0; j < 15; j++) {
        sum += y[row * 15 + j];
        squares += (double) y[row * 15 + j] * y[row * 15 + j];
      }
      assertThat(sum / 15).isCloseTo(0, within(1e-6));
      assertThat(squares / 15).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void gainAndBiasAreAppliedAfterwards() {
    float[] y = new float[2];
    new LayerNorm(new float[] {2, 3}, new float[] {10, 20})
        .forward(new float[] {-1, 1}, y, 0, 1, 2);
    assertThat(y[0]).isCloseTo(8f, within(1e-4f));
    assertThat(y[1]).isCloseTo(23f, within(1e-4f));
  }

  @Test
  void constantRowGivesTheBias() {
    float[] y = new float[3];
    new LayerNorm(new float[] {1, 1, 1}, new float[] {1, 2, 3})
        .forward(new float[] {5, 5, 5}, y, 0, 1, 3);
    assertThat(y).containsExactly(1, 2, 3);
  }

  @Test
  void floatFormsAreTheDoubleOnesRounded() {
    int width = 13;
    LayerNorm norm = LayerNorm.initial(width);
    float[] w = norm.parameters();
    float[] x = new float[2 * width];
    float[] dy = new float[2 * width];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i * 7 % 11) / 3f;
      dy[i] = (i * 5 % 13) / 7f - 1;
      w[i] += 0.01f * i;
    }
    float[] dx = new float[2 * width];
    norm.backward(w, x, new float[0], dy, dx, 0, 2, width);
    float[] dw = new float[2 * width];
    norm.gradient(x, dy, dw, 2, width);
    double[] exactDx = new double[2 * width];
    norm.backward(wide(w), wide(x), new double[0], wide(dy), exactDx, 0, 2, width);
    double[] exactDw = new double[2 * width];
    norm.gradient(wide(x), wide(dy), exactDw, 2, width);
    assertThat(wide(dx)).containsExactly(exactDx, within(2e-6));
    assertThat(wide(dw)).containsExactly(exactDw, within(2e-6));
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  @Test
  void gainsAndBiasesOfDifferentLengthsAreRefused() {
    assertThatThrownBy(() -> new LayerNorm(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 gains and 3 biases");
  }
}
