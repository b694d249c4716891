package io.github.softjac.optimizer;

import java.util.function.BooleanSupplier;

/// When a minimiser stops, beside the end of what its precision can tell apart.
///
/// @param maxIterations most iterations, 0 or more
/// @param convergence whether a point is near enough to the minimum
/// @param timeIsUp asked before each evaluation of an objective that can be forgone
public record StoppingRule(int maxIterations, Convergence convergence, BooleanSupplier timeIsUp) {

  /// Whether a point is near enough to the minimum.
  @FunctionalInterface
  public interface Convergence {

    /// Whether this point is.
    ///
    /// @param point not to be changed
    /// @param value the objective there
    /// @param gradient its gradient there; not to be changed
    boolean reached(double[] point, double value, double[] gradient);
  }

  /// Checks the number.
  ///
  /// @throws IllegalArgumentException if it is out of range
  public StoppingRule {
    if (maxIterations < 0) {
      throw new IllegalArgumentException(
          "maxIterations is " + maxIterations + ": allowed: 0 or more");
    }
  }

  /// A rule that is content where no component of the gradient exceeds a tolerance, without a limit
  /// of time.
  ///
  /// @throws IllegalArgumentException if a number is negative or NaN
  public StoppingRule(int maxIterations, double gradientTolerance) {
    this(
        maxIterations,
        (point, value, gradient) -> Vectors.maxNorm(gradient) <= gradientTolerance,
        () -> false);
    if (!(gradientTolerance >= 0)) {
      throw new IllegalArgumentException(
          "gradientTolerance is " + gradientTolerance + ": allowed: 0 or more");
    }
  }
}
