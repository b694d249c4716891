package io.github.softjac.cli;

import java.math.BigDecimal;
import java.math.MathContext;

/// `∂L/∂z` of squared error and of cross-entropy to 40 digits, by nothing that the product uses.
final class ExactGradient {

  private static final MathContext DIGITS = new MathContext(40);
  private static final int HALVINGS = 10;
  private static final int TERMS = 16;

  private ExactGradient() {}

  static BigDecimal[] softmax(double[] z) {
    double max = z[0];
    for (double logit : z) {
      max = Math.max(max, logit);
    }
    BigDecimal[] y = new BigDecimal[z.length];
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 0; k < z.length; k++) {
      y[k] = exp(new BigDecimal(z[k]).subtract(new BigDecimal(max)));
      sum = sum.add(y[k]);
    }
    for (int k = 0; k < z.length; k++) {
      y[k] = y[k].divide(sum, DIGITS);
    }
    return y;
  }

  /// `Σ_i ∂L/∂y_i ∂y_i/∂z_k` with `∂L/∂y = y − t`, over the whole Jacobian, term by term.
  static BigDecimal[] ofSquaredError(double[] z, double[] t) {
    BigDecimal[] y = softmax(z);
    BigDecimal[] dz = new BigDecimal[z.length];
    for (int k = 0; k < z.length; k++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 0; i < z.length; i++) {
        BigDecimal dy = y[i].subtract(new BigDecimal(t[i]));
        BigDecimal jacobian =
            (i == k ? y[i] : BigDecimal.ZERO).subtract(y[i].multiply(y[k], DIGITS));
        sum = sum.add(dy.multiply(jacobian, DIGITS), DIGITS);
      }
      dz[k] = sum;
    }
    return dz;
  }

  /// `y_k Σ_j t_j − t_k`.
  static BigDecimal[] ofCrossEntropy(double[] z, double[] t) {
    BigDecimal[] y = softmax(z);
    BigDecimal total = BigDecimal.ZERO;
    for (double target : t) {
      total = total.add(new BigDecimal(target));
    }
    BigDecimal[] dz = new BigDecimal[z.length];
    for (int k = 0; k < z.length; k++) {
      dz[k] = y[k].multiply(total, DIGITS).subtract(new BigDecimal(t[k]));
    }
    return dz;
  }

  /// `exp(x) = exp(x / 2ⁿ)^(2ⁿ)`, the inner one by its Taylor series.
  private static BigDecimal exp(BigDecimal x) {
    BigDecimal small = x.divide(new BigDecimal(1 << HALVINGS), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n <= TERMS; n++) {
      term = term.multiply(small, DIGITS).divide(new BigDecimal(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int n = 0; n < HALVINGS; n++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }
}
