package io.github.softjac.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExactMathTest {

  private static final BigDecimal E =
      new BigDecimal("2.71828182845904523536028747135266249775724709369995957496697");

  @Test
  void expOfOneIsEulersNumber() {
    assertThat(relative(ExactMath.exp(BigDecimal.ONE), E)).isLessThan(1e-58);
  }

  @Test
  void expOfZeroIsOne() {
    assertThat(ExactMath.exp(BigDecimal.ZERO)).isEqualByComparingTo(BigDecimal.ONE);
  }

  @Test
  void expOfMinusHundredIsAsPublished() {
    assertThat(
            relative(
                ExactMath.exp(new BigDecimal(-100)),
                new BigDecimal("3.72007597602083596295997581846000e-44")))
        .isLessThan(1e-15);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 0.1, 0.5, 1.75, 17.3, 87.33654, 708.4, 1e4})
  void expOfMinusXIsTheInverseOfExpOfX(double x) {
    BigDecimal product =
        ExactMath.exp(new BigDecimal(x)).multiply(ExactMath.exp(new BigDecimal(-x)));
    assertThat(relative(product, BigDecimal.ONE)).isLessThan(1e-58);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-700.125, -86.9, -3.2, -0.01, 2.5, 41.0})
  void expOfASumIsTheProduct(double x) {
    BigDecimal third = new BigDecimal("0.3333333333333333333333333333333333333333333333333333333");
    BigDecimal together = ExactMath.exp(new BigDecimal(x).add(third));
    BigDecimal apart = ExactMath.exp(new BigDecimal(x)).multiply(ExactMath.exp(third));
    assertThat(relative(apart, together)).isLessThan(1e-57);
  }

  @Test
  void expFarBelowIsZero() {
    assertThat(ExactMath.exp(new BigDecimal("-1e38"))).isEqualByComparingTo(BigDecimal.ZERO);
  }

  @Test
  void expFarAboveIsRefused() {
    assertThatThrownBy(() -> ExactMath.exp(new BigDecimal("1e6")))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void logOfTwoIsAsPublished() {
    assertThat(
            relative(
                ExactMath.log(BigDecimal.TWO),
                new BigDecimal("0.693147180559945309417232121458176568075500134360255254120680")))
        .isLessThan(1e-58);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-700, -30.5, -1, -0.0625, -1e-3, 1e-9, 0.3, 12.25, 600})
  void logUndoesExp(double x) {
    assertThat(relative(ExactMath.log(ExactMath.exp(new BigDecimal(x))), new BigDecimal(x)))
        .isLessThan(1e-48);
  }

  @Test
  void logOfZeroIsRefused() {
    assertThatThrownBy(() -> ExactMath.log(BigDecimal.ZERO))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void log1pOfATinyNumberKeepsItsDigits() {
    BigDecimal tiny = new BigDecimal("1e-300");
    BigDecimal expected = tiny.subtract(tiny.multiply(tiny).divide(BigDecimal.TWO));
    assertThat(relative(ExactMath.log1p(tiny), expected)).isLessThan(1e-58);
  }

  @Test
  void softmaxOfOneTwoThreeIsAsPublished() {
    BigDecimal[] y = ExactMath.softmax(1, 2, 3);
    assertThat(y[0].doubleValue()).isEqualTo(0.09003057317038046);
    assertThat(y[1].doubleValue()).isEqualTo(0.24472847105479764);
    assertThat(y[2].doubleValue()).isEqualTo(0.6652409557748219);
  }

  @Test
  void softmaxSumsToOne() {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal y : ExactMath.softmax(new RandomRows(1).normal(100, 30, 5))) {
      sum = sum.add(y);
    }
    assertThat(relative(sum, BigDecimal.ONE)).isLessThan(1e-57);
  }

  @Test
  void logSoftmaxIsTheLogarithmOfSoftmax() {
    double[] z = new RandomRows(2).normal(20, 8, 0);
    BigDecimal[] y = ExactMath.softmax(z);
    BigDecimal[] logY = ExactMath.logSoftmax(z);
    for (int k = 0; k < z.length; k++) {
      assertThat(relative(logY[k], ExactMath.log(y[k]))).as("k = %d", k).isLessThan(1e-45);
    }
  }

  @Test
  void softmaxOfARowWithoutAFiniteMaximumIsRefused() {
    assertThatThrownBy(() -> ExactMath.softmax(1, Double.NaN))
        .isInstanceOf(ArithmeticException.class);
  }

  private static double relative(BigDecimal found, BigDecimal expected) {
    return found.subtract(expected).divide(expected, MathContext.DECIMAL64).abs().doubleValue();
  }
}
