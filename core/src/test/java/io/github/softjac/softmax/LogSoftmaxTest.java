package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Values and corner cases of log-softmax forward and backward.
final class LogSoftmaxTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @EnumSource
  void logSoftmaxOfEqualLogitsIsMinusLogOfTheirNumber(Form form) {
    assertThat(form.logSoftmax(3, 3, 3, 3)).containsOnly(form.round(-StrictMath.log(4)));
  }

  @ParameterizedTest
  @EnumSource
  void expOfLogSoftmaxIsSoftmax(Form form) {
    double[] z = new RandomRows(31).normal(30, 3, 0);
    double[] y = form.softmax(z);
    double[] logY = form.logSoftmax(z);
    for (int k = 0; k < z.length; k++) {
      // An error of 2 ulp, or 4u, in log y is one of 4 |log y| u in y.
      assertThat(StrictMath.exp(logY[k]))
          .as("k = %d", k)
          .isEqualTo(y[k], within((4 - 4 * logY[k]) * form.unit * y[k]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void logSoftmaxIsFiniteWhereSoftmaxUnderflows(Form form) {
    assertThat(form.logSoftmax(0, -10_000)).containsExactly(0, -10_000);
  }

  @ParameterizedTest
  @EnumSource
  void logSoftmaxOfAllFiniteLogitsIsFinite(Form form) {
    double max = form.maxValue;
    assertThat(form.logSoftmax(max, -max)).containsExactly(0, -max);
  }

  @ParameterizedTest
  @EnumSource
  void aConstantAddedToAllLogitsChangesNothingButRounding(Form form) {
    double[] z = {0.5, -1.25, 3, 2};
    double[] shifted = {1024.5, 1022.75, 1027, 1026};
    assertThat(form.logSoftmax(shifted)).containsExactly(form.logSoftmax(z), within(8 * form.unit));
  }

  @ParameterizedTest
  @EnumSource
  void eachRowOfABatchIsOnItsOwn(Form form) {
    double[] z = {1, 2, 5, 5};
    double[] logY = new double[4];
    form.logSoftmaxForward(z, logY, 2, 2);
    assertThat(logY).startsWith(form.logSoftmax(1, 2)).endsWith(form.logSoftmax(5, 5));
  }

  @ParameterizedTest
  @EnumSource
  void forwardLeavesItsLogitsAlone(Form form) {
    double[] z = {1, 2, 3, -4, 0, 900};
    form.logSoftmaxForward(z, new double[6], 2, 3);
    assertThat(z).containsExactly(1, 2, 3, -4, 0, 900);
  }

  @ParameterizedTest
  @EnumSource
  void forwardInPlaceGivesTheSameBits(Form form) {
    double[] z = new RandomRows(32).normal(7 * 19, 4, 0);
    double[] logY = new double[z.length];
    form.logSoftmaxForward(z, logY, 7, 19);
    form.logSoftmaxForward(z, z, 7, 19);
    assertThat(z).containsExactly(logY);
  }

  @ParameterizedTest
  @EnumSource
  void forwardLeavesTheRestOfLongerArraysAlone(Form form) {
    double[] logY = {9, 9, 9, 9};
    form.logSoftmaxForward(new double[] {1, 2, NAN}, logY, 1, 2);
    assertThat(logY).endsWith(9, 9);
  }

  @ParameterizedTest
  @EnumSource
  void noRowsIsNothingToDo(Form form) {
    double[] logY = {9};
    form.logSoftmaxForward(new double[0], logY, 0, 3);
    assertThat(logY).containsExactly(9);
  }

  @ParameterizedTest
  @EnumSource
  void oneClassGivesZero(Form form) {
    assertThat(form.logSoftmax(-1234.5)).containsExactly(0);
  }

  @ParameterizedTest
  @EnumSource
  void nanMakesItsWholeRowCanonicalNan(Form form) {
    assertThat(form.logSoftmax(1, NAN, 3)).satisfies(LogSoftmaxTest::allCanonicalNan);
  }

  @ParameterizedTest
  @EnumSource
  void nanLeavesOtherRowsUntouched(Form form) {
    double[] logY = new double[4];
    form.logSoftmaxForward(new double[] {NAN, 1, 0, 0}, logY, 2, 2);
    assertThat(logY).containsExactly(NAN, NAN, form.logSoftmax(0, 0)[0], form.logSoftmax(0, 0)[1]);
  }

  @ParameterizedTest
  @EnumSource
  void minusInfinityStaysMinusInfinity(Form form) {
    assertThat(form.logSoftmax(5, -INFINITY)).containsExactly(0, -INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  void allMinusInfinityIsNoDistribution(Form form) {
    assertThat(form.logSoftmax(-INFINITY, -INFINITY)).containsExactly(NAN, NAN);
  }

  @ParameterizedTest
  @EnumSource
  void onePlusInfinityTakesAll(Form form) {
    assertThat(form.logSoftmax(5, INFINITY, -INFINITY)).containsExactly(-INFINITY, 0, -INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  void twoPlusInfinitiesAreNan(Form form) {
    assertThat(form.logSoftmax(INFINITY, 3, INFINITY)).containsOnly(NAN);
  }

  @ParameterizedTest
  @EnumSource
  void backwardIsGradientMinusOutputTimesItsSum(Form form) {
    double[] dz = new double[3];
    form.logSoftmaxBackward(new double[] {0.25, 0.25, 0.5}, new double[] {1, 2, -7}, dz, 1, 3);
    assertThat(dz).containsExactly(1 + 0.25 * 4, 2 + 0.25 * 4, -7 + 0.5 * 4);
  }

  @Test
  void backwardAgreesWithFiniteDifferences() {
    RandomRows random = new RandomRows(33);
    for (int classes = 1; classes <= 30; classes++) {
      double[] z = random.normalDoubles(classes, 1, 0);
      double[] c = random.normalDoubles(classes, 1, 0);
      double[] numeric =
          FiniteDifferences.gradient(v -> dot(c, Form.DOUBLE.logSoftmax(v)), z, 1.0 / 64);
      double[] dz = new double[classes];
      LogSoftmax.backward(Softmax.of(z), c, dz, 1, classes);
      assertThat(dz).as("%d classes", classes).containsExactly(numeric, within(2e-11));
    }
  }

  @ParameterizedTest
  @EnumSource
  void backwardLeavesItsInputsAlone(Form form) {
    double[] y = {0.25, 0.75};
    double[] dLogY = {1, 2};
    form.logSoftmaxBackward(y, dLogY, new double[2], 1, 2);
    assertThat(y).containsExactly(0.25, 0.75);
    assertThat(dLogY).containsExactly(1, 2);
  }

  @ParameterizedTest
  @EnumSource
  void backwardIntoTheIncomingGradientGivesTheSameResult(Form form) {
    double[] dLogY = {1, 2, -7, 4};
    form.logSoftmaxBackward(new double[] {0.25, 0.75, 0.5, 0.5}, dLogY, dLogY, 2, 2);
    assertThat(dLogY).containsExactly(0.25, -0.25, -5.5, 5.5);
  }

  @ParameterizedTest
  @EnumSource
  void backwardIntoTheOutputGivesTheSameResult(Form form) {
    double[] y = {0.25, 0.75, 0.5, 0.5};
    form.logSoftmaxBackward(y, new double[] {1, 2, -7, 4}, y, 2, 2);
    assertThat(y).containsExactly(0.25, -0.25, -5.5, 5.5);
  }

  @ParameterizedTest
  @EnumSource
  void backwardLeavesTheRestOfLongerArraysAlone(Form form) {
    double[] dz = {9, 9, 9};
    form.logSoftmaxBackward(new double[] {0.5, 0.5, NAN}, new double[] {1, 3, NAN}, dz, 1, 2);
    assertThat(dz).containsExactly(-1, 1, 9);
  }

  @ParameterizedTest
  @EnumSource
  void backwardOfOneClassIsZero(Form form) {
    double[] dz = {9};
    form.logSoftmaxBackward(new double[] {1}, new double[] {-123.5}, dz, 1, 1);
    assertThat(dz).containsExactly(0);
  }

  @ParameterizedTest
  @EnumSource
  void backwardOfNoRowsIsNothingToDo(Form form) {
    double[] dz = {9};
    form.logSoftmaxBackward(new double[0], new double[0], dz, 0, 1);
    assertThat(dz).containsExactly(9);
  }

  @ParameterizedTest
  @EnumSource
  void backwardOfANanOutputIsCanonicalNan(Form form) {
    double[] dz = new double[2];
    form.logSoftmaxBackward(new double[] {NAN, NAN}, new double[] {1, 3}, dz, 1, 2);
    assertThat(dz).satisfies(LogSoftmaxTest::allCanonicalNan);
  }

  @ParameterizedTest
  @EnumSource
  void backwardOfAnInfiniteGradientIsCanonicalNan(Form form) {
    double[] dz = new double[2];
    form.logSoftmaxBackward(new double[] {0.5, 0.5}, new double[] {INFINITY, 3}, dz, 1, 2);
    assertThat(dz).satisfies(LogSoftmaxTest::allCanonicalNan);
  }

  @ParameterizedTest
  @EnumSource
  void backwardOfANanGradientIsCanonicalNanInItsRowOnly(Form form) {
    double[] dz = new double[4];
    form.logSoftmaxBackward(
        new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {NAN, 3, 1, 3}, dz, 2, 2);
    assertThat(dz).containsExactly(NAN, NAN, -1, 1);
    allCanonicalNan(new double[] {dz[0], dz[1]});
  }

  private static void allCanonicalNan(double[] values) {
    for (double value : values) {
      assertThat(Double.doubleToRawLongBits(value))
          .isEqualTo(Double.doubleToRawLongBits(Double.NaN));
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
