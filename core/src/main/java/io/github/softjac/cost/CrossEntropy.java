package io.github.softjac.cost;

/// Cross-entropy: `L = −Σ_k t_k log y_k`, with `∂L/∂y_k = −t_k / y_k` and, behind softmax, `∂L/∂z_k
/// = y_k Σ_j t_j − t_k` (which is `y − t` where the target sums to 1).
///
/// The second derivative behind softmax is `H v = (Σ_j t_j) J v`.
///
/// A proper scoring rule in `[0, ∞)`; the negative log-likelihood of the label; nothing is dropped.
/// From logits it is computed as `Σ_k t_k (log Σ_j exp(z_j) − z_k)`, never by `log(y)`: finite for
/// all finite logits.
///
/// A class with `t_k = 0` contributes 0, also where `y_k = 0`. With `t_k > 0` and `z_k = −∞` the
/// cost is `+∞` and the gradient by the logits stays finite. Any targets.
///
/// A batch of floats is computed in one pass over the logits ([Cost#meanLogitGradient],
/// [BatchCost]); its mean is right to 10⁻⁷ of itself, however small it is, and so is the derivative
/// by the logit of an index label that is the largest of its row. So is one of doubles, its losses
/// to 4 ulp.
///
/// When: always first. Source: Good, Journal of the Royal Statistical Society B 14(1), 1952.
public final class CrossEntropy extends SeparableCost {

  /// Cross-entropy has no parameter.
  public CrossEntropy() {}

  @Override
  double term(double y, double t) {
    return t == 0 ? 0 : -t * StrictMath.log(y);
  }

  @Override
  double slope(double y, double t) {
    return t == 0 ? 0 : -t / y;
  }

  @Override
  double curvature(double y, double t) {
    return t == 0 ? 0 : t / (y * y);
  }

  @Override
  double logTerm(double s, double y, double rest, double t) {
    return t == 0 ? 0 : -t * s;
  }

  @Override
  double logSlope(double s, double y, double rest, double t) {
    return -t;
  }

  /// None: it is linear in log y, so that `H = Σ_k t_k J` and nothing else.
  @Override
  double logCurvature(double s, double y, double rest, double t) {
    return 0;
  }

  @Override
  public String toString() {
    return "cross-entropy";
  }
}
