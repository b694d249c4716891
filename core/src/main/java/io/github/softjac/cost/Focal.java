package io.github.softjac.cost;

import io.github.softjac.internal.kernel.DoubleExp;
import io.github.softjac.internal.kernel.DoubleLog;

/// Focal cost: `L = −Σ_k t_k (1 − y_k)^γ log y_k`, with `∂L/∂y_k = t_k (γ (1 − y_k)^(γ−1) log y_k −
/// (1 − y_k)^γ / y_k)`.
///
/// Cross-entropy with less weight on rows that are already right: `γ = 0` is cross-entropy. Not a
/// proper scoring rule for `γ > 0`: its probabilities come out less sure than they should. In `[0,
/// ∞)`; nothing is dropped. A class with `t_k = 0` contributes 0. From logits: finite for all
/// finite logits, `1 − y_k` is a sum where it is small.
///
/// With γ between 0 and 1 the second derivative by `y_k` has no bound next to 1; behind softmax it
/// is 0 there, as its limit.
///
/// When: many easy rows that drown the hard ones, rare classes. Any targets. Source: Lin et al.,
/// ICCV 2017 (arXiv 1708.02002).
public final class Focal extends SeparableCost {

  private final double gamma;

  /// With γ = 2.
  public Focal() {
    this(2);
  }

  /// @param gamma γ, finite and at least 0; 0 is cross-entropy
  /// @throws IllegalArgumentException if it is not
  public Focal(double gamma) {
    if (!(gamma >= 0 && gamma <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "focal: γ is " + gamma + ": it must be finite and at least 0");
    }
    this.gamma = gamma;
  }

  @Override
  double term(double y, double t) {
    return logTerm(StrictMath.log(y), y, 1 - y, t);
  }

  @Override
  double slope(double y, double t) {
    if (t == 0) {
      return 0;
    }
    double rest = 1 - y;
    double weight = StrictMath.pow(rest, gamma);
    double bend = gamma == 0 ? 0 : gamma * weight * logOverRest(StrictMath.log(y), rest);
    return t * (bend - weight / y);
  }

  @Override
  double curvature(double y, double t) {
    if (t == 0) {
      return 0;
    }
    double rest = 1 - y;
    double weight = StrictMath.pow(rest, gamma);
    double perRest = gamma == 0 ? 0 : gamma * StrictMath.pow(rest, gamma - 1);
    double bend =
        perRest == 0 || gamma == 1
            ? 0
            : (gamma - 1) * perRest * logOverRest(StrictMath.log(y), rest);
    return t * (2 * perRest / y + weight / (y * y) - bend);
  }

  @Override
  double logTerm(double s, double y, double rest, double t) {
    return t == 0 || rest == 0 ? 0 : -t * StrictMath.pow(rest, gamma) * s;
  }

  /// `−t (ρ^γ − γ ρ^γ y s/ρ)` with `ρ = 1 − y`.
  @Override
  double logSlope(double s, double y, double rest, double t) {
    if (t == 0) {
      return 0;
    }
    double weight = StrictMath.pow(rest, gamma);
    return -t * (weight - gamma * weight * yLogOverRest(s, y, rest));
  }

  /// `t γ ρ^(γ−1) y (2 + s − (γ − 1) y s/ρ)`.
  @Override
  double logCurvature(double s, double y, double rest, double t) {
    if (t == 0 || gamma == 0 || y == 0) {
      return 0;
    }
    if (rest == 0) {
      // Multiplied by a w of the size of ρ: what has no bound here has the limit 0 there.
      return gamma == 1 ? 2 * t : 0;
    }
    double bend = (gamma - 1) * yLogOverRest(s, y, rest);
    return t * gamma * StrictMath.pow(rest, gamma - 1) * y * (2 + s - bend);
  }

  /// `log y / (1 − y)`, which is −1 at `y = 1`.
  private static double logOverRest(double s, double rest) {
    return rest == 0 ? -1 : s / rest;
  }

  /// `y log y / (1 − y)`, which is 0 at `y = 0`.
  private static double yLogOverRest(double s, double y, double rest) {
    return y == 0 ? 0 : y * logOverRest(s, rest);
  }

  @Override
  boolean scored() {
    return true;
  }

  /// `L = −ρ^γ s`.
  @Override
  void score(double[] s, double[] y, double[] rest, double[] losses, double[] factors, int rows) {
    for (int row = 0; row < rows; row++) {
      double weight = power(rest[row]);
      double bend = y[row] * s[row] / rest[row];
      losses[row] = rest[row] == 0 ? 0 : -weight * s[row];
      factors[row] = rest[row] == 0 || y[row] == 0 ? weight : weight - gamma * weight * bend;
    }
  }

  /// `ρ^γ`.
  private double power(double rest) {
    if (gamma == 2) {
      return rest * rest;
    }
    return gamma == 0 ? 1 : gamma == 1 ? rest : DoubleExp.exp(gamma * DoubleLog.log(rest));
  }

  @Override
  public String toString() {
    return "focal:" + Parameter.text(gamma);
  }
}
