package io.github.softjac.optimizer;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// A step that makes `q(s) = gᵀs + ½ sᵀHs` small within `‖s‖_M ≤ Δ`, by preconditioned conjugate
/// gradients that stop at the border or where the curvature is not positive.
///
/// `p₀ = −M⁻¹g`; `α = rᵀz / pᵀHp`, `s ← s + αp`, `r ← r + αHp`, `z = M⁻¹r`, `p ← −z + βp` with `β =
/// r'ᵀz' / rᵀz` (Steihaug, The conjugate gradient method and trust regions in large scale
/// optimization, SIAM J. Numer. Anal. 20, 1983; Conn, Gould & Toint, Trust-region methods,
/// algorithm 7.5.1). `‖s‖_M` comes from recurrences, without a product by M.
final class TrustRegionStep {

  /// Why the step ends where it does.
  enum End {
    /// The residual is small enough.
    CONVERGED,
    /// The next point would lie outside.
    BORDER,
    /// There is a direction without positive curvature; the step follows it to the border.
    NEGATIVE_CURVATURE,
    /// Limit of products, or of time.
    LIMIT
  }

  private final CurvedObjective objective;
  private final BooleanSupplier timeIsUp;
  private final double[] step;
  private final double[] residual;
  private final double[] preconditioned;
  private final double[] direction;
  private final double[] product;

  private double length;
  private double decrease;

  TrustRegionStep(CurvedObjective objective, BooleanSupplier timeIsUp) {
    this.objective = objective;
    this.timeIsUp = timeIsUp;
    int size = objective.size();
    step = new double[size];
    residual = new double[size];
    preconditioned = new double[size];
    direction = new double[size];
    product = new double[size];
  }

  /// s, as last computed.
  double[] step() {
    return step;
  }

  /// `‖s‖_M`.
  double length() {
    return length;
  }

  /// `−q(s)`, above 0 unless the gradient is 0.
  double decrease() {
    return decrease;
  }

  /// Computes a step.
  ///
  /// @param w the point
  /// @param g the gradient there
  /// @param radius Δ
  /// @param tolerance the residual to stop at, `‖r‖_M⁻¹ ≤ tolerance · ‖g‖_M⁻¹`
  /// @param maxProducts most Hessian-vector products
  End compute(
      double[] w,
      double[] g,
      Preconditioner preconditioner,
      double radius,
      double tolerance,
      int maxProducts) {
    Arrays.fill(step, 0);
    System.arraycopy(g, 0, residual, 0, g.length);
    preconditioner.solve(residual, preconditioned);
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -preconditioned[i];
    }
    double rz = Vectors.dot(residual, preconditioned);
    double small = tolerance * tolerance * rz;
    double ss = 0;
    double sp = 0;
    double pp = rz;
    End end = End.LIMIT;
    for (int products = 0; products < maxProducts && !timeIsUp.getAsBoolean(); products++) {
      objective.hessianProduct(w, direction, product);
      double curvature = Vectors.dot(direction, product);
      double alpha = rz / curvature;
      double ssNext = ss + alpha * (2 * sp + alpha * pp);
      if (!(curvature > 0) || !(ssNext < radius * radius)) {
        alpha = toBorder(ss, sp, pp, radius);
        advance(alpha);
        ss = radius * radius;
        end = curvature > 0 ? End.BORDER : End.NEGATIVE_CURVATURE;
        break;
      }
      advance(alpha);
      ss = ssNext;
      preconditioner.solve(residual, preconditioned);
      double rzNext = Vectors.dot(residual, preconditioned);
      if (rzNext <= small) {
        end = End.CONVERGED;
        break;
      }
      double beta = rzNext / rz;
      for (int i = 0; i < direction.length; i++) {
        direction[i] = Math.fma(beta, direction[i], -preconditioned[i]);
      }
      sp = beta * (sp + alpha * pp);
      pp = rzNext + beta * beta * pp;
      rz = rzNext;
    }
    length = Math.sqrt(ss);
    // r = g + Hs, so gᵀs + ½ sᵀHs = ½ (gᵀs + rᵀs).
    decrease = -0.5 * (Vectors.dot(g, step) + Vectors.dot(residual, step));
    return end;
  }

  private void advance(double alpha) {
    Vectors.add(step, alpha, direction);
    Vectors.add(residual, alpha, product);
  }

  /// The `τ ≥ 0` with `‖s + τp‖_M = Δ`, in the form that does not cancel.
  private static double toBorder(double ss, double sp, double pp, double radius) {
    double room = radius * radius - ss;
    double root = Math.sqrt(sp * sp + pp * room);
    return sp > 0 ? room / (sp + root) : (root - sp) / pp;
  }
}
