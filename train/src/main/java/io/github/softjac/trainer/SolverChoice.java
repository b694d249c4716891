package io.github.softjac.trainer;

import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.KullbackLeibler;
import io.github.softjac.cost.SparsemaxLoss;
import io.github.softjac.linear.Features;
import io.github.softjac.linear.SparseRows;

/// What [Solver#AUTO] comes to, and why.
///
/// @param solver never `AUTO`
/// @param reason one phrase to show
public record SolverChoice(Solver solver, String reason) {

  private static final SolverChoice CONVEX =
      new SolverChoice(
          Solver.NEWTON,
          "the model is linear and the cost convex, so it gets to the optimum soonest");

  private static final SolverChoice SPARSE =
      new SolverChoice(
          Solver.LBFGS,
          "the rows are sparse, where steps without second derivatives get there sooner");

  /// The choice for a network with or without hidden layers under a cost.
  static SolverChoice of(boolean hidden, Cost cost, boolean l1) {
    if (hidden) {
      return new SolverChoice(Solver.ADAMW, "there are hidden layers, so the rows go in batches");
    }
    if (l1) {
      return new SolverChoice(
          Solver.LBFGS, "l1 makes weights exactly 0, which its orthant-wise form can");
    }
    if (isConvex(cost)) {
      return CONVEX;
    }
    return new SolverChoice(
        Solver.LBFGS, "the model is linear, but the cost is not known to be convex");
  }

  /// This choice once the rows are known: on sparse rows Newton's preconditioner is only a
  /// diagonal, and a step of L-BFGS costs one pass where Newton's costs many. A solver that was
  /// asked for stays.
  SolverChoice suitedTo(Features features) {
    return equals(CONVEX) && features instanceof SparseRows ? SPARSE : this;
  }

  /// Whether a cost behind softmax is known to be convex in the logits.
  static boolean isConvex(Cost cost) {
    return cost instanceof CrossEntropy
        || cost instanceof KullbackLeibler
        || cost instanceof SparsemaxLoss;
  }
}
