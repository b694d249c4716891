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
  ADAM,
  /// Adam with decoupled weight decay, 0.01 unless set.
  ADAMW,
  /// Mini-batch gradient descent with Nesterov's momentum.
  SGD;

  /// Whether it goes by mini-batches, and so takes the options of steps and checkpoints.
  public boolean byBatches() {
    return switch (this) {
      case AUTO, NEWTON, LBFGS -> false;
      case ADAM, ADAMW, SGD -> true;
    };
  }
}
