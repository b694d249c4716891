package io.github.softjac.trainer;

/// How the objective is minimised.
public enum Solver {
  /// What [SolverChoice] says.
  AUTO,
  /// Truncated Newton on all rows: to the exact optimum, for networks without hidden layers.
  NEWTON,
  /// Full-batch L-BFGS: to the exact optimum, for networks without hidden layers.
  LBFGS,
  /// Mini-batch Adam: for any network.
  ADAM
}
