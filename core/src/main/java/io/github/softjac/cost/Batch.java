package io.github.softjac.cost;

import io.github.softjac.internal.kernel.Rows;
import org.jspecify.annotations.Nullable;

/// Weighted means over the rows of a batch, for any cost, with no option.
final class Batch {

  private Batch() {}

  static double meanLogitGradient(
      Cost cost,
      float[] z,
      float[] t,
      float @Nullable [] weights,
      float[] dz,
      int rows,
      int classes) {
    check(z, t, dz, rows, classes);
    BatchCheck.weights(weights, rows);
    return FloatPass.run(
        cost, CostOptions.DEFAULT, z, null, t, weights, dz, null, true, rows, classes);
  }

  /// The same for index targets.
  static double meanLogitGradient(
      Cost cost,
      float[] z,
      int[] labels,
      float @Nullable [] weights,
      float[] dz,
      int rows,
      int classes) {
    check(z, labels, dz, rows, classes);
    BatchCheck.weights(weights, rows);
    return FloatPass.run(
        cost, CostOptions.DEFAULT, z, labels, null, weights, dz, null, true, rows, classes);
  }

  static double meanLogitGradient(
      Cost cost,
      double[] z,
      double[] t,
      double @Nullable [] weights,
      double[] dz,
      int rows,
      int classes) {
    check(z.length, dz.length, rows, classes);
    BatchCheck.targets(t, rows, classes);
    BatchCheck.weights(weights, rows);
    return DoublePass.run(
        cost, CostOptions.DEFAULT, z, null, t, weights, dz, null, true, rows, classes);
  }

  /// Checks shapes and targets.
  ///
  /// @return `rows × classes`
  static int check(float[] z, float[] t, float[] dz, int rows, int classes) {
    int length = check(z.length, dz.length, rows, classes);
    BatchCheck.targets(t, rows, classes);
    return length;
  }

  /// Checks shapes and labels.
  ///
  /// @return `rows × classes`
  static int check(float[] z, int[] labels, float[] dz, int rows, int classes) {
    int length = check(z.length, dz.length, rows, classes);
    BatchCheck.labels(labels, CostOptions.IGNORED, rows, classes);
    return length;
  }

  /// The weight of all rows.
  static double totalWeight(float @Nullable [] weights, int rows) {
    BatchCheck.weights(weights, rows);
    double total = 0;
    for (int row = 0; row < rows; row++) {
      total += weights == null ? 1 : weights[row];
    }
    return total;
  }

  /// The weight of all rows that are not ignored.
  static double totalWeight(int[] labels, float @Nullable [] weights, int rows) {
    BatchCheck.weights(weights, rows);
    double total = 0;
    for (int row = 0; row < rows; row++) {
      total += labels[row] == CostOptions.IGNORED ? 0 : weights == null ? 1 : weights[row];
    }
    return total;
  }

  private static int check(int z, int dz, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z, length, rows, classes);
    Rows.check("dz", dz, length, rows, classes);
    return length;
  }
}
