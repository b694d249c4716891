package io.github.softjac.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What all activations have in common: the float forms are the double ones, rounded.
class ActivationsTest {

  private static final int COUNT = 4001;
  private static final float[] NONE = {};

  private final float[] x = new float[COUNT];
  private final double[] exactX = new double[COUNT];

  ActivationsTest() {
    for (int i = 0; i < COUNT; i++) {
      x[i] = (i - 2000) * 0.005f;
      exactX[i] = x[i];
    }
  }

  @ParameterizedTest
  @EnumSource
  void forwardInFloatIsThatInDouble(Activation activation) {
    float[] y = new float[COUNT];
    double[] exact = new double[COUNT];
    activation.layer().forward(x, y, 0, COUNT, 1);
    activation.layer().forward(new double[0], exactX, exact, 0, COUNT, 1);
    for (int i = 0; i < COUNT; i++) {
      assertThat((double) y[i]).as("at %s", x[i]).isCloseTo(exact[i], within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void backwardInFloatIsThatInDouble(Activation activation) {
    float[] y = new float[COUNT];
    double[] exact = new double[COUNT];
    float[] dy = new float[COUNT];
    double[] exactDy = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      dy[i] = 1 - i * 0.5f / COUNT;
      exactDy[i] = dy[i];
    }
    float[] dx = new float[COUNT];
    double[] exactDx = new double[COUNT];
    Layer layer = activation.layer();
    layer.forward(x, y, 0, COUNT, 1);
    layer.forward(new double[0], exactX, exact, 0, COUNT, 1);
    layer.backward(NONE, x, y, dy, dx, 0, COUNT, 1);
    layer.backward(new double[0], exactX, exact, exactDy, exactDx, 0, COUNT, 1);
    for (int i = 0; i < COUNT; i++) {
      assertThat((double) dx[i]).as("at %s", x[i]).isCloseTo(exactDx[i], within(3e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheRowsOfTheRangeAreTouched(Activation activation) {
    float[] y = new float[COUNT];
    activation.layer().forward(x, y, 3998, 4000, 1);
    assertThat(y[3997]).isZero();
    assertThat(y[3998]).isNotZero();
    assertThat(y[4000]).isZero();
  }
}
