package io.github.softjac.cost;

import io.github.softjac.internal.kernel.SquaresScore;
import io.github.softjac.internal.kernel.TermForm;

/// Squared error: `L = ½ Σ_k (y_k − t_k)²`, with `∂L/∂y_k = y_k − t_k` and `∂²L/∂y_k² = 1`.
///
/// Half the Brier score. A proper scoring rule; in `[0, 1]` for targets that sum to 1; nothing is
/// dropped. It is bounded, so one mislabelled row cannot dominate a batch; its gradient vanishes
/// where the model is confidently wrong, so it learns more slowly than cross-entropy from a bad
/// start.
///
/// Any targets. Source: Brier, Monthly Weather Review 78(1), 1950.
public final class SquaredError extends SeparableCost {

  private static final TermForm FORM = new TermForm(TermForm.Kind.SQUARED_DIFFERENCE, 0);

  private final SquaresScore squaresScore = SquaredError::scores;

  /// Squared error has no parameter.
  public SquaredError() {}

  @Override
  double term(double y, double t) {
    double difference = y - t;
    return 0.5 * difference * difference;
  }

  @Override
  double slope(double y, double t) {
    return y - t;
  }

  @Override
  double curvature(double y, double t) {
    return 1;
  }

  @Override
  double logTerm(double s, double y, double rest, double t) {
    double difference = difference(y, rest, t);
    return 0.5 * difference * difference;
  }

  @Override
  double logSlope(double s, double y, double rest, double t) {
    return y * difference(y, rest, t);
  }

  @Override
  double logCurvature(double s, double y, double rest, double t) {
    return y * (y + difference(y, rest, t));
  }

  @Override
  TermForm form() {
    return FORM;
  }

  /// Of an index label, for batches of floats.
  SquaresScore squaresScore() {
    return squaresScore;
  }

  /// `L = ½ ((1 − y_l)² + Σ_{k≠l} y_k²)`, `α = 1`, `γ = 1`.
  private static void scores(
      double[] y,
      double[] rest,
      double[] squares,
      double[] losses,
      double[] alphas,
      double[] gammas,
      int rows) {
    for (int row = 0; row < rows; row++) {
      losses[row] = 0.5 * (rest[row] * rest[row] + squares[row]);
      alphas[row] = 1;
      gammas[row] = 1;
    }
  }

  @Override
  public String toString() {
    return "squared-error";
  }
}
