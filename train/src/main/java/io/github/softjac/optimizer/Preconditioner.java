package io.github.softjac.optimizer;

/// `M⁻¹`, for an `M` that is symmetric, positive, cheap to solve with, and near the Hessian.
@FunctionalInterface
public interface Preconditioner {

  /// `M = I`.
  Preconditioner NONE = (r, s) -> System.arraycopy(r, 0, s, 0, r.length);

  /// `s = M⁻¹ r`.
  ///
  /// @param r `[size]`; not to be changed
  /// @param s receives the result `[size]`; not `r`
  void solve(double[] r, double[] s);
}
