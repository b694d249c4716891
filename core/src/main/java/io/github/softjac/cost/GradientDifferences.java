package io.github.softjac.cost;

import java.util.Arrays;

/// The second derivative of a cost that has only its first: central differences of the gradient.
final class GradientDifferences {

  /// `f' ≈ Σ_m c_m (f(x + m h) − f(x − m h)) / h`, of eighth order.
  private static final double[] COEFFICIENTS = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};

  /// The largest relative step of an output: four of them reach 1/16 far, so that no output leaves
  /// the range where logarithms and powers live. The error of the formula is then some 1e-11, and
  /// that of a gradient in float 64 times its rounding.
  private static final double STEP = 1.0 / 64;

  private GradientDifferences() {}

  /// `gu = ∂²L/∂y² · u`.
  static void along(Cost cost, double[] y, double[] t, double[] u, double[] gu) {
    int classes = y.length;
    Arrays.fill(gu, 0);
    double fastest = 0;
    for (int k = 0; k < classes; k++) {
      if (u[k] != 0) {
        fastest = Math.max(fastest, y[k] > 0 ? Math.abs(u[k]) / y[k] : Math.abs(u[k]));
      }
    }
    if (fastest == 0) {
      return;
    }
    double h = STEP / fastest;
    double[] moved = new double[classes];
    double[] above = new double[classes];
    double[] below = new double[classes];
    for (int m = COEFFICIENTS.length; m >= 1; m--) {
      move(y, m * h, u, moved);
      cost.gradient(moved, t, above);
      move(y, -m * h, u, moved);
      cost.gradient(moved, t, below);
      for (int k = 0; k < classes; k++) {
        // Where an output is 0 and stays there, its own gradient may be infinite.
        gu[k] += above[k] == below[k] ? 0 : COEFFICIENTS[m - 1] * (above[k] - below[k]) / h;
      }
    }
  }

  private static void move(double[] y, double step, double[] u, double[] moved) {
    for (int k = 0; k < y.length; k++) {
      moved[k] = y[k] + step * u[k];
    }
  }
}
