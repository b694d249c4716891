package io.github.softjac.cost;

import java.util.Arrays;

/// The second derivative of a cost that has only its first: central differences of the gradient.
final class GradientDifferences {

  /// `f' ≈ Σ_m c_m (f(x + m h) − f(x − m h)) / h`, of eighth order.
  private static final double[] COEFFICIENTS = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};

  /// The largest relative step of an output: four of them reach 1/16 of its [#room] far, so that no
  /// output leaves the range where logarithms and powers of it and of what it lacks to 1 live. The
  /// error of the formula is then some 1e-11, and that of a gradient in float 64 times its
  /// rounding.
  private static final double STEP = 1.0 / 64;

  private static final double LEAST_ROOM = 1.0 / 16;

  private GradientDifferences() {}

  /// `gu = ∂²L/∂y² · u`.
  static void along(Cost cost, double[] y, double[] t, double[] u, double[] gu) {
    int classes = y.length;
    Arrays.fill(gu, 0);
    double fastest = 0;
    for (int k = 0; k < classes; k++) {
      if (u[k] != 0) {
        fastest = Math.max(fastest, Math.abs(u[k]) / room(y[k]));
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

  /// What a step of an output is measured by: the distance to 0, or to 1 where that is less, but no
  /// less than 1/16 there. The products `J v` of softmax keep that relation to both ends by
  /// themselves, so that the floor is for other directions alone: there, shorter steps would lose
  /// the digits of a gradient in float.
  private static double room(double y) {
    return y > 0.5 ? Math.max(1 - y, LEAST_ROOM) : y > 0 ? y : 1;
  }

  private static void move(double[] y, double step, double[] u, double[] moved) {
    for (int k = 0; k < y.length; k++) {
      moved[k] = y[k] + step * u[k];
    }
  }
}
