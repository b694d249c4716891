package io.github.softjac.cli;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.cost.Cost;
import io.github.softjac.softmax.Softmax;

/// One row carried through softmax and a cost, forward and backward, with every number kept.
final class Derivation {

  /// From wide to narrow: the widest are the most exact, unless a derivative jumps within them.
  private static final double[] STEPS = {0x1p-6, 0x1p-11, 0x1p-16, 0x1p-21};

  /// Two steps that agree to this have met no jump.
  private static final double AGREEMENT = 1e-9;

  /// Logits.
  final double[] z;

  /// Target.
  final double[] t;

  /// `softmax(z)`.
  final double[] y;

  /// `∂y_i/∂z_j = y_i (δ_ij − y_j)`.
  final double[][] jacobian;

  /// `L(y, t)`.
  final double loss;

  /// `∂L/∂y`.
  final double[] dy;

  /// `∂L/∂z_k = y_k (∂L/∂y_k − Σ_j ∂L/∂y_j y_j)`.
  final double[] dz;

  /// `∂L/∂z` by finite differences.
  final double[] dzNumeric;

  /// `∂²L/∂z_i ∂z_j`.
  final double[][] hessian;

  Derivation(Cost cost, double[] z, double[] t) {
    this.z = z.clone();
    this.t = t.clone();
    y = new double[z.length];
    dz = new double[z.length];
    loss = cost.logitGradient(z, t, y, dz);
    jacobian = Softmax.jacobian(y);
    dy = new double[z.length];
    cost.gradient(y, t, dy);
    dzNumeric = differences(cost, z, t);
    hessian = cost.logitHessian(z, t);
  }

  /// Softmax forgets a constant added to all logits; taking the largest away first lets the step of
  /// the differences count beside logits of any size.
  private static double[] differences(Cost cost, double[] z, double[] t) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : z) {
      max = Math.max(max, logit);
    }
    double[] shifted = z.clone();
    if (Double.isFinite(max)) {
      for (int k = 0; k < shifted.length; k++) {
        shifted[k] -= max;
      }
    }
    double[] y = new double[z.length];
    double[] scratch = new double[z.length];
    double[] numeric = {};
    for (double step : STEPS) {
      double[] wider = numeric;
      numeric =
          FiniteDifferences.gradient(v -> cost.logitGradient(v, t, y, scratch), shifted, step);
      if (wider.length != 0 && !(furthest(wider, numeric) > AGREEMENT)) {
        return wider;
      }
    }
    return numeric;
  }

  private static double furthest(double[] a, double[] b) {
    double max = 0;
    for (int k = 0; k < a.length; k++) {
      max = Math.max(max, Math.abs(a[k] - b[k]));
    }
    return max;
  }

  /// `max_k |dz_k − dzNumeric_k|`.
  double maxDifference() {
    return furthest(dz, dzNumeric);
  }
}
