package io.github.softjac.cost;

import org.jspecify.annotations.Nullable;

/// The way from the public edge into the batches: all that a caller has given is checked once, then
/// the rows are run through.
final class Batch {

  private Batch() {}

  /// The weighted mean with no option.
  static double meanLogitGradient(
      Cost cost,
      float[] z,
      float[] t,
      float @Nullable [] weights,
      float[] dz,
      int rows,
      int classes) {
    return run(cost, CostOptions.DEFAULT, z, null, t, weights, dz, null, true, rows, classes);
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
    return run(cost, CostOptions.DEFAULT, z, labels, null, weights, dz, null, true, rows, classes);
  }

  /// The same in double.
  static double meanLogitGradient(
      Cost cost,
      double[] z,
      double[] t,
      double @Nullable [] weights,
      double[] dz,
      int rows,
      int classes) {
    return run(cost, CostOptions.DEFAULT, z, null, t, weights, dz, null, true, rows, classes);
  }

  /// The reduced cost of a batch, with either labels or targets, as [FloatPass#run] says.
  static double run(
      Cost cost,
      CostOptions options,
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
      float @Nullable [] dz,
      double @Nullable [] losses,
      boolean mean,
      int rows,
      int classes) {
    BatchCheck.floats(options, z, labels, t, weights, dz, losses, rows, classes);
    return FloatPass.run(cost, options, z, labels, t, weights, dz, losses, mean, rows, classes);
  }

  /// The same in double.
  static double run(
      Cost cost,
      CostOptions options,
      double[] z,
      int @Nullable [] labels,
      double @Nullable [] t,
      double @Nullable [] weights,
      double @Nullable [] dz,
      double @Nullable [] losses,
      boolean mean,
      int rows,
      int classes) {
    BatchCheck.doubles(options, z, labels, t, weights, dz, losses, rows, classes);
    return DoublePass.run(cost, options, z, labels, t, weights, dz, losses, mean, rows, classes);
  }

  /// `H v` of a batch, as [BatchCost#hessianProduct] says.
  static double hessian(
      Cost cost,
      CostOptions options,
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
      float[] v,
      float[] hv,
      int rows,
      int classes) {
    BatchCheck.vectors(z.length, v.length, hv.length, rows, classes);
    BatchCheck.floats(options, z, labels, t, weights, null, null, rows, classes);
    return FloatHessian.run(cost, options, z, labels, t, weights, v, hv, rows, classes);
  }

  /// The same in double.
  static double hessian(
      Cost cost,
      CostOptions options,
      double[] z,
      int @Nullable [] labels,
      double @Nullable [] t,
      double @Nullable [] weights,
      double[] v,
      double[] hv,
      int rows,
      int classes) {
    BatchCheck.vectors(z.length, v.length, hv.length, rows, classes);
    BatchCheck.doubles(options, z, labels, t, weights, null, null, rows, classes);
    return DoubleHessian.run(cost, options, z, labels, t, weights, v, hv, rows, classes);
  }

  /// `H v` alone, as [BatchCost#curvature] says.
  static void curvature(
      Cost cost,
      CostOptions options,
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
      float[] v,
      float[] hv,
      int rows,
      int classes) {
    if (!SoftmaxCurvature.isOf(cost, options)) {
      hessian(cost, options, z, labels, t, weights, v, hv, rows, classes);
      return;
    }
    BatchCheck.vectors(z.length, v.length, hv.length, rows, classes);
    BatchCheck.floats(options, z, labels, t, weights, null, null, rows, classes);
    SoftmaxCurvature.run(options, z, labels, t, weights, v, hv, options.mean(), rows, classes);
  }
}
