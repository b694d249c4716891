package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What takes part and what does not.
final class MaskTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @EnumSource
  void aMaskedEntryIsZeroAndTheRestIsSoftmax(ShapedForm form) {
    ShapedSoftmax shaped =
        ShapedSoftmax.rows(1, 4).mask(Mask.allow(new boolean[] {true, false, true, true}));
    assertThat(form.softmax(shaped, 1, 50, 2, 3))
        .containsExactly(form.softmax(ShapedSoftmax.rows(1, 4), 1, -INFINITY, 2, 3));
  }

  @ParameterizedTest
  @EnumSource
  void whatStandsAtAMaskedEntryIsNeverLookedAt(ShapedForm form) {
    boolean[] allowed = {true, false, true};
    float[] added = {0, Float.NEGATIVE_INFINITY, 0};
    double[] addedDoubles = {0, -INFINITY, 0};
    for (double garbage : new double[] {NAN, INFINITY, -INFINITY, form.maxValue()}) {
      for (Mask mask :
          new Mask[] {
            Mask.allow(allowed), Mask.add(added), Mask.add(addedDoubles),
          }) {
        assertThat(form.softmax(ShapedSoftmax.rows(1, 3).mask(mask), 0, garbage, 0))
            .as("%s under %s", garbage, mask.getClass().getSimpleName())
            .containsExactly(0.5, 0, 0.5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void causalRowsSeeThemselvesAndWhatCameBefore(ShapedForm form) {
    double[] y = form.softmax(ShapedSoftmax.rows(4, 4).mask(Mask.causal(4)), new double[16]);
    double third = form.round(1.0 / 3);
    assertThat(y)
        .containsExactly(
            1, 0, 0, 0, 0.5, 0.5, 0, 0, third, third, third, 0, 0.25, 0.25, 0.25, 0.25);
  }

  @ParameterizedTest
  @EnumSource
  void cachedKeysAreSeenByEveryRow(ShapedForm form) {
    double[] y = form.softmax(ShapedSoftmax.rows(2, 4).mask(Mask.causal(2, 1)), new double[8]);
    double third = form.round(1.0 / 3);
    assertThat(y).containsExactly(0.5, 0.5, 0, 0, third, third, third, 0);
  }

  @ParameterizedTest
  @EnumSource
  void moreCachedKeysThanColumnsMaskNothing(ShapedForm form) {
    double[] y =
        form.softmax(ShapedSoftmax.rows(2, 2).mask(Mask.causal(2, Integer.MAX_VALUE)), 0, 0, 0, 0);
    assertThat(y).containsOnly(0.5);
  }

  @ParameterizedTest
  @EnumSource
  void causalBlocksRepeatOverHeads(ShapedForm form) {
    double[] z = new RandomRows(1).normal(3 * 4 * 4, 2, 0);
    double[] y = form.softmax(ShapedSoftmax.rows(12, 4).mask(Mask.causal(4)), z);
    for (int head = 0; head < 3; head++) {
      double[] one = Arrays.copyOfRange(z, head * 16, head * 16 + 16);
      assertThat(Arrays.copyOfRange(y, head * 16, head * 16 + 16))
          .containsExactly(form.softmax(ShapedSoftmax.rows(4, 4).mask(Mask.causal(4)), one));
    }
  }

  @ParameterizedTest
  @EnumSource
  void heldForServesRowsInSuccession(ShapedForm form) {
    Mask padding = Mask.allow(new boolean[] {true, true, true, false}).heldFor(2);
    double[] y = form.softmax(ShapedSoftmax.rows(4, 2).mask(padding), new double[8]);
    assertThat(y).containsExactly(0.5, 0.5, 0.5, 0.5, 1, 0, 1, 0);
  }

  @ParameterizedTest
  @EnumSource
  void severalMasksMaskWhatAnyOfThemMasks(ShapedForm form) {
    ShapedSoftmax shaped =
        ShapedSoftmax.rows(2, 3)
            .mask(Mask.causal(2, 1))
            .mask(Mask.allow(new boolean[] {false, true, true}));
    assertThat(form.softmax(shaped, 7, 0, 9, 7, 0, 0)).containsExactly(0, 1, 0, 0, 0.5, 0.5);
  }

  @ParameterizedTest
  @EnumSource
  void additiveMasksAreAddedAfterTheTemperature(ShapedForm form) {
    ShapedSoftmax shaped =
        ShapedSoftmax.rows(1, 3).temperature(2).mask(Mask.add(new float[] {1, 0.5f, -3}));
    assertThat(form.softmax(shaped, 2, 4, 8))
        .containsExactly(form.softmax(ShapedSoftmax.rows(1, 3), 2, 2.5, 1));
  }

  @ParameterizedTest
  @EnumSource
  void floatAndDoubleMasksAgree(ShapedForm form) {
    double[] z = new RandomRows(4).normal(12, 3, 0);
    float[] floats = {0.5f, -2, 8, Float.NEGATIVE_INFINITY, 1, 0};
    double[] doubles = {0.5, -2, 8, -INFINITY, 1, 0};
    assertThat(form.softmax(ShapedSoftmax.rows(2, 6).mask(Mask.add(floats)), z))
        .containsExactly(form.softmax(ShapedSoftmax.rows(2, 6).mask(Mask.add(doubles)), z));
  }

  @ParameterizedTest
  @EnumSource
  void sumsOfFiniteNumbersStayFinite(ShapedForm form) {
    double max = form.maxValue();
    double[] added = {max, max, -max};
    ShapedSoftmax shaped = ShapedSoftmax.rows(1, 3).mask(Mask.add(added));
    assertThat(form.softmax(shaped, max, max, -max)).containsExactly(0.5, 0.5, 0);
  }

  @Test
  void sumsOfFiniteFloatsStayFinite() {
    float max = Float.MAX_VALUE;
    float[] y = new float[3];
    ShapedSoftmax.rows(1, 3)
        .mask(Mask.add(new float[] {max, max, -max}))
        .forward(new float[] {max, max, -max}, y);
    assertThat(y).containsExactly(0.5f, 0.5f, 0);
  }

  @ParameterizedTest
  @EnumSource
  void theMostNegativeNumberMasksLikeMinusInfinityInARowWithOthers(ShapedForm form) {
    double[] added = {0, -form.maxValue(), 0};
    assertThat(form.softmax(ShapedSoftmax.rows(1, 3).mask(Mask.add(added)), 0, -5, 0))
        .containsExactly(0.5, 0, 0.5);
  }

  @ParameterizedTest
  @EnumSource
  void aFullyMaskedRowIsZero(ShapedForm form) {
    ShapedSoftmax shaped =
        ShapedSoftmax.rows(2, 2).mask(Mask.allow(new boolean[] {false, false, true, true}));
    double[] y = new double[4];
    double[] logSumExp = new double[2];
    form.forward(shaped, new double[] {1, NAN, 0, 0}, y, logSumExp);
    assertThat(y).containsExactly(0, 0, 0.5, 0.5);
    assertThat(logSumExp[0]).isEqualTo(-INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  void aRowLeftWithNothingButMinusInfinityIsZeroToo(ShapedForm form) {
    ShapedSoftmax shaped = ShapedSoftmax.rows(1, 2).mask(Mask.allow(new boolean[] {true, false}));
    assertThat(form.softmax(shaped, -INFINITY, 3)).containsExactly(0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void aFullyMaskedRowIsMinusInfinityInLogarithms(ShapedForm form) {
    double[] logY = new double[2];
    form.logForward(
        ShapedSoftmax.rows(1, 2).mask(Mask.allow(new boolean[2])), new double[] {1, 2}, logY);
    assertThat(logY).containsOnly(-INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  void aNanThatIsNotMaskedMakesItsRowNanAndNoOther(ShapedForm form) {
    ShapedSoftmax shaped = ShapedSoftmax.rows(2, 3).mask(Mask.causal(2, 1));
    assertThat(form.softmax(shaped, NAN, 0, 0, 0, NAN, 0)).containsOnly(NAN);
    assertThat(form.softmax(shaped, 0, 0, NAN, NAN, 0, 0))
        .containsExactly(0.5, 0.5, 0, NAN, NAN, NAN);
  }

  @ParameterizedTest
  @EnumSource
  void masksWorkAlongATensorAxis(ShapedForm form) {
    boolean[] allowed = {true, true, false};
    double[] y =
        form.softmax(ShapedSoftmax.axis(1, 3, 2).mask(Mask.allow(allowed)), 0, 0, 0, 0, 9, 9);
    assertThat(y).containsExactly(0.5, 0.5, 0.5, 0.5, 0, 0);
  }

  @Test
  void anArrayIsReadAtEveryCall() {
    boolean[] allowed = {true, false};
    ShapedSoftmax shaped = ShapedSoftmax.rows(1, 2).mask(Mask.allow(allowed));
    float[] y = new float[2];
    allowed[1] = true;
    shaped.forward(new float[2], y);
    assertThat(y).containsExactly(0.5f, 0.5f);
  }

  @Test
  void optionsNeverChangeTheObjectTheyAreAskedOf() {
    ShapedSoftmax plain = ShapedSoftmax.rows(1, 2);
    ShapedSoftmax masked = plain.temperature(3).mask(Mask.causal(1)).startingAt(5);
    assertThat(plain).hasToString("1 rows × 2 classes");
    assertThat(masked).hasToString("1 rows × 2 classes from index 5, temperature 3.0, 1 mask");
  }

  /// `−∞` in other columns of each mask row, and rows of logits so large that sums are watched.
  @ParameterizedTest
  @EnumSource
  void eachRowOfAnAddedMaskServesItsOwnRows(ShapedForm form) {
    double[][] rows = {{0, 1, -INFINITY, 2}, {-INFINITY, 3, 1, 0}, {5, -INFINITY, -1, -INFINITY}};
    float[] added = new float[12];
    double[] addedDoubles = new double[12];
    for (int i = 0; i < 12; i++) {
      added[i] = (float) rows[i / 4][i % 4];
      addedDoubles[i] = rows[i / 4][i % 4];
    }
    for (double largest : new double[] {2, form.maxValue()}) {
      double[] z = new RandomRows(7).normal(6 * 4, 2, 0);
      z[4] = largest;
      z[21] = -largest;
      for (Mask mask : new Mask[] {Mask.add(added), Mask.add(addedDoubles)}) {
        double[] y = form.softmax(ShapedSoftmax.rows(6, 4).mask(mask.heldFor(2)), z);
        for (int row = 0; row < 6; row++) {
          float[] own = Arrays.copyOfRange(added, row / 2 * 4, row / 2 * 4 + 4);
          assertThat(Arrays.copyOfRange(y, row * 4, row * 4 + 4))
              .as("row %d under %s", row, mask.getClass().getSimpleName())
              .containsExactly(
                  form.softmax(
                      ShapedSoftmax.rows(1, 4).mask(Mask.add(own)),
                      Arrays.copyOfRange(z, row * 4, row * 4 + 4)));
        }
      }
    }
  }

  /// What is added to finite logits keeps them finite; infinite ones stay infinite.
  @ParameterizedTest
  @EnumSource
  void sumsBeyondTheLargestNumberAreTheLargestNumber(ShapedForm form) {
    double max = form.maxValue();
    for (Mask mask :
        new Mask[] {
          Mask.add(new float[] {Float.MAX_VALUE, 0, 0}), Mask.add(new double[] {max, 0, 0}),
        }) {
      ShapedSoftmax shaped = ShapedSoftmax.rows(1, 3).mask(mask);
      assertThat(form.softmax(shaped, max, max, 0)).containsExactly(0.5, 0.5, 0);
      assertThat(form.softmax(shaped, max, INFINITY, 0)).containsExactly(0, 1, 0);
      assertThat(form.softmax(shaped, INFINITY, INFINITY, 0)).containsOnly(NAN);
    }
  }
}
