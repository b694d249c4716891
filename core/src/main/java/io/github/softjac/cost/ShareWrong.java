package io.github.softjac.cost;

/// `L = Σ_k t_k (1 − y_k)`, the share of wrong answers: what [CostSensitive] is without a matrix.
final class ShareWrong extends SeparableCost {

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
  boolean inFloats() {
    return true;
  }

  @Override
  void terms(
      float[] y, float[] s, float[] t, boolean oneHot, float[] a, float[] losses, int length) {
    for (int i = 0; i < length; i++) {
      losses[i] = t[i] * (1 - y[i]);
      a[i] = -t[i] * y[i];
    }
  }

  @Override
  public String toString() {
    return "share-wrong";
  }
}
