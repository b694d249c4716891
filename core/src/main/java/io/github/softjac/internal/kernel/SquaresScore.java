package io.github.softjac.internal.kernel;

/// A cost of an index label that depends on the output of that label and on the sum of all squared
/// outputs, `L = f(y_l, Σ_k y_k²)`: two numbers of a row, where [LabelScore] takes one.
///
/// With `α = 2 ∂f/∂(Σ y²)` and `γ = −∂f/∂y_l`, back-propagation through softmax gives
///
/// `∂L/∂z_k = y_k (α (y_k − Σ y²) + γ (y_l − [k = l]))`.
///
/// Implementations use the operations that kernels may use, so that the bits are the same on every
/// machine, and treat each row on its own. Every array has room for [RowFunctions#LANES] more rows.
@FunctionalInterface
public non-sealed interface SquaresScore extends RowScore {

  /// Cost and derivatives of each row.
  ///
  /// @param y y_l, to the accuracy of float
  /// @param rest `1 − y_l`, to the accuracy of float also where y_l is next to 1
  /// @param squares `Σ_{k≠l} y_k²`, likewise
  /// @param losses receives L
  /// @param alphas receives α, finite
  /// @param gammas receives γ, finite
  /// @param rows how many
  void score(
      double[] y,
      double[] rest,
      double[] squares,
      double[] losses,
      double[] alphas,
      double[] gammas,
      int rows);
}
