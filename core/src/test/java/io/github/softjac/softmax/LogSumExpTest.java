package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LogSumExpTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void ofTakesFloatsAndDoublesOneByOne() {
    assertThat(LogSumExp.of(1f, 2f, 3f)).isEqualTo(3.407606f);
    assertThat(LogSumExp.of(1.0, 2.0, 3.0)).isEqualTo(3.4076059644443806, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource
  void equalLogitsAddTheLogarithmOfTheirNumber(ShapedForm form) {
    assertThat(form.logSumExp(-2, -2, -2, -2))
        .isEqualTo(form.round(-2 + StrictMath.log(4)), within(1e-7));
  }

  @ParameterizedTest
  @EnumSource
  void aSmallRestIsNotLostBesideAZeroMaximum(ShapedForm form) {
    assertThat(form.logSumExp(0, -40) / StrictMath.exp(-40)).isEqualTo(1, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource
  void valuesAgreeWithTheSumWritten(ShapedForm form) {
    for (int classes = 1; classes <= 70; classes++) {
      double[] z = new RandomRows(classes).normal(classes, 3, 2);
      double sum = 0;
      for (double zk : z) {
        sum += StrictMath.exp(zk);
      }
      double exact = StrictMath.log(sum);
      double unit = form == ShapedForm.FLOAT ? 0x1p-23 : 0x1p-50;
      assertThat(form.logSumExp(z))
          .as("%d classes", classes)
          .isEqualTo(exact, within(unit * (1 + Math.abs(exact))));
    }
  }

  @Test
  void manyRowsAreEachAsAlone() {
    int rows = 5000;
    double[] z = new RandomRows(77).normal(rows * 3, 3, 0);
    double[] found = new double[rows];
    LogSumExp.forward(z, found, rows, 3);
    for (int row = 0; row < rows; row++) {
      double alone = LogSumExp.of(z[3 * row], z[3 * row + 1], z[3 * row + 2]);
      assertThat(found[row]).as("row %d", row).isEqualTo(alone);
    }
  }

  @Test
  void tooFewLogitsAreRefused() {
    assertThatThrownBy(() -> LogSumExp.forward(new double[5], new double[2], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("z has 5 elements");
    assertThatThrownBy(() -> LogSumExp.forward(new float[5], new float[2], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("z has 5 elements");
  }

  @ParameterizedTest
  @EnumSource
  void oneClassIsItself(ShapedForm form) {
    assertThat(form.logSumExp(-12.5)).isEqualTo(-12.5);
  }

  @ParameterizedTest
  @EnumSource
  void theLargestLogitsStayFinite(ShapedForm form) {
    double max = form.maxValue();
    assertThat(form.logSumExp(max, max, -max)).isEqualTo(max);
    assertThat(form.logSumExp(-max, -max)).isEqualTo(-max);
  }

  @ParameterizedTest
  @EnumSource
  void specialValuesAreThoseOfTheSum(ShapedForm form) {
    assertThat(form.logSumExp(0, NAN, INFINITY)).isNaN();
    assertThat(form.logSumExp(0, INFINITY)).isEqualTo(INFINITY);
    assertThat(form.logSumExp(INFINITY, INFINITY)).isEqualTo(INFINITY);
    assertThat(form.logSumExp(-INFINITY, 3)).isEqualTo(3);
    assertThat(form.logSumExp(-INFINITY, -INFINITY)).isEqualTo(-INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  void eachRowIsOnItsOwnOverManyBlocks(ShapedForm form) {
    double[] z = new RandomRows(2).normal(3000 * 11, 5, 0);
    double[] out = new double[3000];
    form.logSumExp(z, out, 3000, 11);
    for (int row : new int[] {0, 1, 1488, 1489, 1490, 2999}) {
      assertThat(out[row])
          .isEqualTo(form.logSumExp(Arrays.copyOfRange(z, row * 11, row * 11 + 11)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void outMayBeTheLogits(ShapedForm form) {
    double[] z = new RandomRows(2).normal(3000 * 11, 5, 0);
    double[] out = new double[3000];
    form.logSumExp(z, out, 3000, 11);
    form.logSumExp(z, z, 3000, 11);
    assertThat(Arrays.copyOf(z, 3000)).containsExactly(out);
  }

  @Test
  void mistakesAreRefused() {
    assertThatThrownBy(() -> LogSumExp.of(new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes is 0: softmax needs at least 1 class");
  }

  @ParameterizedTest
  @EnumSource
  void shortArraysAreRefusedBeforeAnythingIsWritten(ShapedForm form) {
    double[] out = {9, 9};
    assertThatThrownBy(() -> form.logSumExp(new double[5], out, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("z has 5 elements: 2 rows × 3 classes need 6");
    assertThat(out).containsOnly(9);
    double[] tooShort = {9};
    assertThatThrownBy(() -> form.logSumExp(new double[6], tooShort, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("out has 1 elements: 2 rows need one each");
    assertThat(tooShort).containsOnly(9);
  }
}
