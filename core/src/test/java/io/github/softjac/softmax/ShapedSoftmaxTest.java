package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Layouts and temperature: every row has the bits that softmax gives the same row on its own.
final class ShapedSoftmaxTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @EnumSource
  void withoutOptionsItIsSoftmax(ShapedForm form) {
    double[] z = new RandomRows(1).normal(7 * 19, 4, 0);
    assertThat(form.softmax(ShapedSoftmax.rows(7, 19), z)).containsExactly(rows(form, z, 7, 19));
  }

  @ParameterizedTest
  @EnumSource
  void aTensorAxisIsSoftmaxOfEachRowAlongIt(ShapedForm form) {
    for (int[] shape : new int[][] {{3, 5, 7}, {1, 4, 33}, {6, 1, 2}, {2, 70, 1}, {9, 3, 2}}) {
      int outer = shape[0];
      int classes = shape[1];
      int inner = shape[2];
      double[] z = new RandomRows(classes).normal(outer * classes * inner, 4, 0);
      double[] y = form.softmax(ShapedSoftmax.axis(outer, classes, inner), z);
      assertThat(byRows(y, outer, classes, inner))
          .as(Arrays.toString(shape))
          .containsExactly(rows(form, byRows(z, outer, classes, inner), outer * inner, classes));
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyBlocksOfATensorAreAsOne(ShapedForm form) {
    int outer = 3;
    int classes = 100;
    int inner = 211;
    double[] z = new RandomRows(5).normal(outer * classes * inner, 4, 0);
    double[] y = form.softmax(ShapedSoftmax.axis(outer, classes, inner), z);
    assertThat(byRows(y, outer, classes, inner))
        .containsExactly(rows(form, byRows(z, outer, classes, inner), outer * inner, classes));
  }

  @ParameterizedTest
  @EnumSource
  void rowsLongerThanABlockAreWhole(ShapedForm form) {
    double[] z = new RandomRows(6).normal(2 * 20_000, 3, 0);
    double[] y = form.softmax(ShapedSoftmax.axis(1, 20_000, 2), z);
    assertThat(byRows(y, 1, 20_000, 2))
        .containsExactly(rows(form, byRows(z, 1, 20_000, 2), 2, 20_000));
  }

  @ParameterizedTest
  @EnumSource
  void everyAxisOfATensorIsItsOuterClassesInner(ShapedForm form) {
    double[] z = new RandomRows(2).normal(2 * 3 * 4 * 5, 3, 0);
    int[] shape = {2, 3, 4, 5};
    assertThat(form.softmax(ShapedSoftmax.tensor(0, shape), z))
        .containsExactly(form.softmax(ShapedSoftmax.axis(1, 2, 60), z));
    assertThat(form.softmax(ShapedSoftmax.tensor(1, shape), z))
        .containsExactly(form.softmax(ShapedSoftmax.axis(2, 3, 20), z));
    assertThat(form.softmax(ShapedSoftmax.tensor(-1, shape), z))
        .containsExactly(form.softmax(ShapedSoftmax.rows(24, 5), z));
    assertThat(form.softmax(ShapedSoftmax.tensor(-4, shape), z))
        .containsExactly(form.softmax(ShapedSoftmax.tensor(0, shape), z));
  }

  @ParameterizedTest
  @EnumSource
  void strideLeavesTheGapsAlone(ShapedForm form) {
    double[] z = {1, 2, 3, 99, -4, 0, 900};
    double[] y = {9, 9, 9, 9, 9, 9, 9, 9};
    form.forward(ShapedSoftmax.rows(2, 3, 4), z, y);
    double[] expected = rows(form, new double[] {1, 2, 3, -4, 0, 900}, 2, 3);
    assertThat(Arrays.copyOfRange(y, 0, 3)).containsExactly(Arrays.copyOfRange(expected, 0, 3));
    assertThat(Arrays.copyOfRange(y, 4, 7)).containsExactly(Arrays.copyOfRange(expected, 3, 6));
    assertThat(y[3]).isEqualTo(9);
    assertThat(y[7]).isEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource
  void anOffsetLeavesWhatIsBeforeAlone(ShapedForm form) {
    double[] z = {NAN, NAN, 1, 2, 3, 4};
    double[] y = {9, 9, 9, 9, 9, 9};
    form.forward(ShapedSoftmax.rows(2, 2).startingAt(2), z, y);
    double[] four = rows(form, new double[] {1, 2, 3, 4}, 2, 2);
    assertThat(y).containsExactly(9, 9, four[0], four[1], four[2], four[3]);
  }

  @ParameterizedTest
  @EnumSource
  void anOffsetAppliesToTensorsToo(ShapedForm form) {
    double[] z = {NAN, 1, 5, 2, 6};
    double[] y = {9, 9, 9, 9, 9};
    form.forward(ShapedSoftmax.axis(1, 2, 2).startingAt(1), z, y);
    double[] four = rows(form, new double[] {1, 2, 5, 6}, 2, 2);
    assertThat(y).containsExactly(9, four[0], four[2], four[1], four[3]);
  }

  @ParameterizedTest
  @EnumSource
  void temperatureIsSoftmaxOfTheScaledRow(ShapedForm form) {
    for (double temperature : new double[] {0.1, 0.5, 0.7, 3, Math.sqrt(64), 1e6}) {
      double[] z = new RandomRows(8).normal(5 * 11, 4, 0);
      double[] scaled = new double[z.length];
      for (int k = 0; k < z.length; k++) {
        scaled[k] =
            form == ShapedForm.FLOAT ? form.round(z[k] * (1 / temperature)) : z[k] / temperature;
      }
      assertThat(form.softmax(ShapedSoftmax.rows(5, 11).temperature(temperature), z))
          .as("temperature %s", temperature)
          .containsExactly(rows(form, scaled, 5, 11));
    }
  }

  @ParameterizedTest
  @EnumSource
  void temperatureNeverMakesFiniteLogitsInfinite(ShapedForm form) {
    double max = form.maxValue();
    ShapedSoftmax cold = ShapedSoftmax.rows(1, 3).temperature(0.25);
    assertThat(form.softmax(cold, max, max, -max)).containsExactly(0.5, 0.5, 0);
    assertThat(form.softmax(cold, -max, -max, -max)).containsOnly(form.round(1 / 3.0));
  }

  @ParameterizedTest
  @EnumSource
  void infinitiesAndNanPassThroughTheTemperature(ShapedForm form) {
    ShapedSoftmax cold = ShapedSoftmax.rows(1, 3).temperature(0.25);
    assertThat(form.softmax(cold, form.maxValue(), INFINITY, 0)).containsExactly(0, 1, 0);
    assertThat(form.softmax(cold, INFINITY, INFINITY, 0)).containsOnly(NAN);
    assertThat(form.softmax(cold, form.maxValue(), NAN, 0)).containsOnly(NAN);
    assertThat(form.softmax(cold, -INFINITY, -INFINITY, -INFINITY)).containsOnly(NAN);
  }

  @ParameterizedTest
  @EnumSource
  void theSmallestTemperatureStillWorks(ShapedForm form) {
    ShapedSoftmax coldest = ShapedSoftmax.rows(1, 3).temperature(Double.MIN_NORMAL);
    assertThat(form.softmax(coldest, 0, -1, 0)).containsExactly(0.5, 0, 0.5);
  }

  @ParameterizedTest
  @EnumSource
  void inPlaceGivesTheSameBitsInEveryLayout(ShapedForm form) {
    double[] original = new RandomRows(3).normal(6 * 8 * 5, 4, 0);
    for (ShapedSoftmax shaped :
        new ShapedSoftmax[] {
          ShapedSoftmax.rows(48, 5).temperature(2),
          ShapedSoftmax.axis(6, 8, 5),
          ShapedSoftmax.rows(30, 5, 8),
          ShapedSoftmax.rows(48, 5).mask(Mask.causal(6))
        }) {
      double[] y = original.clone();
      form.forward(shaped, original.clone(), y);
      double[] z = original.clone();
      form.forward(shaped, z, z);
      assertThat(z).as(shaped.toString()).containsExactly(y);
    }
  }

  @ParameterizedTest
  @EnumSource
  void forwardLeavesItsLogitsAlone(ShapedForm form) {
    double[] z = new RandomRows(4).normal(24, 4, 0);
    double[] kept = z.clone();
    form.forward(
        ShapedSoftmax.axis(2, 3, 4).temperature(3).mask(Mask.causal(4)), z, new double[24]);
    assertThat(z).containsExactly(kept);
  }

  @ParameterizedTest
  @EnumSource
  void logSumExpIsThatOfTheRowThatSoftmaxSees(ShapedForm form) {
    double[] z = new RandomRows(9).normal(3 * 4 * 5, 4, 0);
    double[] y = new double[z.length];
    double[] found = new double[15];
    form.forward(ShapedSoftmax.axis(3, 4, 5).temperature(2), z, y, found);
    double[] halves = byRows(z, 3, 4, 5);
    for (int k = 0; k < halves.length; k++) {
      halves[k] /= 2;
    }
    double[] expected = new double[15];
    form.logSumExp(halves, expected, 15, 4);
    assertThat(found).containsExactly(expected);
    assertThat(y).containsExactly(form.softmax(ShapedSoftmax.axis(3, 4, 5).temperature(2), z));
  }

  @ParameterizedTest
  @EnumSource
  void logForwardIsLogSoftmaxOfEachRow(ShapedForm form) {
    double[] z = new RandomRows(10).normal(2 * 6 * 3, 4, 0);
    double[] logY = new double[z.length];
    form.logForward(ShapedSoftmax.axis(2, 6, 3), z, logY);
    double[] expected = new double[z.length];
    Form.valueOf(form.name()).logSoftmaxForward(byRows(z, 2, 6, 3), expected, 6, 6);
    assertThat(byRows(logY, 2, 6, 3)).containsExactly(expected);
  }

  @ParameterizedTest
  @EnumSource
  void noRowsAreNothingToDo(ShapedForm form) {
    double[] y = {9};
    form.forward(ShapedSoftmax.rows(0, 3), new double[0], y);
    form.forward(ShapedSoftmax.axis(0, 3, 4), new double[0], y);
    form.forward(ShapedSoftmax.axis(4, 3, 0), new double[0], y);
    form.forward(ShapedSoftmax.rows(0, 3).mask(Mask.causal(4)), new double[0], y);
    form.backward(ShapedSoftmax.axis(4, 3, 0), new double[0], new double[0], y);
    assertThat(y).containsExactly(9);
  }

  private static double[] rows(ShapedForm form, double[] z, int rows, int classes) {
    double[] y = new double[z.length];
    Form.valueOf(form.name()).softmaxForward(z.clone(), y, rows, classes);
    return y;
  }

  /// The rows along the middle axis, one after the other.
  static double[] byRows(double[] tensor, int outer, int classes, int inner) {
    double[] rows = new double[tensor.length];
    int to = 0;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        for (int k = 0; k < classes; k++) {
          rows[to++] = tensor[(o * classes + k) * inner + i];
        }
      }
    }
    return rows;
  }
}
