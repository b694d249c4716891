package io.github.softjac.cost;

import io.github.softjac.internal.kernel.TermForm;

/// Total variation distance: `L = ½ Σ_k |y_k − t_k|`, with `∂L/∂y_k = ½ sign(y_k − t_k)`.
///
/// Where `y_k = t_k` it has no derivative; 0 is taken, which is a sub-gradient. The second
/// derivative is 0 wherever there is one. In `[0, 1]` for targets that sum to 1; for a label it is
/// `1 − y_label`, the mean absolute error. No proper scoring rule: the least expected cost is to
/// put everything on the likeliest class. Nothing is dropped.
///
/// When: labels with much noise, and a good start; its gradient is small wherever the model is
/// sure. Any targets. Source: Ghosh, Kumar and Sastry, AAAI 2017 (arXiv 1712.09482).
public final class TotalVariation extends SeparableCost {

  private static final TermForm FORM = new TermForm(TermForm.Kind.DIFFERENCE, 0);

  /// Total variation has no parameter.
  public TotalVariation() {}

  @Override
  double term(double y, double t) {
    return 0.5 * Math.abs(y - t);
  }

  @Override
  double slope(double y, double t) {
    return 0.5 * Math.signum(y - t);
  }

  @Override
  double curvature(double y, double t) {
    return 0;
  }

  @Override
  double logTerm(double s, double y, double rest, double t) {
    return 0.5 * Math.abs(difference(y, rest, t));
  }

  @Override
  double logSlope(double s, double y, double rest, double t) {
    return 0.5 * y * Math.signum(difference(y, rest, t));
  }

  @Override
  double logCurvature(double s, double y, double rest, double t) {
    return logSlope(s, y, rest, t);
  }

  @Override
  boolean scored() {
    return true;
  }

  /// `L = ρ`.
  @Override
  void score(double[] s, double[] y, double[] rest, double[] losses, double[] factors, int rows) {
    for (int row = 0; row < rows; row++) {
      losses[row] = rest[row];
      factors[row] = y[row];
    }
  }

  @Override
  TermForm form() {
    return FORM;
  }

  @Override
  public String toString() {
    return "total-variation";
  }
}
