package io.github.softjac.cost;

import io.github.softjac.internal.kernel.TermForm;

/// Kullback–Leibler divergence of the output from the target: `L = Σ_k t_k log(t_k / y_k)`, with
/// `∂L/∂y_k = −t_k / y_k` and, behind softmax, `∂L/∂z_k = y_k Σ_j t_j − t_k`.
///
/// Cross-entropy less the entropy of the target, which no parameter changes: the same derivatives,
/// and a value that is 0 where `y = t`. A proper scoring rule, in `[0, ∞)` for targets that sum to
/// 1; nothing is dropped. A class with `t_k = 0` contributes 0. From logits it is computed with the
/// logarithm of softmax: finite for all finite logits.
///
/// When: soft targets, such as the outputs of another model, where 0 should mean "as good as it
/// gets". Any targets. Source: Kullback and Leibler, Annals of Mathematical Statistics 22(1), 1951.
public final class KullbackLeibler extends SeparableCost {

  private static final TermForm FORM =
      new TermForm(TermForm.Kind.TARGET_LOG_RATIO, Float.MIN_NORMAL);

  /// The divergence has no parameter.
  public KullbackLeibler() {}

  @Override
  double term(double y, double t) {
    return t == 0 ? 0 : t * (StrictMath.log(t) - StrictMath.log(y));
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
    return t == 0 ? 0 : t * (StrictMath.log(t) - s);
  }

  @Override
  double logSlope(double s, double y, double rest, double t) {
    return -t;
  }

  @Override
  double logCurvature(double s, double y, double rest, double t) {
    return 0;
  }

  @Override
  boolean scored() {
    return true;
  }

  /// `L = −s`: of a label, cross-entropy.
  @Override
  void score(double[] s, double[] y, double[] rest, double[] losses, double[] factors, int rows) {
    for (int row = 0; row < rows; row++) {
      losses[row] = -s[row];
      factors[row] = 1;
    }
  }

  @Override
  TermForm form() {
    return FORM;
  }

  @Override
  public String toString() {
    return "kl";
  }
}
