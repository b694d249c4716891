package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.Rows;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Checks of what a batch is made of, made once at the public edge.
final class BatchCheck {

  private BatchCheck() {}

  /// Everything of a batch, with either labels or targets; `dz` and `losses` where there are.
  ///
  /// @throws IllegalArgumentException as [BatchCost] says
  static void floats(
      CostOptions options,
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
      float @Nullable [] dz,
      double @Nullable [] losses,
      int rows,
      int classes) {
    logits(options, z.length, dz == null ? z.length : dz.length, rows, classes);
    if (labels != null) {
      labels(labels, options.ignored(), rows, classes);
    } else {
      targets(Objects.requireNonNull(t, "neither labels nor targets"), rows, classes);
    }
    weights(weights, rows);
    oneEach("losses", losses == null ? rows : losses.length, rows);
  }

  /// The same in double.
  static void doubles(
      CostOptions options,
      double[] z,
      int @Nullable [] labels,
      double @Nullable [] t,
      double @Nullable [] weights,
      double @Nullable [] dz,
      double @Nullable [] losses,
      int rows,
      int classes) {
    logits(options, z.length, dz == null ? z.length : dz.length, rows, classes);
    if (labels != null) {
      labels(labels, options.ignored(), rows, classes);
    } else {
      targets(Objects.requireNonNull(t, "neither labels nor targets"), rows, classes);
    }
    weights(weights, rows);
    oneEach("losses", losses == null ? rows : losses.length, rows);
  }

  private static void logits(CostOptions options, int z, int dz, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z, length, rows, classes);
    classWeights(options.classWeights(), classes);
    Rows.check("dz", dz, length, rows, classes);
  }

  /// @throws IllegalArgumentException if an array of logits, or of a vector or product beside them,
  ///   is too short
  static void vectors(int z, int v, int hv, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z, length, rows, classes);
    Rows.check("v", v, length, rows, classes);
    Rows.check("hv", hv, length, rows, classes);
  }

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
