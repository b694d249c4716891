package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sparsemax against its definition: the nearest point of the simplex.
final class SparsemaxTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @EnumSource
  void closeLogitsShareAndFarOnesGetNothing(Form form) {
    assertThat(of(form, 1, 0.5, -1)).containsExactly(0.75, 0.25, 0);
    assertThat(of(form, 2, 1, 0)).containsExactly(1, 0, 0);
    assertThat(of(form, -3, -3, -3, -3)).containsOnly(0.25);
    assertThat(of(form, 7)).containsExactly(1);
  }

  /// τ by its definition: the logits sorted, `τ = (Σ_{j≤k} z_(j) − 1) / k` with the largest k for
  /// which `z_(k) > τ`.
  @ParameterizedTest
  @EnumSource
  void everyEntryIsTheLogitLessTheThresholdOrZero(Form form) {
    RandomRows random = new RandomRows(21);
    for (int classes = 1; classes <= 60; classes++) {
      for (double deviation : new double[] {0.01, 0.3, 5}) {
        double[] z = random.normal(classes, deviation, 0);
        double tau = threshold(z);
        double[] p = of(form, z);
        for (int k = 0; k < classes; k++) {
          assertThat(p[k])
              .as("class %d of %d, deviation %s", k, classes, deviation)
              .isEqualTo(Math.max(z[k] - tau, 0), within(32 * form.unit));
        }
      }
    }
  }

  private static double threshold(double[] z) {
    double[] sorted = z.clone();
    Arrays.sort(sorted);
    double sum = 0;
    double tau = NAN;
    for (int k = 1; k <= sorted.length; k++) {
      double next = sorted[sorted.length - k];
      sum += next;
      if (next > (sum - 1) / k) {
        tau = (sum - 1) / k;
      }
    }
    return tau;
  }

  @ParameterizedTest
  @EnumSource
  void aConstantAddedToAllLogitsChangesNothing(Form form) {
    double[] z = {0.5, 0.25, -0.125, 0.75, -2};
    double[] shifted = new double[z.length];
    for (int k = 0; k < z.length; k++) {
      shifted[k] = z[k] - 1024;
    }
    assertThat(of(form, shifted)).containsExactly(of(form, z));
  }

  @ParameterizedTest
  @EnumSource
  void aLogitOneBelowTheOnlyLargestGetsNothing(Form form) {
    double below = form.round(-1 + 4 * form.unit);
    assertThat(of(form, 0, -1)).containsExactly(1, 0);
    assertThat(of(form, 0, below)[1]).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void specialValuesAreThoseOfSoftmax(Form form) {
    assertThat(of(form, 1, NAN, 2)).containsOnly(NAN);
    assertThat(of(form, NAN, INFINITY)).containsOnly(NAN);
    assertThat(of(form, -INFINITY, -INFINITY)).containsOnly(NAN);
    assertThat(of(form, 1, INFINITY, NAN)).containsOnly(NAN);
    assertThat(of(form, INFINITY, 1, INFINITY)).containsOnly(NAN);
    assertThat(of(form, 3, INFINITY, -INFINITY)).containsExactly(0, 1, 0);
    assertThat(of(form, INFINITY, 3)).containsExactly(1, 0);
    assertThat(of(form, 0.5, -INFINITY, 0.5)).containsExactly(0.5, 0, 0.5);
    assertThat(of(form, form.maxValue, -form.maxValue)).containsExactly(1, 0);
  }

  @ParameterizedTest
  @EnumSource
  void aNanLeavesOtherRowsAlone(Form form) {
    double[] p = new double[6];
    forward(form, new double[] {1, 0.5, NAN, 1, 0, 0.5}, p, 3, 2);
    assertThat(p).containsExactly(0.75, 0.25, NAN, NAN, 0.25, 0.75);
    double[] dz = new double[6];
    backward(form, p, new double[] {1, 2, 1, 2, 4, 2}, dz, 3, 2);
    assertThat(dz).containsExactly(-0.5, 0.5, NAN, NAN, 1, -1);
  }

  @ParameterizedTest
  @EnumSource
  void backwardTakesTheMeanOfTheSupportAndLeavesTheRestAtZero(Form form) {
    double[] p = {0.5, 0, 0.25, 0.25};
    double[] dz = new double[4];
    backward(form, p, new double[] {1, INFINITY, 2, 6}, dz, 1, 4);
    assertThat(dz).containsExactly(-2, 0, -1, 3);
  }

  @Test
  void backwardIsTheDerivativeOfForward() {
    RandomRows random = new RandomRows(22);
    for (int classes = 1; classes <= 30; classes++) {
      double[] z = random.normal(classes, 0.4, 0);
      double[] v = random.normal(classes, 1, 0);
      double[] expected = FiniteDifferences.along(Sparsemax::of, z, v, 1e-7);
      double[] found = new double[classes];
      Sparsemax.jacobianProduct(Sparsemax.of(z), v, found, 1, classes);
      assertThat(found).as("%d classes", classes).containsExactly(expected, within(1e-7));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theJacobianProductIsBackPropagationByAnotherName(Form form) {
    RandomRows random = new RandomRows(23);
    double[] p = new double[21];
    forward(form, random.normal(21, 0.5, 0), p, 3, 7);
    double[] v = random.normal(21, 1, 0);
    double[] expected = new double[21];
    backward(form, p, v, expected, 3, 7);
    double[] found = new double[21];
    if (form == Form.FLOAT) {
      float[] out = new float[21];
      Sparsemax.jacobianProduct(Form.narrow(p), Form.narrow(v), out, 3, 7);
      Arrays.setAll(found, i -> out[i]);
    } else {
      Sparsemax.jacobianProduct(p, v, found, 3, 7);
    }
    assertThat(found).containsExactly(expected);
  }

  @Test
  void outputsMayOverwriteInputs() {
    float[] z = {1, 0.5f, -1};
    Sparsemax.forward(z, z, 1, 3);
    assertThat(z).containsExactly(0.75f, 0.25f, 0);
    float[] dp = {1, 2, 3};
    Sparsemax.backward(z, dp, dp, 1, 3);
    assertThat(dp).containsExactly(-0.5f, 0.5f, 0);
    float[] again = {1, 2, 3};
    Sparsemax.backward(z, again, z, 1, 3);
    assertThat(z).containsExactly(dp);
  }

  @Test
  void theRestOfLongerArraysIsLeftAlone() {
    double[] p = {9, 9, 9};
    Sparsemax.forward(new double[] {0, 0, NAN}, p, 1, 2);
    assertThat(p).containsExactly(0.5, 0.5, 9);
  }

  @Test
  void noRowsAreNothingToDo() {
    Sparsemax.forward(new float[0], new float[0], 0, 3);
    Sparsemax.backward(new double[0], new double[0], new double[0], 0, 3);
  }

  @ParameterizedTest
  @EnumSource
  void whatDoesNotFitIsRefusedByName(Form form) {
    double[] five = new double[5];
    double[] six = new double[6];
    String message = " has 5 elements: 2 rows × 3 classes need 6";
    refused("z" + message, () -> forward(form, five, six, 2, 3));
    refused("p" + message, () -> forward(form, six, five, 2, 3));
    refused("p" + message, () -> backward(form, five, six, new double[6], 2, 3));
    refused("dp" + message, () -> backward(form, six, five, new double[6], 2, 3));
    refused("dz" + message, () -> backward(form, six, new double[6], five, 2, 3));
    refused("rows is -1: it must be 0 or more", () -> forward(form, six, five, -1, 3));
    refused("classes is 0: softmax needs at least 1 class", () -> of(form));
  }

  private static void refused(String message, Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static double[] of(Form form, double... z) {
    if (form == Form.DOUBLE) {
      return Sparsemax.of(z);
    }
    float[] p = Sparsemax.of(Form.narrow(z));
    double[] wide = new double[p.length];
    Arrays.setAll(wide, k -> p[k]);
    return wide;
  }

  private static void forward(Form form, double[] z, double[] p, int rows, int classes) {
    if (form == Form.DOUBLE) {
      Sparsemax.forward(z, p, rows, classes);
    } else {
      float[] out = Form.narrow(p);
      Sparsemax.forward(Form.narrow(z), out, rows, classes);
      Arrays.setAll(p, k -> out[k]);
    }
  }

  private static void backward(
      Form form, double[] p, double[] dp, double[] dz, int rows, int classes) {
    if (form == Form.DOUBLE) {
      Sparsemax.backward(p, dp, dz, rows, classes);
    } else {
      float[] out = Form.narrow(dz);
      Sparsemax.backward(Form.narrow(p), Form.narrow(dp), out, rows, classes);
      Arrays.setAll(dz, k -> out[k]);
    }
  }
}
