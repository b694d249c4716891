package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.ExactMath;
import io.github.softjac.oracle.RandomRows;
import io.github.softjac.oracle.Ulps;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Softmax in double against exact arithmetic: every normal result within 2 ulp. The scalar kernel
/// is tested; [DoubleTwinsTest] shows that the vector one is the same.
final class DoubleSoftmaxTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final BigDecimal SMALLEST_TO_KEEP =
      new BigDecimal(Double.MIN_NORMAL * (1 + 2 * 0x1p-52));

  static IntStream classes() {
    return IntStream.of(
        1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 31, 32, 33, 63, 64, 65, 67, 127, 128, 129, 513,
        1000);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void everyNormalResultIsWithinTwoUlp(int classes) {
    RandomRows random = new RandomRows(classes);
    int rows = Math.max(1, 200 / classes);
    for (double deviation : new double[] {1e-3, 1, 10, 100, 1e4}) {
      for (double mean : new double[] {0, 700, -1e6, 1e12}) {
        for (int row = 0; row < rows; row++) {
          check(random.normalDoubles(classes, deviation, mean));
        }
      }
    }
  }

  /// Long rows draw their logits from 300 values, so that the oracle has 300 exponentials to find.
  @ParameterizedTest
  @ValueSource(ints = {4095, 4096, 4097, 8192, 100_001})
  void everyNormalResultOfALongRowIsWithinTwoUlp(int classes) {
    for (double deviation : new double[] {1, 100}) {
      RandomRows random = new RandomRows(classes);
      double[] values = random.normalDoubles(300, deviation, 2);
      double[] z = new double[classes];
      for (int k = 0; k < classes; k++) {
        z[k] = values[random.integer(0, values.length)];
      }
      check(z);
    }
  }

  /// Terms that vanish one by one beside the largest and still make up half of the sum, or a digit.
  @ParameterizedTest
  @ValueSource(doubles = {-11.5, -30, -36.7, -37.5, -40})
  void manySmallTermsAreNotLost(double small) {
    double[] z = new double[100_000];
    Arrays.fill(z, small);
    z[70_000] = 0;
    check(z);
    z[3] = 0.5;
    check(z);
  }

  @Test
  void resultsAreExactUpToTheSmallestNormal() {
    double cut = StrictMath.log(Double.MIN_NORMAL);
    for (int i = -200; i <= 200; i++) {
      check(new double[] {0, cut + i * 0x1p-43});
      check(new double[] {0, cut + i * 0x1p-4, -1});
    }
  }

  @Test
  void neighbouringLogitsOfEveryScaleAreWithinTwoUlp() {
    for (double centre = 1e-300; centre < 1e300; centre *= 73) {
      check(new double[] {centre, Math.nextUp(centre), Math.nextDown(centre), -centre});
    }
  }

  @Test
  void aNaNMakesItsRowNaNAndNoOther() {
    double[] z = {0, Double.NaN, 0, 0};
    assertThat(softmax(z, 2)).containsExactly(Double.NaN, Double.NaN, 0.5, 0.5);
  }

  @Test
  void minusInfinityGivesZero() {
    assertThat(softmax(new double[] {-INFINITY, 3, 3}, 3)).containsExactly(0, 0.5, 0.5);
  }

  @Test
  void nothingButMinusInfinityGivesNaN() {
    assertThat(softmax(new double[] {-INFINITY, -INFINITY}, 2))
        .containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void oneInfinityGivesAOneHotRowAndTwoGiveNaN() {
    double[] z = {1, INFINITY, -INFINITY, INFINITY, INFINITY, 1};
    assertThat(softmax(z, 3)).containsExactly(0, 1, 0, Double.NaN, Double.NaN, Double.NaN);
  }

  @Test
  void theLargestDoublesDoNotOverflow() {
    assertThat(softmax(new double[] {Double.MAX_VALUE, -Double.MAX_VALUE}, 2))
        .containsExactly(1, 0);
    assertThat(softmax(new double[] {-Double.MAX_VALUE, -Double.MAX_VALUE}, 2))
        .containsExactly(0.5, 0.5);
  }

  private static double[] softmax(double[] z, int classes) {
    double[] y = new double[z.length];
    new ScalarDoubleSoftmax().forward(z, y, 0, z.length / classes, classes);
    return y;
  }

  private static void check(double[] z) {
    double[] y = softmax(z, z.length);
    BigDecimal[] exact = ExactMath.softmax(z);
    double worst = 0;
    for (int k = 0; k < z.length; k++) {
      if (y[k] == 0) {
        assertThat(exact[k]).as("flushed at k = %d", k).isLessThan(SMALLEST_TO_KEEP);
      } else {
        assertThat(y[k]).as("k = %d", k).isGreaterThanOrEqualTo(Double.MIN_NORMAL);
        worst = Math.max(worst, Ulps.ofDouble(y[k], exact[k]));
      }
    }
    assertThat(worst).as("ulp, %d classes", z.length).isLessThanOrEqualTo(2);
  }
}
