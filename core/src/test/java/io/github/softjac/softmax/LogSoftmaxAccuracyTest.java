package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.ExactMath;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Log-softmax against exact arithmetic.
final class LogSoftmaxAccuracyTest {

  private static final double FLOAT_ULPS = 2;
  private static final double DOUBLE_ULPS = 4;

  @ParameterizedTest
  @EnumSource
  void logSoftmaxIsWithinItsBound(Form form) {
    RandomRows random = new RandomRows(41);
    for (int classes : new int[] {2, 3, 5, 10, 16, 17, 33, 100, 257, 1000}) {
      for (double deviation : new double[] {0, 0.1, 1, 10, 100}) {
        for (double mean : new double[] {0, -1000}) {
          double[] z = random.normal(classes, deviation, mean);
          check(form, z, classes + " classes, deviation " + deviation + ", mean " + mean);
        }
      }
    }
  }

  /// Where one class takes nearly all, log y is next to 0 and all of its digits are in the rest.
  @ParameterizedTest
  @EnumSource
  void logSoftmaxNextToZeroKeepsItsDigits(Form form) {
    for (double gap = 0.5; gap < 80; gap += 0.5) {
      check(form, new double[] {gap, 0, -1}, "gap " + gap);
    }
  }

  /// Beside a class that takes all but up to 2⁻¹⁶, the others are summed on their own; here the gap
  /// goes through that border, in double to where the rest is no normal number any more. In float
  /// terms below the smallest normal number are left out one by one, so it ends before.
  @ParameterizedTest
  @EnumSource
  void oneClassFarAboveManyKeepsTheDigitsOfTheRest(Form form) {
    RandomRows random = new RandomRows(43);
    double widest = form == Form.FLOAT ? 80 : 760;
    for (int classes : new int[] {2, 15, 33, 100}) {
      for (double gap = 1; gap < widest; gap *= 1.07) {
        double[] z = random.normal(classes, 1, 0);
        z[classes / 2] = (float) gap;
        check(form, z, classes + " classes, gap " + gap);
      }
    }
  }

  private static void check(Form form, double[] z, String where) {
    double[] logY = form.logSoftmax(z);
    BigDecimal[] exact = ExactMath.logSoftmax(z);
    double worst = 0;
    for (int k = 0; k < z.length; k++) {
      if (exact[k].abs().compareTo(new BigDecimal(form.minNormal)) < 0) {
        assertThat(logY[k])
            .as("below the smallest normal, %s", where)
            .isBetween(-form.minNormal, 0.0);
        continue;
      }
      worst = Math.max(worst, form.ulps(logY[k], exact[k]));
    }
    assertThat(worst)
        .as("ulp, %s", where)
        .isLessThanOrEqualTo(form == Form.FLOAT ? FLOAT_ULPS : DOUBLE_ULPS);
  }
}
