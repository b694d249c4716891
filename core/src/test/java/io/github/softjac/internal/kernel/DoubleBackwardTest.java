package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.ExactMath;
import io.github.softjac.oracle.RandomRows;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Softmax backward in double against exact arithmetic. The scalar kernel is tested;
/// [DoubleTwinsTest] shows that the vector one is the same.
final class DoubleBackwardTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /// `|dz_k − exact| ≤ 8u·y_k (|dy_k| + Σ_j |dy_j y_j|)` with u = 2⁻⁵³.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 9, 10, 16, 17, 31, 32, 33, 63, 64, 65, 100, 129, 1000, 20_000})
  void errorIsBoundedForAnyNumberOfClasses(int classes) {
    RandomRows random = new RandomRows(classes);
    for (double deviation : new double[] {0.1, 3}) {
      for (double mean : new double[] {0, 100}) {
        double[] y = random.normalDoubles(classes, deviation, 0);
        new ScalarDoubleSoftmax().forward(y, y, 0, 1, classes);
        double[] dy = random.normalDoubles(classes, 1, mean);
        check(y, dy);
      }
    }
  }

  private static void check(double[] y, double[] dy) {
    double[] dz = backward(y, dy);
    BigDecimal[] exact = ExactMath.softmaxBackward(ExactMath.exact(y), ExactMath.exact(dy));
    double terms = 0;
    for (int k = 0; k < y.length; k++) {
      terms += Math.abs(dy[k] * y[k]);
    }
    for (int k = 0; k < y.length; k++) {
      BigDecimal error = new BigDecimal(dz[k]).subtract(exact[k]).abs();
      double unit = 0x1p-53 * y[k] * (Math.abs(dy[k]) + terms);
      assertThat(error.divide(new BigDecimal(unit), MathContext.DECIMAL32).doubleValue())
          .as("error of dz at k = %d in units", k)
          .isLessThanOrEqualTo(8);
    }
  }

  @Test
  void backwardOfConstantGradientIsZero() {
    assertThat(backward(new double[] {0.25, 0.125, 0.625}, new double[] {7, 7, 7}))
        .containsExactly(0, 0, 0);
  }

  @Test
  void anInfiniteGradientDoesNoHarmWhereTheOutputIsZero() {
    assertThat(backward(new double[] {0.5, 0, 0.5}, new double[] {1, INFINITY, 3}))
        .containsExactly(-0.5, 0, 0.5);
    assertThat(backward(new double[] {0.5, 0, 0.5}, new double[] {1, Double.NaN, 3}))
        .containsExactly(-0.5, 0, 0.5);
  }

  @Test
  void aNaNElsewhereMakesTheRowNaN() {
    assertThat(backward(new double[] {0.5, 0, 0.5}, new double[] {1, 1, Double.NaN}))
        .containsExactly(Double.NaN, Double.NaN, Double.NaN);
  }

  @Test
  void aZeroOutputGivesZeroAlsoWhereTheDifferenceOverflows() {
    double[] dz = backward(new double[] {1, 0}, new double[] {-1.7e308, 1.7e308});
    assertThat(dz).containsExactly(0, 0);
  }

  /// A large gradient and, in another chunk, its negative, each the only one on its lane: between
  /// chunks nothing is lost beside them.
  @Test
  void cancellationBetweenChunksKeepsTheRest() {
    double[] y = new double[1000];
    double[] dy = new double[1000];
    Arrays.fill(y, 0x1p-10);
    Arrays.fill(dy, 1);
    for (int k = 0; k < 64; k += 8) {
      dy[k] = 0;
      dy[640 + k] = 0;
    }
    dy[0] = 0x1p70;
    dy[640] = -0x1p70;
    double[] dz = backward(y, dy);
    assertThat(dz[1]).isEqualTo(0x1p-10 * (1 - 984 * 0x1p-10));
  }

  private static double[] backward(double[] y, double[] dy) {
    double[] dz = new double[y.length];
    new ScalarDoubleBackward().backward(y, dy, dz, 0, 1, y.length);
    return dz;
  }
}
