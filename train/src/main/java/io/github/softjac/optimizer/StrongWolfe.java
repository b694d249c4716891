package io.github.softjac.optimizer;

import io.github.softjac.internal.parallel.Workers;

/// A line search for a step `α` along `d` that meets the strong Wolfe conditions
///
/// `φ(α) ≤ φ(0) + c₁ α φ'(0)` and `|φ'(α)| ≤ c₂ |φ'(0)|`, with `φ(α) = f(w + α d)`, `c₁ = 1e-4`,
/// `c₂ = 0.9` (Nocedal & Wright, Numerical Optimization, 2nd edition, algorithms 3.5 and 3.6, with
/// safeguarded cubic interpolation).
///
/// Close to a minimum the differences of `φ` drown in rounding before those of `φ'` do. So values
/// that differ by [Objective#rounding] or less count as equal, and the slopes decide.
final class StrongWolfe {

  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final int MAX_EVALUATIONS = 40;

  private final Objective objective;
  private final SharedVectors vectors;
  private double[] trial;
  private double[] trialGradient;

  private double[] start = {};
  private double[] direction = {};
  private Trial origin = new Trial(0, 0, 0);
  private Trial last = origin;
  private int evaluations;

  /// A step that was tried.
  ///
  /// @param step α
  /// @param value φ(α)
  /// @param slope φ'(α)
  private record Trial(double step, double value, double slope) {}

  /// @param workers for its own sums
  StrongWolfe(Objective objective, Workers workers) {
    this.objective = objective;
    vectors = new SharedVectors(objective.size(), workers);
    trial = new double[objective.size()];
    trialGradient = new double[objective.size()];
  }

  /// Gives away [#point] and [#gradient], and goes on with these arrays in their place.
  void exchange(double[] point, double[] gradient) {
    trial = point;
    trialGradient = gradient;
  }

  /// Where the last search ended.
  double[] point() {
    return trial;
  }

  /// The gradient there.
  double[] gradient() {
    return trialGradient;
  }

  /// The value there.
  double value() {
    return last.value;
  }

  /// Searches from `from` along `along`, a descent direction.
  ///
  /// @param unscaled whether the length of `along` says nothing: then the first try moves by 1 at
  ///   most, else it is `α = 1`
  /// @return whether a point was found that meets the conditions or is at least lower
  boolean search(
      double[] from, double fromValue, double[] fromGradient, double[] along, boolean unscaled) {
    start = from;
    direction = along;
    origin = new Trial(0, fromValue, vectors.dot(fromGradient, along));
    evaluations = 0;
    Trial low = origin;
    double step = unscaled ? Math.min(1, 1 / Math.sqrt(vectors.dot(along, along))) : 1;
    while (evaluations < MAX_EVALUATIONS) {
      Trial tried = evaluate(step);
      if (isTooHigh(tried, low)) {
        return zoom(low, tried);
      }
      if (isFlat(tried)) {
        return true;
      }
      if (tried.slope >= 0) {
        return zoom(tried, low);
      }
      low = tried;
      step *= 4;
    }
    return last.value < origin.value;
  }

  /// Narrows an interval that holds acceptable steps; `low` is the lower end and itself low enough.
  private boolean zoom(Trial low, Trial high) {
    while (evaluations < MAX_EVALUATIONS) {
      double step = interpolate(low, high);
      if (step == low.step || step == high.step) {
        break;
      }
      Trial tried = evaluate(step);
      if (isTooHigh(tried, low)) {
        high = tried;
        continue;
      }
      if (isFlat(tried)) {
        return true;
      }
      if (tried.slope * (high.step - low.step) >= 0) {
        high = low;
      }
      low = tried;
    }
    if (low.step == 0) {
      return false;
    }
    return evaluate(low.step).value < origin.value;
  }

  private Trial evaluate(double step) {
    vectors.add(start, step, direction, trial);
    double value = objective.value(trial, trialGradient);
    evaluations++;
    last = new Trial(step, value, vectors.dot(trialGradient, direction));
    return last;
  }

  /// Not finite counts as too high: the step left the domain in which the objective can be told.
  private boolean isTooHigh(Trial tried, Trial low) {
    double rounding = objective.rounding() * Math.abs(origin.value);
    double decrease = SUFFICIENT_DECREASE * tried.step * -origin.slope;
    return !Double.isFinite(tried.slope)
        || !(tried.value <= origin.value - decrease + rounding)
        || tried.value > low.value + rounding;
  }

  private boolean isFlat(Trial tried) {
    return Math.abs(tried.slope) <= -CURVATURE * origin.slope;
  }

  /// The minimum of the cubic through both ends, kept off them by a tenth; the middle where that
  /// cubic has none or an end is not finite.
  private static double interpolate(Trial low, Trial high) {
    double width = high.step - low.step;
    double d1 = low.slope + high.slope - 3 * (high.value - low.value) / width;
    double square = d1 * d1 - low.slope * high.slope;
    double d2 = Math.signum(width) * Math.sqrt(square);
    double share = (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2);
    if (!Double.isFinite(share)) {
      return low.step + 0.5 * width;
    }
    return high.step - width * Math.clamp(share, 0.1, 0.9);
  }
}
