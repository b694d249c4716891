package io.github.softjac.optimizer;

import java.util.function.BooleanSupplier;

/// When a minimiser stops, beside the end of what its precision can tell apart.
///
/// @param maxIterations most iterations, 0 or more
/// @param gradientTolerance it stops where no component of the gradient exceeds this; 0 or more
/// @param timeIsUp asked before each evaluation of an objective that can be forgone
public record StoppingRule(int maxIterations, double gradientTolerance, BooleanSupplier timeIsUp) {

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public StoppingRule {
    if (maxIterations < 0) {
      throw new IllegalArgumentException(
          "maxIterations is " + maxIterations + ": allowed: 0 or more");
    }
    if (!(gradientTolerance >= 0)) {
      throw new IllegalArgumentException(
          "gradientTolerance is " + gradientTolerance + ": allowed: 0 or more");
    }
  }

  /// A rule without a limit of time.
  public StoppingRule(int maxIterations, double gradientTolerance) {
    this(maxIterations, gradientTolerance, () -> false);
  }
}
