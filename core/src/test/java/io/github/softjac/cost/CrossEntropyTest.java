package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.softjac.oracle.ExactMath;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `L = −Σ t_k log y_k`, `dz = y Σt − t`: values, corner cases and accuracy.
final class CrossEntropyTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Cost COST = new CrossEntropy();

  @ParameterizedTest
  @EnumSource
  void lossOfALabelIsMinusTheLogarithmOfItsOutput(Form form) {
    double loss =
        form.gradient(COST, new double[] {0.25, 0.75}, new double[] {1, 0}, new double[2]);
    assertThat(loss).isEqualTo(StrictMath.log(4), within(1e-15));
  }

  @ParameterizedTest
  @EnumSource
  void gradientByTheOutputsIsMinusTargetOverOutput(Form form) {
    double[] dy = new double[3];
    form.gradient(COST, new double[] {0.25, 0.5, 0.25}, new double[] {0.5, 0, 0.25}, dy);
    assertThat(dy).containsExactly(-2, 0, -1);
  }

  @ParameterizedTest
  @EnumSource
  void gradientByTheLogitsIsOutputMinusTarget(Form form) {
    assertThat(dz(form, new double[] {0, 0, 0, 0}, new double[] {0, 1, 0, 0}))
        .containsExactly(0.25, -0.75, 0.25, 0.25);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 33, 64, 100, 1000, 9000})
  void heavyRowsHaveFiniteGradients(int classes) {
    int rows = 40;
    double[] z = new RandomRows(classes).normal(rows * classes, 3, 0);
    float[] narrowZ = Form.narrow(z);
    int[] labels = new int[rows];
    float[] weights = new float[rows];
    double[] wideWeights = new double[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row * 7 % classes;
      weights[row] = (float) StrictMath.pow(10, row - 2);
      wideWeights[row] = weights[row];
    }
    BatchCost cost = BatchCost.of(COST).reduction(Reduction.SUM);
    float[] found = new float[z.length];
    double[] exact = new double[z.length];
    double loss = cost.gradient(narrowZ, labels, weights, found, rows, classes);
    double exactLoss =
        cost.gradient(Form.widen(narrowZ), labels, wideWeights, exact, rows, classes);
    assertThat(loss).isCloseTo(exactLoss, withinPercentage(1e-4));
    for (int i = 0; i < z.length; i++) {
      assertThat((double) found[i]).isCloseTo(exact[i], within(2e-7 * weights[i / classes]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lossOfPerfectPredictionIsZero(Form form) {
    assertThat(loss(form, new double[] {0, 5000}, new double[] {0, 1})).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void gradientIsZeroWhereTheOutputIsTheTarget(Form form) {
    assertThat(dz(form, new double[] {7, 7, 7, 7}, new double[] {0.25, 0.25, 0.25, 0.25}))
        .containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void lossOfOneClassIsZero(Form form) {
    assertThat(loss(form, new double[] {-3.5}, new double[] {1})).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void classWithoutTargetAndWithoutOutputContributesNothing(Form form) {
    double[] dy = new double[2];
    assertThat(form.gradient(COST, new double[] {1, 0}, new double[] {1, 0}, dy)).isZero();
    assertThat(dy).containsExactly(-1, 0);
  }

  @ParameterizedTest
  @EnumSource
  void logitOfMinusInfinityWithoutTargetContributesNothing(Form form) {
    assertThat(loss(form, new double[] {3, -INFINITY}, new double[] {1, 0})).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void targetOnMinusInfinityIsAnInfiniteLoss(Form form) {
    assertThat(loss(form, new double[] {3, -INFINITY, 3}, new double[] {0.5, 0.5, 0}))
        .isEqualTo(INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  void targetOnMinusInfinityHasAFiniteGradient(Form form) {
    assertThat(dz(form, new double[] {3, -INFINITY, 3}, new double[] {0.5, 0.5, 0}))
        .containsExactly(0, -0.5, 0.5);
  }

  @ParameterizedTest
  @EnumSource
  void targetOnAnOutputOfZeroIsAnInfiniteLoss(Form form) {
    double[] dy = new double[2];
    assertThat(form.gradient(COST, new double[] {1, 0}, new double[] {0, 1}, dy))
        .isEqualTo(INFINITY);
    assertThat(dy).containsExactly(0, -INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  void lossIsFiniteWhereTheOutputUnderflows(Form form) {
    assertThat(loss(form, new double[] {0, -10_000}, new double[] {0, 1})).isEqualTo(10_000);
  }

  @ParameterizedTest
  @EnumSource
  void targetsThatDoNotSumToOneFollowTheGeneralFormula(Form form) {
    double[] t = {2, 0.5, 0, 0.5};
    assertThat(dz(form, new double[] {1, 1, 1, 1}, t))
        .containsExactly(new double[] {-1.25, 0.25, 0.75, 0.25}, within(4 * form.unit));
    assertThat(loss(form, new double[] {1, 1, 1, 1}, t))
        .isEqualTo(3 * StrictMath.log(4), within(8 * form.unit));
  }

  @ParameterizedTest
  @EnumSource
  void targetOfNothingHasNoLossAndNoGradient(Form form) {
    assertThat(loss(form, new double[] {1, 2}, new double[2])).isZero();
    assertThat(dz(form, new double[] {1, 2}, new double[2])).containsExactly(0, 0);
  }

  /// `dz_k` within 4 u of `|y_k Σt| + |t_k|`, u half an ulp of 1.
  @ParameterizedTest
  @EnumSource
  void gradientIsWithinFourRoundingsOfItsTerms(Form form) {
    RandomRows random = new RandomRows(71);
    for (int row = 0; row < 500; row++) {
      int classes = random.integer(1, 51);
      double[] z = random.normal(classes, random.real(0, 20), 0);
      double[] t = row % 2 == 0 ? random.oneHot(classes) : random.distribution(classes);
      BigDecimal total = sum(ExactMath.exact(t));
      BigDecimal[] y = ExactMath.softmax(z);
      double[] dz = dz(form, z, t);
      for (int k = 0; k < classes; k++) {
        BigDecimal share = y[k].multiply(total);
        BigDecimal exact = share.subtract(new BigDecimal(t[k]));
        double allowed = 4 * form.unit * (share.doubleValue() + t[k]) + form.minNormal;
        assertThat(new BigDecimal(dz[k]).subtract(exact).abs().doubleValue())
            .as("row %d of seed 71, k = %d", row, k)
            .isLessThanOrEqualTo(allowed);
      }
    }
  }

  /// L within 8 u, relative: all of its terms are positive.
  @ParameterizedTest
  @EnumSource
  void lossIsExactToEightRoundings(Form form) {
    RandomRows random = new RandomRows(72);
    for (int row = 0; row < 500; row++) {
      int classes = random.integer(1, 51);
      double[] z = random.normal(classes, random.real(0, 20), 0);
      double[] t = row % 2 == 0 ? random.oneHot(classes) : random.distribution(classes);
      BigDecimal[] logY = ExactMath.logSoftmax(z);
      BigDecimal exact = BigDecimal.ZERO;
      for (int k = 0; k < classes; k++) {
        exact = exact.subtract(new BigDecimal(t[k]).multiply(logY[k]));
      }
      assertThat(loss(form, z, t))
          .as("row %d of seed 72", row)
          .isEqualTo(exact.doubleValue(), within(8 * form.unit * exact.doubleValue()));
    }
  }

  private static BigDecimal sum(BigDecimal[] values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal value : values) {
      sum = sum.add(value);
    }
    return sum;
  }

  private static double loss(Form form, double[] z, double[] t) {
    return form.logitGradient(COST, z, t, new double[z.length], new double[z.length]);
  }

  private static double[] dz(Form form, double[] z, double[] t) {
    double[] dz = new double[z.length];
    form.logitGradient(COST, z, t, new double[z.length], dz);
    return dz;
  }
}
