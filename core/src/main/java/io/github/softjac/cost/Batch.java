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
    check(z.length, dz.length, rows, classes);
    BatchCheck.targets(t, rows, classes);
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
    check(z.length, dz.length, rows, classes);
    BatchCheck.labels(labels, CostOptions.IGNORED, rows, classes);
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

  private static void check(int z, int dz, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z, length, rows, classes);
    Rows.check("dz", dz, length, rows, classes);
  }
}
