package io.github.softjac.cost;

import io.github.softjac.internal.kernel.SquaresScore;

/// Spherical score, as a cost: `L = Σ_k t_k (1 − y_k / ‖y‖)`, with `∂L/∂y_k = (⟨t, y⟩ y_k − t_k
/// ‖y‖²) / ‖y‖³`.
///
/// The second derivative times u is `(t ⟨y, u⟩ + y ⟨t, u⟩ + ⟨t, y⟩ u) / ‖y‖³ − 3 ⟨t, y⟩ ⟨y, u⟩ y /
/// ‖y‖⁵`.
///
/// The score `y_label / ‖y‖` of the literature is a reward; the cost is what it lacks to 1. A
/// proper scoring rule, in `[0, 1]` for targets that sum to 1: a mislabelled row has a bounded say.
/// Nothing is dropped. It depends on the direction of y alone.
///
/// When: as squared error, where many classes share the rest of the probability. Any targets.
/// Source: Gneiting and Raftery, JASA 102(477), 2007, section 4.1.
public final class SphericalScore implements Cost {

  private final SquaresScore squaresScore = SphericalScore::scores;

  /// The spherical score has no parameter.
  public SphericalScore() {}

  @Override
  public double gradient(float[] y, float[] t, float[] dy) {
    return RowMemory.gradient(this, y, t, dy);
  }

  /// Sums leave the largest output m out and take it in last: with `S' = Σ_{j≠m} y_j²` and `p' =
  /// Σ_{j≠m} t_j y_j`, `1 − y_m / ‖y‖ = S' / (‖y‖ (‖y‖ + y_m))`, and `∂L/∂y_m = (p' y_m − t_m S') /
  /// ‖y‖³`: nothing cancels next to a one-hot y.
  @Override
  public double gradient(double[] y, double[] t, double[] dy) {
    int m = SecondOrder.largest(y);
    double otherSquares = 0;
    double otherProducts = 0;
    for (int k = 0; k < y.length; k++) {
      if (k != m) {
        otherSquares += y[k] * y[k];
        otherProducts += t[k] * y[k];
      }
    }
    double squares = otherSquares + y[m] * y[m];
    double products = otherProducts + t[m] * y[m];
    double norm = Math.sqrt(squares);
    double cube = norm * squares;
    double loss = 0;
    for (int k = 0; k < y.length; k++) {
      loss += k == m ? t[m] * otherSquares / (norm * (norm + y[m])) : t[k] * (1 - y[k] / norm);
      dy[k] =
          k == m
              ? (otherProducts * y[m] - t[m] * otherSquares) / cube
              : (products * y[k] - t[k] * squares) / cube;
    }
    return loss;
  }

  @Override
  public void hessianProduct(double[] y, double[] t, double[] u, double[] gu) {
    double squares = 0;
    double ty = 0;
    double yu = 0;
    double tu = 0;
    for (int k = 0; k < y.length; k++) {
      squares += y[k] * y[k];
      ty += t[k] * y[k];
      yu += y[k] * u[k];
      tu += t[k] * u[k];
    }
    double cube = Math.sqrt(squares) * squares;
    double along = 3 * ty * yu / squares;
    for (int k = 0; k < y.length; k++) {
      gu[k] = (t[k] * yu + y[k] * (tu - along) + ty * u[k]) / cube;
    }
  }

  /// Of an index label, for batches of floats.
  SquaresScore squaresScore() {
    return squaresScore;
  }

  /// With `Q = Σ_{k≠l} y_k²` and `‖y‖² = Q + y_l²`: `L = 1 − y_l / ‖y‖ = Q / (‖y‖ (‖y‖ + y_l))`, `α
  /// = y_l / ‖y‖³`, `γ = 1 / ‖y‖`.
  private static void scores(
      double[] y,
      double[] rest,
      double[] squares,
      double[] losses,
      double[] alphas,
      double[] gammas,
      int rows) {
    for (int row = 0; row < rows; row++) {
      double square = squares[row] + y[row] * y[row];
      double norm = Math.sqrt(square);
      losses[row] = squares[row] / (norm * (norm + y[row]));
      alphas[row] = y[row] / (norm * square);
      gammas[row] = 1 / norm;
    }
  }

  @Override
  public String toString() {
    return "spherical";
  }
}
