package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.ExactMath;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Back-propagation through log-softmax against exact arithmetic.
final class LogSoftmaxBackwardAccuracyTest {

  /// `|dz_k − exact| ≤ 8u (|dLogY_k| + y_k Σ_j |dLogY_j|)`, u half the distance of 1 and the next
  /// number.
  private static final double UNITS = 8;

  @ParameterizedTest
  @EnumSource
  void theErrorIsBoundedForAnyNumberOfClasses(Form form) {
    RandomRows random = new RandomRows(42);
    for (int classes : new int[] {1, 2, 3, 8, 9, 16, 17, 32, 33, 63, 64, 65, 129, 1000, 20_000}) {
      for (double deviation : new double[] {0.1, 3}) {
        for (double mean : new double[] {0, 1, 100}) {
          double[] y = form.softmax(rounded(form, random.normal(classes, deviation, 0)));
          double[] dLogY = rounded(form, random.normal(classes, 1, mean));
          check(form, y, dLogY, classes + " classes, mean " + mean);
        }
      }
    }
  }

  /// A large gradient and, far from it, its negative: what is left is the sum of the others.
  @ParameterizedTest
  @EnumSource
  void cancellationAlongTheRowKeepsTheRest(Form form) {
    double[] y = new double[1000];
    double[] dLogY = new double[1000];
    for (int k = 0; k < 1000; k++) {
      y[k] = 0x1p-10;
      dLogY[k] = k % 8 == 0 ? 0 : 1;
    }
    dLogY[0] = 0x1p40;
    dLogY[640] = -0x1p40;
    double[] dz = new double[1000];
    form.logSoftmaxBackward(y, dLogY, dz, 1, 1000);
    assertThat(dz[1]).isEqualTo(1 - 0x1p-10 * 875);
  }

  private static void check(Form form, double[] y, double[] dLogY, String where) {
    double[] dz = new double[y.length];
    form.logSoftmaxBackward(y, dLogY, dz, 1, y.length);
    BigDecimal[] exact = ExactMath.logSoftmaxBackward(ExactMath.exact(y), ExactMath.exact(dLogY));
    double terms = 0;
    for (double d : dLogY) {
      terms += Math.abs(d);
    }
    double worst = 0;
    for (int k = 0; k < y.length; k++) {
      BigDecimal error = new BigDecimal(dz[k]).subtract(exact[k]).abs();
      double unit = form.unit * (Math.abs(dLogY[k]) + y[k] * terms);
      worst =
          Math.max(worst, error.divide(new BigDecimal(unit), MathContext.DECIMAL32).doubleValue());
    }
    assertThat(worst).as("units, %s", where).isLessThanOrEqualTo(UNITS);
  }

  private static double[] rounded(Form form, double[] values) {
    double[] rounded = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      rounded[k] = form.round(values[k]);
    }
    return rounded;
  }
}
