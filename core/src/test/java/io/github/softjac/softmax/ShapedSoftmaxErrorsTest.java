package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The caller's mistakes in options: refused before anything is written.
final class ShapedSoftmaxErrorsTest {

  @Test
  void shapesThatAreNoneAreRefused() {
    refused(() -> ShapedSoftmax.rows(-1, 3), "rows is -1: it must be 0 or more");
    refused(() -> ShapedSoftmax.rows(2, 0), "classes is 0: softmax needs at least 1 class");
    refused(
        () -> ShapedSoftmax.rows(2, 4, 3),
        "stride is 3: rows of 4 classes start at least that far apart");
    refused(() -> ShapedSoftmax.axis(-1, 2, 3), "outer is -1: it must be 0 or more");
    refused(() -> ShapedSoftmax.axis(1, 2, -3), "inner is -3: it must be 0 or more");
    refused(() -> ShapedSoftmax.axis(1, 0, 3), "classes is 0: softmax needs at least 1 class");
  }

  @Test
  void shapesBeyondAnArrayAreRefused() {
    refused(
        () -> ShapedSoftmax.rows(65536, 65536),
        "65536 rows × 65536 classes do not fit one array: at most 2³¹ − 2¹⁴ elements");
    refused(
        () -> ShapedSoftmax.rows(65536, 10, 65536),
        "65536 rows × 10 classes, 65536 apart from index 0, do not fit one array: at most 2³¹ − 2¹⁴"
            + " elements");
    refused(
        () -> ShapedSoftmax.axis(4096, 4096, 4096),
        "outer 4096 × classes 4096 × inner 4096 do not fit one array: at most 2³¹ − 2¹⁴ elements");
    refused(
        () -> ShapedSoftmax.axis(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
        "outer 2147483647 × classes 2147483647 × inner 2147483647 do not fit one array: at most"
            + " 2³¹ − 2¹⁴ elements");
    refused(
        () -> ShapedSoftmax.tensor(0, 5, 65536, 65536),
        "the axes of the tensor do not fit one array: at most 2³¹ − 2¹⁴ elements");
    refused(
        () -> ShapedSoftmax.rows(2, 3).startingAt(Integer.MAX_VALUE),
        "2 rows × 3 classes, 3 apart from index 2147483647, do not fit one array: at most 2³¹ − 2¹⁴"
            + " elements");
  }

  @Test
  void axesThatDoNotExistAreRefused() {
    refused(() -> ShapedSoftmax.tensor(2, 3, 4), "axis is 2: a tensor of 2 axes has axes -2 to 1");
    refused(
        () -> ShapedSoftmax.tensor(-3, 3, 4), "axis is -3: a tensor of 2 axes has axes -2 to 1");
    refused(() -> ShapedSoftmax.tensor(1, -3, 4), "axis 0 has length -3: it must be 0 or more");
  }

  @Test
  void negativeOffsetsAreRefused() {
    refused(() -> ShapedSoftmax.rows(1, 1).startingAt(-2), "offset is -2: it must be 0 or more");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE})
  void temperaturesThatAreNoneAreRefused(double temperature) {
    refused(
        () -> ShapedSoftmax.rows(1, 1).temperature(temperature),
        "temperature is " + temperature + ": it must be finite and above 0, at least 2⁻¹⁰²²");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_NORMAL, Double.MAX_VALUE})
  void theLeastAndTheLargestTemperatureAreTaken(double temperature) {
    double[] y = new double[2];
    ShapedSoftmax.rows(1, 2).temperature(temperature).forward(new double[2], y);
    assertThat(y).containsExactly(0.5, 0.5);
  }

  @Test
  void shortArraysBesideTheLogSumExpAreRefused() {
    ShapedSoftmax rows = ShapedSoftmax.rows(2, 3);
    double[] untouched = new double[6];
    float[] untouchedFloats = new float[6];
    for (ThrowingCallable call :
        new ThrowingCallable[] {
          () -> rows.forward(new double[5], untouched, new double[2]),
          () -> rows.forward(new float[5], untouchedFloats, new float[2])
        }) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("z has 5 elements");
    }
    for (ThrowingCallable call :
        new ThrowingCallable[] {
          () -> rows.forward(new double[6], new double[5], new double[2]),
          () -> rows.forward(new float[6], new float[5], new float[2])
        }) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("y has 5 elements");
    }
    assertThat(untouched).containsOnly(0);
    assertThat(untouchedFloats).containsOnly(0);
  }

  @Test
  void masksThatAreNoneAreRefused() {
    refused(() -> Mask.causal(0), "queries is 0: it must be 1 or more");
    refused(() -> Mask.causal(2, -1), "cachedKeys is -1: it must be 0 or more");
    refused(() -> Mask.causal(2).heldFor(0), "heldFor is 0: it must be 1 or more");
  }

  @Test
  void masksThatDoNotFitTheRowsAreRefused() {
    ShapedSoftmax shaped = ShapedSoftmax.rows(4, 3);
    refused(
        () -> shaped.mask(Mask.allow(new boolean[4])),
        "allowed has 4 elements: a mask has one or more rows of 3 classes");
    refused(
        () -> shaped.mask(Mask.add(new float[0])),
        "added has 0 elements: a mask has one or more rows of 3 classes");
    refused(
        () -> shaped.mask(Mask.add(new double[5])),
        "added has 5 elements: a mask has one or more rows of 3 classes");
    refused(
        () -> shaped.mask(Mask.allow(new boolean[9])),
        "the mask serves 3 rows (3 of its own, each held for 1): 4 rows are not a multiple");
    refused(
        () -> shaped.mask(Mask.causal(2).heldFor(3)),
        "the mask serves 6 rows (2 of its own, each held for 3): 4 rows are not a multiple");
  }

  @ParameterizedTest
  @EnumSource
  void shortArraysAreNamed(ShapedForm form) {
    double[] enough = new double[12];
    double[] less = new double[11];
    ShapedSoftmax image = ShapedSoftmax.axis(2, 3, 2);
    String need = " has 11 elements: outer 2 × classes 3 × inner 2 need 12";
    refused(() -> form.forward(image, less, enough), "z" + need);
    refused(() -> form.forward(image, enough, less), "y" + need);
    refused(() -> form.backward(image, less, enough, new double[12]), "y" + need);
    refused(() -> form.backward(image, enough, less, new double[12]), "dy" + need);
    refused(() -> form.backward(image, enough, new double[12], less), "dz" + need);
    refused(() -> form.logForward(image, less, enough), "z" + need);
    refused(() -> form.logForward(image, enough, less), "logY" + need);
    refused(() -> form.logBackward(image, less, enough, new double[12]), "y" + need);
    refused(() -> form.logBackward(image, enough, less, new double[12]), "dLogY" + need);
    refused(() -> form.logBackward(image, enough, new double[12], less), "dz" + need);
    refused(() -> form.forward(image, less, enough, new double[4]), "z" + need);
    refused(() -> form.forward(image, enough, less, new double[4]), "y" + need);
    refused(
        () -> form.forward(image, enough, new double[12], new double[3]),
        "logSumExp has 3 elements: 4 rows need one each");
  }

  @ParameterizedTest
  @EnumSource
  void theGapAfterTheLastRowIsNotNeeded(ShapedForm form) {
    ShapedSoftmax strided = ShapedSoftmax.rows(2, 3, 5).startingAt(1);
    double[] y = new double[9];
    form.forward(strided, new double[9], y);
    assertThat(y[8]).isPositive();
    refused(
        () -> form.forward(strided, new double[8], y),
        "z has 8 elements: 2 rows × 3 classes, 5 apart from index 1 need 9");
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedCallWritesNothing(ShapedForm form) {
    double[] y = {9, 9, 9, 9, 9};
    refused(
        () -> form.forward(ShapedSoftmax.rows(2, 3), new double[6], y),
        "y has 5 elements: 2 rows × 3 classes need 6");
    assertThat(y).containsOnly(9);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
