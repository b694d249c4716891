package io.github.softjac.trainer;

/// How the objective is minimised.
public enum Solver {
  /// L-BFGS without hidden layers, Adam with.
  AUTO,
  /// Full-batch L-BFGS: to the exact optimum, for networks without hidden layers.
  LBFGS,
  /// Mini-batch Adam: for any network.
  ADAM
}
