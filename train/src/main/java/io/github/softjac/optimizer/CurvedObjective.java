package io.github.softjac.optimizer;

/// A twice differentiable function, `f: Rⁿ → R`, whose second derivative is known by its products
/// with vectors. The Hessian itself, n × n, is never built.
public interface CurvedObjective extends Objective {

  /// `hv = ∇²f(w) v`, or another symmetric matrix of the same use, such as the Gauss–Newton one. It
  /// need not be positive.
  ///
  /// @param w `[size]`; not to be changed
  /// @param v `[size]`; not to be changed
  /// @param hv receives the product `[size]`; neither `w` nor `v`
  void hessianProduct(double[] w, double[] v, double[] hv);

  /// Something near the inverse Hessian at `w`, and positive: conjugate gradients need the fewer
  /// steps the nearer it is.
  ///
  /// @param w `[size]`; not to be changed
  default Preconditioner preconditioner(double[] w) {
    return Preconditioner.NONE;
  }
}
