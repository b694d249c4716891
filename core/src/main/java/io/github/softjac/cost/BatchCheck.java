package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.Rows;
import org.jspecify.annotations.Nullable;

/// Checks of what a batch is made of, made once at the public edge.
final class BatchCheck {

  private BatchCheck() {}

  /// @throws IllegalArgumentException if a target is negative or NaN
  static void targets(float[] t, int rows, int classes) {
    int length = rows * classes;
    Rows.check("t", t.length, length, rows, classes);
    int bad = FloatKernels.firstBadTarget(t, length);
    if (bad < length) {
      throw badTarget(bad / classes, bad % classes, String.valueOf(t[bad]));
    }
  }

  /// @throws IllegalArgumentException if a target is negative or NaN
  static void targets(double[] t, int rows, int classes) {
    int length = rows * classes;
    Rows.check("t", t.length, length, rows, classes);
    for (int i = 0; i < length; i++) {
      if (!(t[i] >= 0)) {
        throw badTarget(i / classes, i % classes, String.valueOf(t[i]));
      }
    }
  }

  /// @throws IllegalArgumentException if a label is neither a class nor the one to ignore
  static void labels(int[] labels, int ignored, int rows, int classes) {
    if (labels.length < rows) {
      throw new IllegalArgumentException(
          "labels has %d elements: %d rows need %d".formatted(labels.length, rows, rows));
    }
    for (int row = 0; row < rows; row++) {
      int label = labels[row];
      if ((label < 0 || label >= classes) && label != ignored) {
        throw new IllegalArgumentException(
            "label of row %d is %d: a label must be from 0 to %d, or %d for a row to ignore"
                .formatted(row, label, classes - 1, ignored));
      }
    }
  }

  /// @throws IllegalArgumentException if a weight is negative, NaN or infinite
  static void weights(float @Nullable [] weights, int rows) {
    if (weights == null) {
      return;
    }
    oneEach("weights", weights.length, rows);
    for (int row = 0; row < rows; row++) {
      if (!(weights[row] >= 0 && weights[row] <= Float.MAX_VALUE)) {
        throw badWeight(row, String.valueOf(weights[row]));
      }
    }
  }

  /// @throws IllegalArgumentException if a weight is negative, NaN or infinite
  static void weights(double @Nullable [] weights, int rows) {
    if (weights == null) {
      return;
    }
    oneEach("weights", weights.length, rows);
    for (int row = 0; row < rows; row++) {
      if (!(weights[row] >= 0 && weights[row] <= Double.MAX_VALUE)) {
        throw badWeight(row, String.valueOf(weights[row]));
      }
    }
  }

  /// @throws IllegalArgumentException if there is not one weight a class
  static void classWeights(double @Nullable [] classWeights, int classes) {
    if (classWeights != null && classWeights.length != classes) {
      throw new IllegalArgumentException(
          "there are %d class weights: %d classes need one each"
              .formatted(classWeights.length, classes));
    }
  }

  /// @throws IllegalArgumentException if the array called `name` has less than one element a row
  static void oneEach(String name, int found, int rows) {
    if (found < rows) {
      throw new IllegalArgumentException(
          "%s has %d elements: %d rows need %d".formatted(name, found, rows, rows));
    }
  }

  private static IllegalArgumentException badTarget(int row, int column, String value) {
    return new IllegalArgumentException(
        "target of row %d, column %d is %s: a target must be 0 or more"
            .formatted(row, column, value));
  }

  private static IllegalArgumentException badWeight(int row, String value) {
    return new IllegalArgumentException(
        "weight of row %d is %s: a weight must be finite and 0 or more".formatted(row, value));
  }
}
