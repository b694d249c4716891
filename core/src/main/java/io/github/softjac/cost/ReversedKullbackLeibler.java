package io.github.softjac.cost;

import io.github.softjac.internal.kernel.ExpectationScore;
import io.github.softjac.internal.kernel.TermForm;

/// Reversed Kullback–Leibler divergence: `L = Σ_k y_k log(y_k / τ_k)` with `τ_k = max(t_k, floor)`,
/// and `∂L/∂y_k = log(y_k / τ_k) + 1`, `∂²L/∂y_k² = 1 / y_k`.
///
/// Without the floor it is infinite for every label, since a class that the target rules out must
/// not have any output at all; the floor is what such a class is taken for. Targets above the floor
/// are taken as they are. The least cost is at `y ∝ τ`. It seeks one mode where the other direction
/// covers all. Not a proper scoring rule. At least `−log Σ_k τ_k`; nothing is dropped. Finite for
/// all logits.
///
/// When: labels with noise, mostly as a part beside cross-entropy; soft targets of which one mode
/// will do. Any targets. Source: Wang et al., ICCV 2019 (arXiv 1908.06112), who set `log 0` to −4,
/// a floor of 0.018.
public final class ReversedKullbackLeibler extends SeparableCost {

  private final double floor;
  private final double logFloor;
  private final TermForm form;
  private final ExpectationScore expectationScore;

  /// With a floor of 0.01.
  public ReversedKullbackLeibler() {
    this(0.01);
  }

  /// @param floor what a smaller target counts for; above 0 and below 1
  /// @throws IllegalArgumentException if it is not
  public ReversedKullbackLeibler(double floor) {
    if (!(floor >= Double.MIN_NORMAL && floor < 1)) {
      throw new IllegalArgumentException(
          "reversed-kl: the floor is " + floor + ": it must be above 0 and below 1");
    }
    this.floor = floor;
    this.logFloor = StrictMath.log(floor);
    float least = Math.max((float) floor, Float.MIN_NORMAL);
    form = new TermForm(TermForm.Kind.OUTPUT_LOG_RATIO, least);
    this.expectationScore = ExpectationScore.ofLogarithms(logFloor);
  }

  @Override
  double term(double y, double t) {
    return y == 0 ? 0 : y * (StrictMath.log(y) - logTarget(t));
  }

  @Override
  double slope(double y, double t) {
    return StrictMath.log(y) - logTarget(t) + 1;
  }

  @Override
  double curvature(double y, double t) {
    return 1 / y;
  }

  @Override
  double logTerm(double s, double y, double rest, double t) {
    return y == 0 ? 0 : y * (s - logTarget(t));
  }

  @Override
  double logSlope(double s, double y, double rest, double t) {
    return y == 0 ? 0 : y * (s - logTarget(t) + 1);
  }

  @Override
  double logCurvature(double s, double y, double rest, double t) {
    return y == 0 ? 0 : y * (s - logTarget(t) + 2);
  }

  /// Of an index label, for batches of floats.
  ExpectationScore expectationScore() {
    return expectationScore;
  }

  private double logTarget(double t) {
    return t <= floor ? logFloor : t == 1 ? 0 : StrictMath.log(t);
  }

  @Override
  TermForm form() {
    return form;
  }

  @Override
  public String toString() {
    return "reversed-kl:" + Parameter.text(floor);
  }
}
