package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The derivative of softmax with options, against finite differences of its own forward.
final class ShapedSoftmaxBackwardTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static final boolean[] ALLOWED = {
    true, true, false, true, false, true, true, true, false, false, false, false, true, true, true,
    false
  };

  private static final ShapedSoftmax[] OPTIONS = {
    ShapedSoftmax.rows(24, 4),
    ShapedSoftmax.rows(24, 4).temperature(0.7),
    ShapedSoftmax.axis(6, 4, 4).temperature(3),
    ShapedSoftmax.rows(12, 4, 7).mask(Mask.causal(4)),
    ShapedSoftmax.rows(24, 4).mask(Mask.allow(ALLOWED)).temperature(2),
    ShapedSoftmax.axis(4, 4, 6).mask(Mask.allow(ALLOWED).heldFor(3)),
    ShapedSoftmax.rows(20, 4).startingAt(9).mask(Mask.add(new float[] {0.5f, -1, 2, 0})),
  };

  @Test
  void backwardIsTheDerivativeOfForward() {
    for (ShapedSoftmax shaped : OPTIONS) {
      double[] z = new RandomRows(11).normalDoubles(96, 1, 0);
      double[] dy = new RandomRows(12).normalDoubles(96, 1, 0);
      double[] y = new double[96];
      double[] dz = new double[96];
      shaped.forward(z, y);
      shaped.backward(y, dy, dz);
      double[] numeric =
          FiniteDifferences.gradient(
              at -> {
                double[] moved = new double[96];
                shaped.forward(at, moved);
                return dot(moved, dy);
              },
              z,
              1.0 / 64);
      assertThat(dz).as(shaped.toString()).containsExactly(numeric, within(1e-12));
    }
  }

  @Test
  void logBackwardIsTheDerivativeOfLogForward() {
    for (ShapedSoftmax shaped : OPTIONS) {
      double[] z = new RandomRows(13).normalDoubles(96, 1, 0);
      double[] dLogY = new RandomRows(14).normalDoubles(96, 1, 0);
      double[] y = new double[96];
      double[] dz = new double[96];
      shaped.forward(z, y);
      shaped.logBackward(y, dLogY, dz);
      double[] numeric =
          FiniteDifferences.gradient(
              at -> {
                double[] moved = new double[96];
                shaped.logForward(at, moved);
                return dotOfFinite(moved, dLogY);
              },
              z,
              1.0 / 64);
      assertThat(dz).as(shaped.toString()).containsExactly(numeric, within(1e-11));
    }
  }

  @Test
  void softmaxIsTheDerivativeOfLogSumExp() {
    ShapedSoftmax shaped = ShapedSoftmax.axis(3, 5, 2).temperature(4);
    double[] z = new RandomRows(15).normalDoubles(30, 1, 0);
    double[] y = new double[30];
    shaped.forward(z, y);
    double[] numeric =
        FiniteDifferences.gradient(
            at -> {
              double[] logSumExp = new double[6];
              shaped.forward(at, new double[30], logSumExp);
              return Arrays.stream(logSumExp).sum();
            },
            z,
            1.0 / 64);
    for (int k = 0; k < 30; k++) {
      assertThat(y[k] / 4).isEqualTo(numeric[k], within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource
  void temperatureDividesTheGradient(ShapedForm form) {
    double[] y = {0.25, 0.25, 0.5};
    double[] dy = {1, 2, 3};
    double[] plain = new double[3];
    double[] warm = new double[3];
    form.backward(ShapedSoftmax.rows(1, 3), y, dy, plain);
    form.backward(ShapedSoftmax.rows(1, 3).temperature(4), y, dy, warm);
    for (int k = 0; k < 3; k++) {
      assertThat(warm[k]).isEqualTo(plain[k] / 4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyLayoutHasTheBitsOfSoftmaxBackward(ShapedForm form) {
    double[] y = form.softmax(ShapedSoftmax.axis(3, 5, 4), new RandomRows(3).normal(60, 2, 0));
    double[] dy = new RandomRows(4).normal(60, 1, 0);
    double[] dz = new double[60];
    form.backward(ShapedSoftmax.axis(3, 5, 4), y, dy, dz);
    double[] expected = new double[60];
    Form.valueOf(form.name())
        .softmaxBackward(
            ShapedSoftmaxTest.byRows(y, 3, 5, 4),
            ShapedSoftmaxTest.byRows(dy, 3, 5, 4),
            expected,
            12,
            5);
    assertThat(ShapedSoftmaxTest.byRows(dz, 3, 5, 4)).containsExactly(expected);
  }

  @ParameterizedTest
  @EnumSource
  void maskedEntriesHaveNoGradientWhateverComesIn(ShapedForm form) {
    ShapedSoftmax shaped =
        ShapedSoftmax.rows(1, 3).mask(Mask.allow(new boolean[] {true, false, true}));
    for (double garbage : new double[] {NAN, INFINITY, -INFINITY, 5}) {
      double[] dz = new double[3];
      form.backward(shaped, new double[] {0.5, 0, 0.5}, new double[] {1, garbage, 3}, dz);
      assertThat(dz).containsExactly(-0.5, 0, 0.5);
      form.logBackward(shaped, new double[] {0.5, 0, 0.5}, new double[] {1, garbage, 3}, dz);
      assertThat(dz).containsExactly(-1, 0, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void maskedEntriesHaveNoGradientInARowOfNan(ShapedForm form) {
    ShapedSoftmax shaped =
        ShapedSoftmax.rows(1, 3).mask(Mask.allow(new boolean[] {true, false, true}));
    double[] dz = new double[3];
    form.backward(shaped, new double[] {0.5, 0, 0.5}, new double[] {NAN, 2, 3}, dz);
    assertThat(dz).containsExactly(NAN, 0, NAN);
  }

  @ParameterizedTest
  @EnumSource
  void aFullyMaskedRowHasNoGradient(ShapedForm form) {
    ShapedSoftmax shaped = ShapedSoftmax.rows(1, 2).mask(Mask.allow(new boolean[2]));
    double[] dz = {9, 9};
    form.backward(shaped, new double[2], new double[] {1, NAN}, dz);
    assertThat(dz).containsOnly(0);
    form.logBackward(shaped, new double[2], new double[] {1, NAN}, dz);
    assertThat(dz).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void aRowLeftWithNothingButMinusInfinityHasNoGradient(ShapedForm form) {
    ShapedSoftmax shaped = ShapedSoftmax.rows(1, 2).mask(Mask.allow(new boolean[] {true, false}));
    double[] dz = {9, 9};
    form.backward(shaped, new double[2], new double[] {1, 2}, dz);
    assertThat(dz).containsOnly(0);
    form.logBackward(shaped, new double[2], new double[] {1, 2}, dz);
    assertThat(dz).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void dzMayBeAnyOfTheInputs(ShapedForm form) {
    for (ShapedSoftmax shaped : OPTIONS) {
      double[] y = form.softmax(shaped, new RandomRows(5).normal(96, 1, 0));
      double[] dy = new RandomRows(6).normal(96, 1, 0);
      double[] dz = dy.clone();
      form.backward(shaped, y.clone(), dy.clone(), dz);
      double[] overDy = dy.clone();
      form.backward(shaped, y.clone(), overDy, overDy);
      assertThat(overDy).as("dy, %s", shaped).containsExactly(dz);

      double[] logDz = y.clone();
      form.logBackward(shaped, y.clone(), dy.clone(), logDz);
      double[] overY = y.clone();
      form.logBackward(shaped, overY, dy.clone(), overY);
      assertThat(overY).as("y, %s", shaped).containsExactly(logDz);
    }
  }

  @ParameterizedTest
  @EnumSource
  void backwardLeavesItsInputsAlone(ShapedForm form) {
    ShapedSoftmax shaped = ShapedSoftmax.rows(4, 4).mask(Mask.causal(4)).temperature(2);
    double[] y = form.softmax(shaped, new RandomRows(7).normal(16, 1, 0));
    double[] dy = new RandomRows(8).normal(16, 1, 0);
    double[] yBefore = y.clone();
    double[] dyBefore = dy.clone();
    form.backward(shaped, y, dy, new double[16]);
    form.logBackward(shaped, y, dy, new double[16]);
    assertThat(y).containsExactly(yBefore);
    assertThat(dy).containsExactly(dyBefore);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static double dotOfFinite(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += Double.isFinite(a[k]) ? a[k] * b[k] : 0;
    }
    return sum;
  }
}
