package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.ExactMath;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Softmax forward against exact arithmetic: every normal result within [#FLOAT_ULPS] in float, and
/// [#DOUBLE_ULPS] in double.
///
/// A result is either normal or 0, and 0 only where the exact value is below the smallest normal
/// number (or above it by less than the allowed error).
final class SoftmaxAccuracyTest {

  /// The promise of the project.
  private static final double FLOAT_ULPS = 2;

  /// Measured: 2.6 at most.
  private static final double DOUBLE_ULPS = 3;

  private static final double[] DEVIATIONS = {0, 1e-3, 1, 10, 100};
  private static final double[] MEANS = {0, 150, -1e6};

  static IntStream sizes() {
    return IntStream.of(
        1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 255,
        257, 511, 513, 1000, 1025);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void softmaxInFloatIsWithinTwoUlp(int classes) {
    checkRandomRows(Form.FLOAT, classes);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void softmaxInDoubleIsWithinItsBound(int classes) {
    checkRandomRows(Form.DOUBLE, classes);
  }

  /// Long rows draw their logits from 500 values, so that the oracle has 500 exponentials to find.
  @ParameterizedTest
  @ValueSource(ints = {4095, 4096, 4097, 32_000, 128_256, 300_001})
  void softmaxOfALongRowInFloatIsWithinTwoUlp(int classes) {
    for (double deviation : new double[] {1, 10, 100}) {
      RandomRows random = new RandomRows(classes);
      double[] values = random.normal(500, deviation, 2);
      double[] z = new double[classes];
      for (int k = 0; k < classes; k++) {
        z[k] = values[random.integer(0, values.length)];
      }
      check(Form.FLOAT, z, "deviation " + deviation);
    }
  }

  /// Many small terms beside one large, and beside many: where a plain float sum loses digits.
  @ParameterizedTest
  @EnumSource
  void manySmallTermsAreNotLost(Form form) {
    double[] z = new double[100_000];
    Arrays.fill(z, -17);
    z[70_000] = 0;
    check(form, z, "one large");
    z[3] = 0.5;
    check(form, z, "two large");
  }

  /// Fine and wide steps through the neighbourhood where results cease to be normal.
  @Test
  void resultsAreExactUpToTheSmallestNormal() {
    double cut = StrictMath.log(0x1p-126);
    for (int i = -200; i <= 200; i++) {
      check(Form.FLOAT, new double[] {0, (float) (cut + i * 0x1p-17)}, "step " + i);
      check(Form.FLOAT, new double[] {0, (float) (cut + i * 0x1p-4), -1}, "wide step " + i);
    }
  }

  @Test
  void neighbouringLogitsOfEveryScaleAreWithinTwoUlp() {
    for (float centre = 1e-30f; centre < 1e30f; centre *= 7.3f) {
      double[] z = {centre, Math.nextUp(centre), Math.nextDown(centre), -centre};
      check(Form.FLOAT, z, "centre " + centre);
    }
  }

  private static void checkRandomRows(Form form, int classes) {
    RandomRows random = new RandomRows(classes);
    int rows = Math.max(1, 64 / classes);
    for (double deviation : DEVIATIONS) {
      for (double mean : MEANS) {
        for (int row = 0; row < rows; row++) {
          double[] z =
              form == Form.FLOAT
                  ? random.normal(classes, deviation, mean)
                  : random.normalDoubles(classes, deviation, mean);
          check(form, z, "deviation " + deviation + ", mean " + mean + ", row " + row);
        }
      }
    }
  }

  private static void check(Form form, double[] z, String where) {
    double allowed = form == Form.FLOAT ? FLOAT_ULPS : DOUBLE_ULPS;
    BigDecimal smallestToKeep = new BigDecimal(form.minNormal * (1 + 2 * allowed * form.unit));
    double[] y = form.softmax(z);
    BigDecimal[] exact = ExactMath.softmax(z);
    double worst = 0;
    Map<Double, Double> measured = new HashMap<>();
    for (int k = 0; k < z.length; k++) {
      Double before = measured.put(z[k], y[k]);
      if (before != null && before == y[k]) {
        continue; // of a long row, the same logit with the same result
      }
      if (y[k] == 0) {
        assertThat(exact[k]).as("%s: flushed at k = %d", where, k).isLessThan(smallestToKeep);
      } else {
        assertThat(y[k]).as("%s: k = %d", where, k).isGreaterThanOrEqualTo(form.minNormal);
        worst = Math.max(worst, form.ulps(y[k], exact[k]));
      }
    }
    assertThat(worst).as("ulp, %s, %d classes", where, z.length).isLessThanOrEqualTo(allowed);
  }
}
