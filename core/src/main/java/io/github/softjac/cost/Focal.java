package io.github.softjac.cost;

import io.github.softjac.internal.kernel.RowFunctions;
import io.github.softjac.internal.kernel.TermForm;
import java.util.Arrays;

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

  /// A smaller 1 − y counts as this in a quotient.
  private static final double LEAST_REST = 1e-300;

  private final double gamma;
  private final TermForm form;

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
    TermForm.Kind kind = gamma == 2 ? TermForm.Kind.FOCAL : TermForm.Kind.FOCAL_POWER;
    form = new TermForm(kind, (float) gamma);
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

  /// `L = −ρ^γ s`, `−∂L/∂s = ρ^γ − γ ρ^(γ−1) y s`.
  @Override
  void score(double[] s, double[] y, double[] rest, double[] losses, double[] factors, int rows) {
    double perRest = Math.max(gamma - 1, 0);
    powers(perRest > 0 || gamma == 1 ? perRest : gamma, rest, losses, factors, rows);
    for (int row = 0; row < rows; row++) {
      double divisor = gamma < 1 ? Math.max(rest[row], LEAST_REST) : 1;
      double weight = gamma < 1 ? factors[row] : factors[row] * rest[row];
      double bend = gamma * (y[row] * Math.max(s[row], -Double.MAX_VALUE));
      losses[row] = -weight * s[row];
      factors[row] = weight - factors[row] * bend / divisor;
    }
  }

  /// `ρ^exponent`, by way of `−log ρ = log(1 + (1 − ρ) / ρ)`.
  private static void powers(
      double exponent, double[] rest, double[] logs, double[] powers, int rows) {
    if (exponent == 0) {
      Arrays.fill(powers, 0, rows, 1);
    } else if (exponent == 1) {
      System.arraycopy(rest, 0, powers, 0, rows);
    } else {
      for (int row = 0; row < rows; row++) {
        logs[row] = (1 - rest[row]) / Math.max(rest[row], LEAST_REST);
      }
      RowFunctions.logOnePlus(logs, rows);
      for (int row = 0; row < rows; row++) {
        logs[row] = -exponent * logs[row];
      }
      RowFunctions.exponentials(logs, powers, rows);
    }
  }

  @Override
  TermForm form() {
    return form;
  }

  @Override
  public String toString() {
    return "focal:" + Parameter.text(gamma);
  }
}
