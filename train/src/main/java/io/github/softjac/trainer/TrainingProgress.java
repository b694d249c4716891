package io.github.softjac.trainer;

/// Where a training run stands.
///
/// @param step iterations of L-BFGS or epochs of Adam done
/// @param total most steps there will be
/// @param objective `(1/Σw) Σ w_i L_i + (l2/2) ‖W‖²`; for Adam the mean over the batches of the
///   epoch, each taken before its update
/// @param validationLogLoss log-loss of the validation rows; NaN where there are none, or where it
///   was not measured at this step
public record TrainingProgress(int step, int total, double objective, double validationLogLoss) {}
