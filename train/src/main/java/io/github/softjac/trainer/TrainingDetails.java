package io.github.softjac.trainer;

import org.jspecify.annotations.Nullable;

/// More of what training gave.
///
/// @param solverReason why this solver
/// @param l2 of the objective: what was asked for, or what was chosen
/// @param gradientNorm largest component of the objective's gradient at the result, before any
///   calibration; NaN where it is not known
/// @param gapBound the objective less its least value is at most this, see [Optimality]; NaN where
///   that cannot be told
/// @param path how l2 was chosen; `null`: it was given
/// @param calibration `null`: none
/// @param outOfFold logits of every training row by a model of the other folds, row-major `[rows ×
///   classes]`, divided by the temperature if there is one; `null`: not asked for
// Details are shown, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record TrainingDetails(
    String solverReason,
    double l2,
    double gradientNorm,
    double gapBound,
    @Nullable PenaltyPath path,
    @Nullable Calibration calibration,
    float @Nullable [] outOfFold) {

  /// Details, as they are.
  // Not the compact form: javac leaves the annotations out of that one's class file.
  public TrainingDetails(
      String solverReason,
      double l2,
      double gradientNorm,
      double gapBound,
      @Nullable PenaltyPath path,
      @Nullable Calibration calibration,
      float @Nullable [] outOfFold) {
    this.solverReason = solverReason;
    this.l2 = l2;
    this.gradientNorm = gradientNorm;
    this.gapBound = gapBound;
    this.path = path;
    this.calibration = calibration;
    this.outOfFold = outOfFold;
  }
}
