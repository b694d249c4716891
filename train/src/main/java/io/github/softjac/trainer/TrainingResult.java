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
public record TrainingResult(
    Network network,
    int iterations,
    double objective,
    String stoppedBecause,
    String solver,
    TrainingDetails details) {}
