package io.github.softjac.linear;

import org.jspecify.annotations.Nullable;

/// The way of a piece of rows through a linear model, with the working memory of one worker of
/// [LinearSoftmax].
interface Sweep {

  /// Rows of a piece.
  int ROWS = 512;

  /// Computes a piece and keeps its share of the derivative.
  ///
  /// @param from its first row
  /// @param w parameters, as [LinearSoftmax] has them
  /// @param v the direction of a Hessian product; null for a gradient
  /// @param derivative whether the gradient or product is asked for, or the value only
  /// @return `Σ w_i L_i` of its rows; 0 for a Hessian product
  double run(int from, double[] w, double @Nullable [] v, boolean derivative);

  /// Adds the share of the derivative of the last piece.
  void addTo(double[] result);
}
