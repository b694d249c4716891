package io.github.softjac.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExactSoftmaxTest {

  @Test
  void equalLogitsShareOne() {
    DoubleDouble[] y = softmax(5, 5, 5);

    assertThat(y).containsOnly(new DoubleDouble(1, 0).dividedBy(new DoubleDouble(3, 0)));
  }

  @Test
  void outputsSumToOne() {
    DoubleDouble[] y = softmax(-3, 0.1f, 7, 100, 99.5f);

    DoubleDouble sum = DoubleDouble.ZERO;
    for (DoubleDouble one : y) {
      sum = sum.plus(one);
    }
    assertThat(sum.high()).isEqualTo(1);
    assertThat(sum.low()).isCloseTo(0, within(0x1p-95));
  }

  @Test
  void twoClassesAreTheLogisticFunctionOfTheirDifference() {
    DoubleDouble[] y = softmax(1, 3);

    assertThat(y[1].high()).isEqualTo(0.8807970779778824, within(1e-16));
  }

  @Test
  void differenceThatADoubleCannotHoldIsNotRounded() {
    assertThat(softmax(0x1p-60f, 4)[0]).isNotEqualTo(softmax(0, 4)[0]);
  }

  @Test
  void rowInTheMiddleIsReadFromItsOffset() {
    DoubleDouble[] y = new DoubleDouble[2];

    ExactSoftmax.row(new float[] {9, 1, 1, 9}, 1, 2, y);

    assertThat(y).containsOnly(new DoubleDouble(0.5, 0));
  }

  private static DoubleDouble[] softmax(float... z) {
    DoubleDouble[] y = new DoubleDouble[z.length];
    ExactSoftmax.row(z, 0, z.length, y);
    return y;
  }
}
