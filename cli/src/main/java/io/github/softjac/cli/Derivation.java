package io.github.softjac.cli;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.cost.Cost;
import io.github.softjac.softmax.Softmax;

/// One row carried through softmax and a cost, forward and backward, with every number kept.
final class Derivation {

  private static final double STEP = 1.0 / 64;

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
    return FiniteDifferences.gradient(v -> cost.logitGradient(v, t, y, scratch), shifted, STEP);
  }

  /// `max_k |dz_k − dzNumeric_k|`.
  double maxDifference() {
    double max = 0;
    for (int k = 0; k < dz.length; k++) {
      max = Math.max(max, Math.abs(dz[k] - dzNumeric[k]));
    }
    return max;
  }
}
