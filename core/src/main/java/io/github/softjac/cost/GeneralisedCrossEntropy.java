package io.github.softjac.cost;

import io.github.softjac.internal.kernel.RowFunctions;
import io.github.softjac.internal.kernel.TermForm;

/// Generalised cross-entropy: `L = Σ_k t_k (1 − y_k^q) / q`, with `∂L/∂y_k = −t_k y_k^(q−1)` and
/// `∂²L/∂y_k² = (1 − q) t_k y_k^(q−2)`.
///
/// Between cross-entropy, its limit for `q → 0`, and mean absolute error, `q = 1`. In `[0, 1/q]`
/// for targets that sum to 1, so a mislabelled row has a bounded say; nothing is dropped. Not a
/// proper scoring rule: its least expected cost has `y_k ∝ t_k^(1/(1−q))`, which is too sure. A
/// class with `t_k = 0` contributes 0. From logits it is computed by `y^q = exp(q log y)`.
///
/// When: labels of which a good part is wrong. Any targets. Source: Zhang and Sabuncu, NeurIPS 2018
/// (arXiv 1805.07836).
public final class GeneralisedCrossEntropy extends SeparableCost {

  private final double q;
  private final TermForm form;

  /// With q = 0.7.
  public GeneralisedCrossEntropy() {
    this(0.7);
  }

  /// @param q q, above 0 and at most 1; 1 is mean absolute error
  /// @throws IllegalArgumentException if it is not
  public GeneralisedCrossEntropy(double q) {
    if (!(q > 0 && q <= 1)) {
      throw new IllegalArgumentException(
          "generalised-cross-entropy: q is " + q + ": it must be above 0 and at most 1");
    }
    this.q = q;
    form = new TermForm(TermForm.Kind.POWER, (float) q);
  }

  @Override
  double term(double y, double t) {
    return t == 0 ? 0 : logTerm(StrictMath.log(y), y, 1 - y, t);
  }

  @Override
  double slope(double y, double t) {
    return t == 0 ? 0 : -t * StrictMath.pow(y, q - 1);
  }

  @Override
  double curvature(double y, double t) {
    return t == 0 || q == 1 ? 0 : (1 - q) * t * StrictMath.pow(y, q - 2);
  }

  @Override
  double logTerm(double s, double y, double rest, double t) {
    return t == 0 ? 0 : -t * StrictMath.expm1(q * s) / q;
  }

  @Override
  double logSlope(double s, double y, double rest, double t) {
    return t == 0 ? 0 : -t * power(s, y);
  }

  @Override
  double logCurvature(double s, double y, double rest, double t) {
    return t == 0 ? 0 : -q * t * power(s, y);
  }

  /// `y^q`, also where y has underflowed.
  private double power(double s, double y) {
    return y > 0 ? StrictMath.pow(y, q) : StrictMath.exp(q * s);
  }

  @Override
  boolean scored() {
    return true;
  }

  /// `L = −(exp(q s) − 1) / q`.
  @Override
  void score(double[] s, double[] y, double[] rest, double[] losses, double[] factors, int rows) {
    for (int row = 0; row < rows; row++) {
      losses[row] = q * s[row];
    }
    RowFunctions.exponentials(losses, factors, rows);
    for (int row = 0; row < rows; row++) {
      losses[row] = -losses[row] / q;
    }
  }

  @Override
  TermForm form() {
    return form;
  }

  @Override
  public String toString() {
    return "generalised-cross-entropy:" + Parameter.text(q);
  }
}
