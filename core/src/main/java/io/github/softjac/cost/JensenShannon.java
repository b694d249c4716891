package io.github.softjac.cost;

import io.github.softjac.internal.kernel.RowFunctions;
import io.github.softjac.internal.kernel.TermForm;

/// Jensen–Shannon divergence: `L = ½ Σ_k (t_k log(t_k / m_k) + y_k log(y_k / m_k))` with `m = (y +
/// t) / 2`, and `∂L/∂y_k = ½ log(y_k / m_k)`, `∂²L/∂y_k² = ½ t_k / (y_k (y_k + t_k))`.
///
/// Symmetric in y and t, 0 where they are equal, in `[0, log 2]` for targets that sum to 1: a
/// mislabelled row has a bounded say. Not a proper scoring rule. Nothing is dropped. Finite for all
/// logits, `−∞` among them. With `d = (y − t) / (y + t)` the term is `½ (t log(1 − d) + y log(1 +
/// d))`, which keeps its digits where y is next to t.
///
/// When: labels with noise, or soft targets that are no surer than the outputs. Any targets.
/// Source: Lin, IEEE Transactions on Information Theory 37(1), 1991; as a cost: Englesson and
/// Azizpour, NeurIPS 2021 (arXiv 2105.04522).
public final class JensenShannon extends SeparableCost {

  private static final double LOG_2 = 0.6931471805599453;
  private static final TermForm FORM = new TermForm(TermForm.Kind.DIVERGENCE, 0);

  /// The divergence has no parameter.
  public JensenShannon() {}

  @Override
  double term(double y, double t) {
    return term(y, t, y - t);
  }

  @Override
  double slope(double y, double t) {
    return 0.5 * logOfMean(y, t, y - t);
  }

  @Override
  double curvature(double y, double t) {
    return t == 0 ? 0 : 0.5 * t / (y * (y + t));
  }

  @Override
  double logTerm(double s, double y, double rest, double t) {
    return term(y, t, difference(y, rest, t));
  }

  @Override
  double logSlope(double s, double y, double rest, double t) {
    return y == 0 ? 0 : 0.5 * y * logOfMean(y, t, difference(y, rest, t));
  }

  @Override
  double logCurvature(double s, double y, double rest, double t) {
    return y == 0 ? 0 : logSlope(s, y, rest, t) + 0.5 * y * (t / (y + t));
  }

  private static double term(double y, double t, double difference) {
    if (t == 0) {
      return 0.5 * LOG_2 * y;
    }
    double ofTarget = t * logOnePlus(-difference, t, y);
    return 0.5 * (y == 0 ? ofTarget : ofTarget + y * logOfMean(y, t, difference));
  }

  /// `log(y / m)`.
  private static double logOfMean(double y, double t, double difference) {
    return t == 0 ? LOG_2 : logOnePlus(difference, y, t);
  }

  /// `log(a / m) = log(1 + (a − b) / (a + b))`, `m = (a + b) / 2`; the second form where a is next
  /// to b.
  private static double logOnePlus(double difference, double a, double b) {
    double d = difference / (a + b);
    return Math.abs(d) > 0.5 ? StrictMath.log(2 * a / (a + b)) : StrictMath.log1p(d);
  }

  @Override
  boolean scored() {
    return true;
  }

  /// With `m = (1 + y) / 2` at the label and `y_k / 2` elsewhere: `L = ½ (ρ log 2 − (1 + y) log m +
  /// y s)`, where `log m = log(1 − ρ/2)`.
  @Override
  void score(double[] s, double[] y, double[] rest, double[] losses, double[] factors, int rows) {
    // −log m = log(1 + ρ / (2 − ρ))
    for (int row = 0; row < rows; row++) {
      losses[row] = rest[row] / (2 - rest[row]);
    }
    RowFunctions.logOnePlus(losses, rows);
    for (int row = 0; row < rows; row++) {
      double own = y[row] * Math.max(s[row], -Double.MAX_VALUE);
      double minusLogMean = losses[row];
      losses[row] = 0.5 * (rest[row] * LOG_2 + (2 - rest[row]) * minusLogMean + own);
      factors[row] = 0.5 * (y[row] * (LOG_2 - minusLogMean) - own);
    }
  }

  @Override
  TermForm form() {
    return FORM;
  }

  @Override
  public String toString() {
    return "jensen-shannon";
  }
}
