package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Values and corner cases of softmax forward; accuracy is in [SoftmaxAccuracyTest].
final class SoftmaxTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void ofTakesFloatsOneByOne() {
    assertThat(Softmax.of(1f, 2f, 3f))
        .containsExactly(new float[] {0.09003057f, 0.24472848f, 0.66524094f}, within(1e-7f));
  }

  @Test
  void ofTakesDoublesOneByOne() {
    assertThat(Softmax.of(1.0, 2.0, 3.0))
        .containsExactly(
            new double[] {0.09003057317038046, 0.24472847105479767, 0.6652409557748219},
            within(1e-16));
  }

  @ParameterizedTest
  @EnumSource
  void ofLeavesItsLogitsAlone(Form form) {
    double[] z = {1, 2, 3};
    form.softmax(z);
    assertThat(z).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @EnumSource
  void equalLogitsGiveEqualShares(Form form) {
    assertThat(form.softmax(-5.5, -5.5, -5.5, -5.5)).containsOnly(0.25);
  }

  @ParameterizedTest
  @EnumSource
  void outputsSumToOne(Form form) {
    for (int classes = 1; classes <= 100; classes++) {
      double sum = 0;
      for (double y : form.softmax(new RandomRows(classes).normal(classes, 5, 0))) {
        sum += y;
      }
      assertThat(sum).as("%d classes", classes).isEqualTo(1, within(16 * form.unit));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConstantAddedToAllLogitsChangesNothingButRounding(Form form) {
    double[] z = {0.5, -1.25, 3, 2};
    double[] shifted = {1024.5, 1022.75, 1027, 1026};
    assertThat(form.softmax(shifted)).containsExactly(form.softmax(z), within(4 * form.unit));
  }

  @ParameterizedTest
  @EnumSource
  void eachRowOfABatchIsOnItsOwn(Form form) {
    double[] z = {1, 2, 3, -4, 0, 900};
    double[] y = new double[6];
    form.softmaxForward(z, y, 2, 3);
    assertThat(y).containsExactly(concatenate(form.softmax(1, 2, 3), form.softmax(-4, 0, 900)));
  }

  @ParameterizedTest
  @EnumSource
  void forwardLeavesItsLogitsAlone(Form form) {
    double[] z = {1, 2, 3, -4, 0, 900};
    form.softmaxForward(z, new double[6], 2, 3);
    assertThat(z).containsExactly(1, 2, 3, -4, 0, 900);
  }

  @ParameterizedTest
  @EnumSource
  void forwardInPlaceGivesTheSameBits(Form form) {
    double[] z = new RandomRows(3).normal(7 * 19, 4, 0);
    double[] y = new double[z.length];
    form.softmaxForward(z, y, 7, 19);
    form.softmaxForward(z, z, 7, 19);
    assertThat(z).containsExactly(y);
  }

  @ParameterizedTest
  @EnumSource
  void forwardLeavesTheRestOfLongerArraysAlone(Form form) {
    double[] z = {1, 2, 3, 4, NAN, 7};
    double[] y = {9, 9, 9, 9, 9, 9, 9};
    form.softmaxForward(z, y, 2, 2);
    assertThat(y).endsWith(9, 9, 9);
    assertThat(z).containsExactly(1, 2, 3, 4, NAN, 7);
  }

  @ParameterizedTest
  @EnumSource
  void noRowsIsNothingToDo(Form form) {
    double[] y = {9, 9};
    form.softmaxForward(new double[0], y, 0, 2);
    assertThat(y).containsExactly(9, 9);
  }

  @ParameterizedTest
  @EnumSource
  void oneClassGivesOne(Form form) {
    assertThat(form.softmax(-1234.5)).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource
  void nanMakesItsWholeRowCanonicalNan(Form form) {
    double[] y = form.softmax(1, NAN, 3);
    assertThat(bits(y)).containsOnly(Double.doubleToRawLongBits(Double.NaN));
  }

  @Test
  void nanOfAnyBitsBecomesCanonicalInFloat() {
    float odd = Float.intBitsToFloat(0xFFC12345);
    for (float y : Softmax.of(1, odd, 3)) {
      assertThat(Float.floatToRawIntBits(y)).isEqualTo(Float.floatToRawIntBits(Float.NaN));
    }
  }

  @Test
  void nanOfAnyBitsBecomesCanonicalInDouble() {
    double odd = Double.longBitsToDouble(0xFFF8000012345678L);
    assertThat(bits(Softmax.of(1, odd, 3))).containsOnly(Double.doubleToRawLongBits(Double.NaN));
  }

  @ParameterizedTest
  @EnumSource
  void nanBesideInfinityIsStillNan(Form form) {
    assertThat(form.softmax(INFINITY, NAN, -INFINITY)).containsOnly(NAN);
  }

  @ParameterizedTest
  @EnumSource
  void nanLeavesOtherRowsUntouched(Form form) {
    double[] y = new double[6];
    form.softmaxForward(new double[] {0, 0, NAN, 1, 0, 0}, y, 3, 2);
    assertThat(y).containsExactly(0.5, 0.5, NAN, NAN, 0.5, 0.5);
  }

  @ParameterizedTest
  @EnumSource
  void minusInfinityGivesZero(Form form) {
    assertThat(form.softmax(2, -INFINITY, 2)).containsExactly(0.5, 0, 0.5);
  }

  @ParameterizedTest
  @EnumSource
  void allMinusInfinityIsNoDistribution(Form form) {
    assertThat(form.softmax(-INFINITY, -INFINITY)).containsExactly(NAN, NAN);
  }

  @ParameterizedTest
  @EnumSource
  void oneClassOfMinusInfinityIsNoDistribution(Form form) {
    assertThat(form.softmax(-INFINITY)).containsExactly(NAN);
  }

  @ParameterizedTest
  @EnumSource
  void onePlusInfinityIsOneHot(Form form) {
    assertThat(form.softmax(5, INFINITY, -INFINITY, form.maxValue)).containsExactly(0, 1, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void twoPlusInfinitiesAreNan(Form form) {
    assertThat(form.softmax(INFINITY, 3, INFINITY)).containsOnly(NAN);
  }

  @ParameterizedTest
  @EnumSource
  void theLargestFiniteLogitsDoNotOverflow(Form form) {
    double max = form.maxValue;
    assertThat(form.softmax(max, -max, max)).containsExactly(0.5, 0, 0.5);
  }

  @ParameterizedTest
  @EnumSource
  void theSmallestFiniteLogitsAreADistribution(Form form) {
    double min = -form.maxValue;
    assertThat(form.softmax(min, min)).containsExactly(0.5, 0.5);
  }

  @ParameterizedTest
  @EnumSource
  void signedZerosAreEqualLogits(Form form) {
    assertThat(form.softmax(0.0, -0.0)).containsExactly(0.5, 0.5);
  }

  @ParameterizedTest
  @EnumSource
  void resultsBelowTheSmallestNormalAreZero(Form form) {
    double justBelow = StrictMath.log(form.minNormal) - 0.01;
    double[] y = form.softmax(0, form.round(justBelow));
    assertThat(y[1]).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void resultsAboveTheSmallestNormalAreKept(Form form) {
    double justAbove = StrictMath.log(form.minNormal) + 0.01;
    double[] y = form.softmax(0, form.round(justAbove));
    assertThat(y[1]).isBetween(form.minNormal, 1.02 * form.minNormal);
  }

  private static long[] bits(double[] values) {
    long[] bits = new long[values.length];
    for (int k = 0; k < values.length; k++) {
      bits[k] = Double.doubleToRawLongBits(values[k]);
    }
    return bits;
  }

  private static double[] concatenate(double[] first, double[] second) {
    double[] both = new double[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
