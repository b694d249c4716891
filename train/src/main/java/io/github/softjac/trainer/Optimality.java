package io.github.softjac.trainer;

import io.github.softjac.optimizer.StoppingRule;

/// When a linear model is at its optimum: where no component of the gradient exceeds [#TOLERANCE],
/// and the objective is within [#GAP] of itself of the least one, as far as that can be told.
///
/// If `l2 > 0`, the objective less its penalty is convex, and the gradient by the intercepts is 0,
/// then
///
/// `f(W, b) − f* ≤ ‖∂f/∂W‖² / (2 l2)`
///
/// since `φ(W) = min_b f(W, b)` is convex with modulus l2 and `∇φ = ∂f/∂W` there. At a point where
/// `∂f/∂b` is not 0 the bound is one for `φ(W)`, and `f(W, b) − φ(W)`, what better intercepts alone
/// would gain, comes on top. No such bound holds without a penalty or for a cost that is not convex
/// in the logits; then the gradient decides alone.
///
/// @param l2 of the penalty
/// @param weights number of parameters that are penalised; they come first
/// @param convex whether the cost is convex in the logits
record Optimality(double l2, int weights, boolean convex) implements StoppingRule.Convergence {

  /// Largest component of the gradient that counts as zero.
  static final double TOLERANCE = 1e-6;

  /// Largest share of the objective that the bound may be.
  static final double GAP = 1e-8;

  @Override
  public boolean reached(double[] point, double value, double[] gradient) {
    for (double component : gradient) {
      if (!(Math.abs(component) <= TOLERANCE)) {
        return false;
      }
    }
    return !(bound(gradient) > GAP * Math.abs(value));
  }

  /// `‖∂f/∂W‖² / (2 l2)`; NaN where it is no bound.
  double bound(double[] gradient) {
    if (!convex || l2 == 0) {
      return Double.NaN;
    }
    double squares = 0;
    for (int i = 0; i < weights; i++) {
      squares = Math.fma(gradient[i], gradient[i], squares);
    }
    return squares / (2 * l2);
  }
}
