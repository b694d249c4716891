package io.github.softjac.cost;

import io.github.softjac.internal.kernel.TermForm;

/// Poly-1: `L = Σ_k t_k (−log y_k + ε (1 − y_k))`, with `∂L/∂y_k = −t_k (1/y_k + ε)` and `∂²L/∂y_k²
/// = t_k / y_k²`.
///
/// Cross-entropy whose series `−log y = Σ_j (1 − y)^j / j` has another first coefficient: `ε = 0`
/// is cross-entropy, `ε > 0` pushes rows further that are nearly right. A proper scoring rule only
/// for `ε = 0`. In `[0, ∞)`; nothing is dropped. A class with `t_k = 0` contributes 0. From logits:
/// finite for all finite logits.
///
/// When: as cross-entropy, with one number to tune. Any targets. Source: Leng et al., ICLR 2022
/// (arXiv 2204.12511).
public final class Poly1 extends SeparableCost {

  private final double epsilon;
  private final TermForm form;

  /// With ε = 1.
  public Poly1() {
    this(1);
  }

  /// @param epsilon ε, finite and at least −1; 0 is cross-entropy
  /// @throws IllegalArgumentException if it is not
  public Poly1(double epsilon) {
    if (!(epsilon >= -1 && epsilon <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "poly-1: ε is " + epsilon + ": it must be finite and at least -1");
    }
    this.epsilon = epsilon;
    form = new TermForm(TermForm.Kind.POLYNOMIAL, (float) (epsilon + 1));
  }

  @Override
  double term(double y, double t) {
    return logTerm(StrictMath.log(y), y, 1 - y, t);
  }

  @Override
  double slope(double y, double t) {
    return t == 0 ? 0 : -t * (1 / y + epsilon);
  }

  @Override
  double curvature(double y, double t) {
    return t == 0 ? 0 : t / (y * y);
  }

  @Override
  double logTerm(double s, double y, double rest, double t) {
    return t == 0 ? 0 : t * (epsilon * rest - s);
  }

  @Override
  double logSlope(double s, double y, double rest, double t) {
    return -t * (1 + epsilon * y);
  }

  @Override
  double logCurvature(double s, double y, double rest, double t) {
    return -t * epsilon * y;
  }

  @Override
  boolean scored() {
    return true;
  }

  /// `L = ερ − s`.
  @Override
  void score(double[] s, double[] y, double[] rest, double[] losses, double[] factors, int rows) {
    for (int row = 0; row < rows; row++) {
      losses[row] = epsilon * rest[row] - s[row];
      factors[row] = 1 + epsilon * y[row];
    }
  }

  @Override
  TermForm form() {
    return form;
  }

  @Override
  public String toString() {
    return "poly-1:" + Parameter.text(epsilon);
  }
}
