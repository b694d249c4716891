package io.github.softjac.trainer;

import io.github.softjac.internal.random.SplitMix64;
import java.util.Arrays;

/// Rows cut in two, training and validation, each class in the same proportion.
///
/// A class of `n` rows has `round(fraction · n)` of them held out, but never its last training row:
/// a class seen in validation alone could not be learned, so a class of one row stays in training.
public final class StratifiedSplit {

  private final int[] training;
  private final int[] validation;

  private StratifiedSplit(int[] training, int[] validation) {
    this.training = training;
    this.validation = validation;
  }

  /// A random split; the same seed gives the same split.
  ///
  /// @param labels class of each row, in `[0, classes)`
  /// @param validationFraction share of the rows to hold out, in `[0, 1)`
  /// @throws IllegalArgumentException if the fraction or a label is out of range
  public static StratifiedSplit of(
      int[] labels, int classes, double validationFraction, long seed) {
    if (!(validationFraction >= 0 && validationFraction < 1)) {
      throw new IllegalArgumentException(
          "validation fraction is " + validationFraction + ": allowed: 0 or more and below 1");
    }
    int[][] byClass = rowsByClass(labels, classes);
    SplitMix64 random = new SplitMix64(seed);
    boolean[] heldOut = new boolean[labels.length];
    int held = 0;
    for (int[] rows : byClass) {
      random.shuffle(rows);
      int share = (int) Math.min(Math.round(validationFraction * rows.length), rows.length - 1);
      for (int i = 0; i < share; i++) {
        heldOut[rows[i]] = true;
        held++;
      }
    }
    int[] training = new int[labels.length - held];
    int[] validation = new int[held];
    int trainingRows = 0;
    int validationRows = 0;
    for (int row = 0; row < labels.length; row++) {
      if (heldOut[row]) {
        validation[validationRows++] = row;
      } else {
        training[trainingRows++] = row;
      }
    }
    return new StratifiedSplit(training, validation);
  }

  private static int[][] rowsByClass(int[] labels, int classes) {
    int[][] rows = new int[classes][];
    int[] counts = new int[classes];
    for (int row = 0; row < labels.length; row++) {
      int label = labels[row];
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "label of row %d is %d: a label must be in [0, %d)".formatted(row, label, classes));
      }
      counts[label]++;
    }
    for (int k = 0; k < classes; k++) {
      rows[k] = new int[counts[k]];
    }
    Arrays.fill(counts, 0);
    for (int row = 0; row < labels.length; row++) {
      rows[labels[row]][counts[labels[row]]++] = row;
    }
    return rows;
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
