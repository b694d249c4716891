package io.github.softjac.trainer;

import io.github.softjac.model.Network;

/// What training gave.
///
/// @param network the trained network, in float
/// @param iterations iterations, or epochs of mini-batches, that were done
/// @param objective `(1/Σw) Σ w_i L_i + (l2/2) ‖W‖² + l1 ‖W‖₁` of the network over the training
///   rows, before any calibration
/// @param stoppedBecause one phrase to show: "gradient is 0 to tolerance", "iteration limit", …
/// @param solver its name in lower case
/// @param details more
/// @param stop the kind of reason
public record TrainingResult(
    Network network,
    int iterations,
    double objective,
    String stoppedBecause,
    String solver,
    TrainingDetails details,
    Stop stop) {

  /// Why training ended.
  public enum Stop {
    /// The solver found an optimum, or could get no further.
    CONVERGED,
    /// All epochs were done.
    LIMIT,
    /// The validation rows were predicted no better for too long.
    NO_IMPROVEMENT,
    /// The time was up.
    TIME_LIMIT,
    /// Somebody wanted it to end.
    INTERRUPTED,
    /// A cost or gradient was not finite; the network is that of the last epoch before.
    NOT_FINITE
  }

  /// The result of a solver that ran to its end.
  public TrainingResult(
      Network network,
      int iterations,
      double objective,
      String stoppedBecause,
      String solver,
      TrainingDetails details) {
    this(network, iterations, objective, stoppedBecause, solver, details, Stop.CONVERGED);
  }
}
