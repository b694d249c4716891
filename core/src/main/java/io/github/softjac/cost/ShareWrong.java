package io.github.softjac.cost;

import io.github.softjac.internal.kernel.TermForm;

/// `L = Σ_k t_k (1 − y_k)`, the share of wrong answers: what [CostSensitive] is without a matrix.
final class ShareWrong extends SeparableCost {

  private static final TermForm FORM = new TermForm(TermForm.Kind.PRODUCT, 0);

  @Override
  double term(double y, double t) {
    return t * (1 - y);
  }

  @Override
  double slope(double y, double t) {
    return -t;
  }

  @Override
  double curvature(double y, double t) {
    return 0;
  }

  @Override
  double logTerm(double s, double y, double rest, double t) {
    return t * rest;
  }

  @Override
  double logSlope(double s, double y, double rest, double t) {
    return -t * y;
  }

  @Override
  double logCurvature(double s, double y, double rest, double t) {
    return -t * y;
  }

  @Override
  boolean scored() {
    return true;
  }

  /// `L = ρ`.
  @Override
  void score(double[] s, double[] y, double[] rest, double[] losses, double[] factors, int rows) {
    System.arraycopy(rest, 0, losses, 0, rows);
    System.arraycopy(y, 0, factors, 0, rows);
  }

  @Override
  TermForm form() {
    return FORM;
  }

  @Override
  public String toString() {
    return "share-wrong";
  }
}
