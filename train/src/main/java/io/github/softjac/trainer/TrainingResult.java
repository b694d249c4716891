package io.github.softjac.trainer;

import io.github.softjac.model.Network;

/// What training gave.
///
/// @param network the trained network, in float
/// @param iterations iterations of L-BFGS or epochs of Adam that were done
/// @param objective `(1/Σw) Σ w_i L_i + (l2/2) ‖W‖²` of `network` over the training rows
/// @param stoppedBecause one phrase to show: "gradient is 0 to tolerance", "iteration limit", …
/// @param solver `lbfgs` or `adam`
public record TrainingResult(
    Network network, int iterations, double objective, String stoppedBecause, String solver) {}
