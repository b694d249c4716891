package io.github.softjac.trainer;

/// What is chosen by rows that a model has not seen.
///
/// @param searchL2 whether l2 is chosen by cross-validation ([PenaltyPath]); linear networks only
/// @param calibrate whether the logits are divided by the temperature that suits rows that were not
///   trained on: the validation rows, or without them every row by a model of the other folds
/// @param outOfFold whether to predict every training row by a model of the other folds; linear
///   networks only
/// @param folds number of folds, 2 or more; 5 unless set
public record Selection(boolean searchL2, boolean calibrate, boolean outOfFold, int folds) {

  /// Nothing of it.
  public static final Selection NONE = new Selection(false, false, false, 5);

  /// Checks the number of folds.
  ///
  /// @throws IllegalArgumentException if below 2
  public Selection {
    if (folds < 2) {
      throw new IllegalArgumentException("folds is " + folds + ": allowed: 2 or more");
    }
  }
}
