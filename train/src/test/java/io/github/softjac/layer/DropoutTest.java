package io.github.softjac.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

  private static final int COUNT = 100_000;

  private static float[] mask(Dropout dropout, long draw) {
    float[] ones = new float[COUNT];
    Arrays.fill(ones, 1f);
    float[] y = new float[COUNT];
    dropout.drop(draw, ones, y, 0, COUNT / 100, 100);
    return y;
  }

  private static double share(float[] mask) {
    int zeros = 0;
    for (float m : mask) {
      zeros += m == 0 ? 1 : 0;
    }
    return (double) zeros / mask.length;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void itsShareOfElementsIsDroppedAndTheRestScaled(double rate) {
    float[] y = mask(new Dropout(rate), 7);
    assertThat(share(y)).isCloseTo(rate, within(0.01));
    for (float value : y) {
      assertThat(value).isIn(0f, (float) (1 / (1 - rate)));
    }
  }

  @Test
  void neighboursAreDroppedIndependently() {
    float[] y = mask(new Dropout(0.5), 7);
    int both = 0;
    for (int i = 0; i + 1 < y.length; i++) {
      both += y[i] == 0 && y[i + 1] == 0 ? 1 : 0;
    }
    assertThat((double) both / y.length).isCloseTo(0.25, within(0.01));
  }

  @Test
  void drawsAreIndependent() {
    float[] first = mask(new Dropout(0.5), 7);
    float[] second = mask(new Dropout(0.5), 8);
    int both = 0;
    for (int i = 0; i < first.length; i++) {
      both += first[i] == 0 && second[i] == 0 ? 1 : 0;
    }
    assertThat((double) both / first.length).isCloseTo(0.25, within(0.01));
  }

  @Test
  void theMaskDoesNotDependOnHowRowsAreSharedOut() {
    Dropout dropout = new Dropout(0.3);
    float[] x = new float[400];
    Arrays.fill(x, 1f);
    float[] whole = new float[400];
    dropout.drop(3, x, whole, 0, 40, 10);
    float[] parts = new float[400];
    dropout.drop(3, x, parts, 17, 40, 10);
    dropout.drop(3, x, parts, 0, 17, 10);
    assertThat(parts).containsExactly(whole);
  }

  @Test
  void predictionDropsNothing() {
    float[] y = new float[3];
    new Dropout(0.9).forward(new float[] {1, 2, 3}, y, 0, 1, 3);
    assertThat(y).containsExactly(1, 2, 3);
  }

  @Test
  void aRateOfZeroDropsNothing() {
    assertThat(share(mask(new Dropout(0), 7))).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void ratesOutOfRangeAreRefused(double rate) {
    assertThatThrownBy(() -> new Dropout(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dropout is " + rate + ": allowed: 0 or more and below 1");
  }
}
