package io.github.softjac.linear;

import org.jspecify.annotations.Nullable;

/// A way to go over all rows of a linear model; which one is best depends on its shape.
interface Pass {

  /// The sums over all rows, which [LinearSoftmax] divides by the weight of all rows.
  ///
  /// @param w parameters
  /// @param v the direction of a Hessian product; null for a gradient
  /// @param result receives `Σ w_i dz_i x_iᵀ`, or the product; all 0 before; null if only the value
  ///   is asked for
  /// @return `Σ w_i L_i`; 0 for a Hessian product
  double run(double[] w, double @Nullable [] v, double @Nullable [] result);
}
