package io.github.softjac.trainer;

import io.github.softjac.internal.random.SplitMix64;
import java.util.Arrays;

/// Rows dealt out to folds, each class in the same proportion as far as it goes: the rows of a
/// class, shuffled, go to one fold after the other, and the next class goes on where this one ends.
final class Folds {

  private Folds() {}

  /// The fold of each row, in `[0, folds)`. The same seed gives the same folds.
  ///
  /// @param labels class of each row, in `[0, classes)`
  static int[] of(int[] labels, int classes, int folds, long seed) {
    int[][] byClass = new int[classes][];
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    for (int k = 0; k < classes; k++) {
      byClass[k] = new int[counts[k]];
    }
    Arrays.fill(counts, 0);
    for (int row = 0; row < labels.length; row++) {
      byClass[labels[row]][counts[labels[row]]++] = row;
    }
    SplitMix64 random = new SplitMix64(seed);
    int[] foldOf = new int[labels.length];
    int next = 0;
    for (int[] rows : byClass) {
      random.shuffle(rows);
      for (int row : rows) {
        foldOf[row] = next;
        next = (next + 1) % folds;
      }
    }
    return foldOf;
  }
}
