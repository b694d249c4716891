package io.github.softjac.cost;

/// `L = Σ_k c_k y_k`, with the costs c of the answers in place of targets: what [CostSensitive] is
/// in a row whose targets have been through the matrix.
final class ExpectedCost extends SeparableCost {

  @Override
  double term(double y, double c) {
    return y * c;
  }

  @Override
  double slope(double y, double c) {
    return c;
  }

  @Override
  double curvature(double y, double c) {
    return 0;
  }

  @Override
  double logTerm(double s, double y, double rest, double c) {
    return y * c;
  }

  @Override
  double logSlope(double s, double y, double rest, double c) {
    return y * c;
  }

  @Override
  double logCurvature(double s, double y, double rest, double c) {
    return y * c;
  }

  @Override
  public String toString() {
    return "expected-cost";
  }
}
