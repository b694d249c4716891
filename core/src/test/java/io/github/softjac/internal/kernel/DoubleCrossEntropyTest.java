package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.ExactMath;
import io.github.softjac.oracle.RandomRows;
import io.github.softjac.oracle.Ulps;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Softmax + cross-entropy in double against exact arithmetic. The scalar kernel is tested;
/// [DoubleTwinsTest] shows that the vector one is the same.
final class DoubleCrossEntropyTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double ULPS = 4;
  private static final double UNITS = 8;

  private final DoubleCrossEntropy kernel = new ScalarDoubleCrossEntropy();

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10, 16, 31, 32, 33, 100, 257, 1000})
  void lossAndGradientAreWithinTheirBounds(int classes) {
    RandomRows random = new RandomRows(classes);
    for (double deviation : new double[] {0, 1e-3, 1, 5, 30, 300}) {
      for (double mean : new double[] {0, -1000, 1e7}) {
        double[] z = random.normalDoubles(classes, deviation, mean);
        String where = classes + " classes, deviation " + deviation + ", mean " + mean;
        checkLabel(z, random.integer(0, classes), where);
        checkTargets(z, random.distribution(classes), where);
      }
    }
  }

  /// Where the label takes nearly all, the loss is next to 0, and all of its digits are in the
  /// rest.
  @Test
  void aLossNextToZeroKeepsItsDigits() {
    for (int classes : new int[] {2, 17, 40}) {
      RandomRows random = new RandomRows(classes);
      for (double gap = 0.25; gap < 690; gap *= 1.09) {
        double[] z = random.normalDoubles(classes, 1, 0);
        z[classes / 2] = gap;
        checkLabel(z, classes / 2, "gap " + gap);
        checkLabel(z, 0, "gap " + gap + ", another label");
      }
    }
  }

  private void checkLabel(double[] z, int label, String where) {
    double[] t = new double[z.length];
    t[label] = 1;
    double[] dz = new double[z.length];
    double[] losses = new double[1];
    kernel.ofLabels(z, 0, new int[] {label}, new double[] {0.75}, dz, 0, losses, 1, z.length);
    check(z, t, dz, losses[0], where + ", label " + label);
    BigDecimal[] logY = ExactMath.logSoftmax(z);
    if (logY[label].compareTo(new BigDecimal("-0.5")) > 0) {
      BigDecimal rest = BigDecimal.ZERO;
      BigDecimal[] y = ExactMath.softmax(z);
      for (int k = 0; k < z.length; k++) {
        rest = k == label ? rest : rest.add(y[k]);
      }
      assertThat(Ulps.ofDouble(-dz[label], rest.multiply(new BigDecimal(0.75))))
          .as("derivative by the label, %s", where)
          .isLessThanOrEqualTo(ULPS);
    }
  }

  private void checkTargets(double[] z, double[] t, String where) {
    double[] dz = new double[z.length];
    double[] losses = new double[1];
    kernel.ofTargets(z, 0, t, 0, new double[] {0.75}, dz, 0, losses, 1, z.length);
    check(z, t, dz, losses[0], where + ", targets");
  }

  private static void check(double[] z, double[] t, double[] dz, double loss, String where) {
    BigDecimal[] logY = ExactMath.logSoftmax(z);
    BigDecimal[] y = ExactMath.softmax(z);
    BigDecimal exactLoss = BigDecimal.ZERO;
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 0; k < z.length; k++) {
      exactLoss = exactLoss.subtract(new BigDecimal(t[k]).multiply(logY[k]));
      sum = sum.add(new BigDecimal(t[k]));
    }
    assertThat(Ulps.ofDouble(loss, exactLoss)).as("loss, %s", where).isLessThanOrEqualTo(ULPS);
    BigDecimal share = new BigDecimal(0.75);
    for (int k = 0; k < z.length; k++) {
      BigDecimal output = y[k].multiply(sum);
      BigDecimal target = new BigDecimal(t[k]);
      BigDecimal exact = output.subtract(target).multiply(share);
      BigDecimal terms = output.add(target).multiply(share);
      BigDecimal error = new BigDecimal(dz[k]).subtract(exact).abs();
      BigDecimal allowed =
          terms
              .multiply(new BigDecimal(UNITS * 0x1p-53))
              .add(new BigDecimal(Double.MIN_NORMAL), MathContext.DECIMAL64);
      assertThat(error).as("dz at %d, %s", k, where).isLessThanOrEqualTo(allowed);
    }
  }

  @Test
  void finiteLogitsHaveAFiniteLossHoweverFarApart() {
    double[] z = {Double.MAX_VALUE, -Double.MAX_VALUE};
    double[] dz = new double[2];
    assertThat(ofLabel(z, 1, 1, dz)).isEqualTo(Double.MAX_VALUE);
    assertThat(dz).containsExactly(1, -1);
    assertThat(ofTargets(z, new double[] {0.5, 0.5}, 1, dz)).isEqualTo(Double.MAX_VALUE / 2);
    assertThat(dz).containsExactly(0.5, -0.5);
  }

  @Test
  void targetOnMinusInfinityIsAnInfiniteLossWithAFiniteGradient() {
    double[] z = {3, -INFINITY, 3};
    double[] dz = new double[3];
    assertThat(ofLabel(z, 1, 1, dz)).isEqualTo(INFINITY);
    assertThat(dz).containsExactly(0.5, -1, 0.5);
    assertThat(ofTargets(z, new double[] {0.5, 0.5, 0}, 1, dz)).isEqualTo(INFINITY);
    assertThat(dz).containsExactly(0, -0.5, 0.5);
  }

  @Test
  void minusInfinityWithoutTargetContributesNothing() {
    double[] dz = new double[2];
    assertThat(ofLabel(new double[] {3, -INFINITY}, 0, 1, dz)).isZero();
    assertThat(dz).containsExactly(0, 0);
    assertThat(ofTargets(new double[] {3, -INFINITY}, new double[] {1, 0}, 1, dz)).isZero();
    assertThat(dz).containsExactly(0, 0);
  }

  @Test
  void onePlusInfinityTakesAll() {
    double[] z = {3, INFINITY, 5};
    double[] dz = new double[3];
    assertThat(ofLabel(z, 1, 1, dz)).isZero();
    assertThat(dz).containsExactly(0, 0, 0);
    assertThat(ofLabel(z, 0, 2, dz)).isEqualTo(INFINITY);
    assertThat(dz).containsExactly(-2, 2, 0);
    assertThat(ofTargets(z, new double[] {0, 3, 0}, 1, dz)).isZero();
    assertThat(dz).containsExactly(0, 0, 0);
    assertThat(ofTargets(z, new double[] {1, 3, 0}, 1, dz)).isEqualTo(INFINITY);
    assertThat(dz).containsExactly(-1, 1, 0);
  }

  @Test
  void noDistributionHasALossAndAGradientOfNaN() {
    for (double[] z :
        new double[][] {
          {1, Double.NaN, 2}, {-INFINITY, -INFINITY, -INFINITY}, {INFINITY, 1, INFINITY}
        }) {
      double[] dz = new double[3];
      assertThat(ofLabel(z, 0, 1, dz)).isNaN();
      assertThat(dz).containsOnly(Double.NaN);
      assertThat(ofTargets(z, new double[] {1, 0, 0}, 1, dz)).isNaN();
      assertThat(dz).containsOnly(Double.NaN);
    }
  }

  @Test
  void aShareOfZeroIsAGradientOfZeroWhateverTheRow() {
    for (double[] z : new double[][] {{1, 2}, {1, Double.NaN}, {INFINITY, 1}}) {
      double[] dz = {9, 9};
      ofLabel(z, 0, 0, dz);
      assertThat(dz).containsExactly(0, 0);
      dz[0] = 9;
      ofTargets(z, new double[] {1, 0}, 0, dz);
      assertThat(dz).containsExactly(0, 0);
    }
  }

  @Test
  void noTargetsHaveNoLossAndNoGradient() {
    double[] dz = {9, 9};
    assertThat(ofTargets(new double[] {1, 2}, new double[2], 1, dz)).isZero();
    assertThat(dz).containsExactly(0, 0);
  }

  private double ofLabel(double[] z, int label, double share, double[] dz) {
    double[] losses = new double[1];
    kernel.ofLabels(z, 0, new int[] {label}, new double[] {share}, dz, 0, losses, 1, z.length);
    return losses[0];
  }

  private double ofTargets(double[] z, double[] t, double share, double[] dz) {
    double[] losses = new double[1];
    kernel.ofTargets(z, 0, t, 0, new double[] {share}, dz, 0, losses, 1, z.length);
    return losses[0];
  }
}
