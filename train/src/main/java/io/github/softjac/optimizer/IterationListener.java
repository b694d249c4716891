package io.github.softjac.optimizer;

/// Hears of every iteration of a minimiser.
@FunctionalInterface
public interface IterationListener {

  /// Hears nothing.
  IterationListener NONE = (iteration, point, value, gradientNorm) -> {};

  /// Iteration `iteration` (from 1) has ended.
  ///
  /// @param point where it ended; not to be changed, and to be changed by the next iteration
  /// @param value the objective there
  /// @param gradientNorm the largest component of the gradient there
  void iteration(int iteration, double[] point, double value, double gradientNorm);
}
