package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Values and corner cases of softmax backward; its relation to `J` is in [SoftmaxJacobianTest].
final class SoftmaxBackwardTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @EnumSource
  void backwardOfSquaredErrorAtTheExampleOfTheNote(Form form) {
    double[] y = {0.2, 0.3, 0.5};
    double[] dy = {0.2, 0.3, -0.5}; // y − t with t = (0, 0, 1)
    assertThat(form.softmaxBackward(y, dy))
        .containsExactly(new double[] {0.064, 0.126, -0.19}, within(2 * form.unit));
  }

  @ParameterizedTest
  @EnumSource
  void backwardOfConstantGradientIsZero(Form form) {
    double[] dz = form.softmaxBackward(new double[] {0.25, 0.125, 0.625}, new double[] {7, 7, 7});
    assertThat(dz).containsExactly(0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void gradientByTheLogitsSumsToZero(Form form) {
    RandomRows random = new RandomRows(11);
    for (int classes = 1; classes <= 100; classes++) {
      double[] y = form.softmax(random.normal(classes, 3, 0));
      double sum = 0;
      for (double dzk : form.softmaxBackward(y, random.normal(classes, 1, 0))) {
        sum += dzk;
      }
      assertThat(sum).as("%d classes", classes).isEqualTo(0, within(16 * form.unit));
    }
  }

  @Test
  void backwardAgreesWithFiniteDifferencesOfALinearCost() {
    RandomRows random = new RandomRows(12);
    for (int classes = 1; classes <= 30; classes++) {
      double[] z = random.normalDoubles(classes, 1, 0);
      double[] c = random.normalDoubles(classes, 1, 0);
      double[] numeric = FiniteDifferences.gradient(v -> dot(c, Softmax.of(v)), z, 1.0 / 64);
      double[] dz = Form.DOUBLE.softmaxBackward(Softmax.of(z), c);
      assertThat(dz).as("%d classes", classes).containsExactly(numeric, within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachRowOfABatchIsOnItsOwn(Form form) {
    double[] y = {0.5, 0.5, 0.25, 0.75};
    double[] dy = {1, -1, 2, 0};
    double[] dz = new double[4];
    form.softmaxBackward(y, dy, dz, 2, 2);
    assertThat(dz).containsExactly(0.5, -0.5, 0.375, -0.375);
  }

  @ParameterizedTest
  @EnumSource
  void backwardLeavesItsInputsAlone(Form form) {
    double[] y = {0.5, 0.5, 0.25, 0.75};
    double[] dy = {1, -1, 2, 0};
    form.softmaxBackward(y, dy, new double[4], 2, 2);
    assertThat(y).containsExactly(0.5, 0.5, 0.25, 0.75);
    assertThat(dy).containsExactly(1, -1, 2, 0);
  }

  @ParameterizedTest
  @EnumSource
  void backwardIntoTheIncomingGradientGivesTheSameBits(Form form) {
    Batch batch = new Batch(form, 5, 21);
    form.softmaxBackward(batch.y, batch.dy, batch.dy, 5, 21);
    assertThat(batch.dy).containsExactly(batch.dz);
  }

  @ParameterizedTest
  @EnumSource
  void backwardIntoTheOutputGivesTheSameBits(Form form) {
    Batch batch = new Batch(form, 5, 21);
    form.softmaxBackward(batch.y, batch.dy, batch.y, 5, 21);
    assertThat(batch.y).containsExactly(batch.dz);
  }

  @ParameterizedTest
  @EnumSource
  void backwardLeavesTheRestOfLongerArraysAlone(Form form) {
    double[] dz = {9, 9, 9, 9, 9};
    form.softmaxBackward(new double[] {0.5, 0.5, NAN}, new double[] {1, -1, NAN, 3}, dz, 1, 2);
    assertThat(dz).containsExactly(0.5, -0.5, 9, 9, 9);
  }

  @ParameterizedTest
  @EnumSource
  void noRowsIsNothingToDo(Form form) {
    double[] dz = {9};
    form.softmaxBackward(new double[0], new double[0], dz, 0, 1);
    assertThat(dz).containsExactly(9);
  }

  @ParameterizedTest
  @EnumSource
  void oneClassHasNoGradient(Form form) {
    assertThat(form.softmaxBackward(new double[] {1}, new double[] {-123.5})).containsExactly(0);
  }

  @ParameterizedTest
  @EnumSource
  void classOfMinusInfinityHasNoGradient(Form form) {
    double[] y = form.softmax(1, -INFINITY, 1);
    assertThat(form.softmaxBackward(y, new double[] {1, 5, -1}))
        .containsExactly(new double[] {0.5, 0, -0.5}, within(2 * form.unit));
    assertThat(form.softmaxBackward(y, new double[] {1, 5, -1})[1]).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void infiniteGradientWhereTheOutputIsZeroDoesNoHarm(Form form) {
    double[] dz = form.softmaxBackward(new double[] {0.5, 0, 0.5}, new double[] {1, -INFINITY, -1});
    assertThat(dz).containsExactly(0.5, 0, -0.5);
  }

  @ParameterizedTest
  @EnumSource
  void nanOutputMakesItsWholeRowCanonicalNan(Form form) {
    double[] dz = form.softmaxBackward(new double[] {NAN, NAN, NAN}, new double[] {1, 2, 3});
    assertThat(dz).satisfies(SoftmaxBackwardTest::allCanonicalNan);
  }

  @ParameterizedTest
  @EnumSource
  void nanGradientMakesItsWholeRowCanonicalNan(Form form) {
    double[] dz = form.softmaxBackward(new double[] {0.5, 0, 0.5}, new double[] {1, 2, NAN});
    assertThat(dz).satisfies(SoftmaxBackwardTest::allCanonicalNan);
  }

  @ParameterizedTest
  @EnumSource
  void infiniteGradientWhereTheOutputIsPositiveMakesItsWholeRowCanonicalNan(Form form) {
    double[] dz = form.softmaxBackward(new double[] {0.5, 0, 0.5}, new double[] {1, 2, INFINITY});
    assertThat(dz).satisfies(SoftmaxBackwardTest::allCanonicalNan);
  }

  @ParameterizedTest
  @EnumSource
  void nanLeavesOtherRowsUntouched(Form form) {
    double[] dz = new double[6];
    form.softmaxBackward(
        new double[] {0.5, 0.5, NAN, NAN, 0.5, 0.5}, new double[] {1, -1, 1, 1, 2, 0}, dz, 3, 2);
    assertThat(dz).containsExactly(0.5, -0.5, NAN, NAN, 0.5, -0.5);
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

  /// Random outputs and gradients, with `dz` from three different arrays.
  private static final class Batch {
    final double[] y;
    final double[] dy;
    final double[] dz;

    Batch(Form form, int rows, int classes) {
      RandomRows random = new RandomRows(13);
      y = random.normal(rows * classes, 2, 0);
      form.softmaxForward(y, y, rows, classes);
      dy = random.normal(rows * classes, 1, 0);
      dz = new double[rows * classes];
      form.softmaxBackward(y, dy, dz, rows, classes);
    }
  }
}
