package io.github.softjac.trainer;

/// Where a training run stands.
///
/// @param step iterations, or epochs of Adam done
/// @param total most steps there will be
/// @param objective `(1/Σw) Σ w_i L_i + (l2/2) ‖W‖²`; for Adam each row's cost is the one before
///   its batch's step, and the penalty that at the end of the epoch
/// @param validationLogLoss log-loss of the validation rows; NaN where there are none, or where it
///   was not measured: L-BFGS looks at them every tenth iteration, the others after every step
/// @param gradientNorm the largest component of the objective's gradient; NaN where it is not
///   known, as for Adam
/// @param done how much of the way lies behind, from 0 to 1: `step / total`, or more where the
///   gradient tells so. L-BFGS and Newton stop where it is small, and its logarithm falls about
///   evenly
public record TrainingProgress(
    int step,
    int total,
    double objective,
    double validationLogLoss,
    double gradientNorm,
    double done) {

  /// Progress of a solver that does not know the gradient of the whole.
  public TrainingProgress(int step, int total, double objective, double validationLogLoss) {
    this(step, total, objective, validationLogLoss, Double.NaN, (double) step / total);
  }
}
