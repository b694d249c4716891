package io.github.softjac.cost;

import org.jspecify.annotations.Nullable;

/// A cost over a batch of rows, with options: the same for every cost, and for one of your own.
///
/// ```java
/// BatchCost cost = BatchCost.of(new CrossEntropy())
///     .labelSmoothing(0.1)
///     .classWeights(1, 5, 2)
///     .ignoredLabel(-100);
/// double mean = cost.gradient(z, labels, null, dz, rows, classes);
/// ```
///
/// An object of this class is immutable: each option gives a new one, in any order. With all
/// options, the cost of row i and what is made of the rows are
///
/// ```
/// L_i = L(softmax(z_i / T), t′_i) + λ (log Σ_k exp(z_ik / T))²       T temperature, λ z-loss
/// t′_i = (1 − ε) t_i + (ε / K) Σ_j t_ij                              ε label smoothing
/// w_i = s_i Σ_k t_ik c_k                                             s sample, c class weights
/// sum = Σ_i w_i L_i,   mean = Σ_i w_i L_i / Σ_i w_i
/// ```
///
/// where an index label is the one-hot target `t_ik = [k = label_i]`, so that `w_i = s_i c_label`.
/// Index labels and soft targets thus have one definition of the mean. Class weights go by the
/// targets as they are given, before smoothing. A row whose label is the one to ignore has weight
/// 0. A row of weight 0 adds nothing and has a zero gradient, whatever its logits are, NaN
/// included. If all weights are 0, so are value and gradient.
///
/// Batches are row-major `[rows × classes]`; arrays may be longer than that, the rest is left
/// alone. Methods take either index labels or targets, in float or in double; `weights` are the
/// sample weights `[rows]`, each finite and 0 or more, or `null` for 1 each.
///
/// Sums run over the rows in blocks whose borders depend on the number of classes alone. No call
/// allocates once its thread's working memory has grown to the shape, unless the cost does.
///
/// All of them throw [IllegalArgumentException] if `rows` is negative, `classes` is below 1, an
/// array is too short, a target is negative or NaN, a label is no class, or a weight is negative,
/// NaN or infinite; the message names row, column and value.
///
/// Where this differs from other libraries: `docs/cost-options.md`.
public final class BatchCost {

  private final Cost cost;
  private final CostOptions options;

  private BatchCost(Cost cost, CostOptions options) {
    this.cost = cost;
    this.options = options;
  }

  /// The mean of this cost, with no other option.
  public static BatchCost of(Cost cost) {
    return new BatchCost(cost, CostOptions.DEFAULT);
  }

  /// Moves ε of each target to all classes alike: `t′ = (1 − ε) t + (ε / K) Σ_j t_j`.
  ///
  /// @param smoothing ε, from 0 (none, the default) to 1
  /// @throws IllegalArgumentException if it is outside
  public BatchCost labelSmoothing(double smoothing) {
    return new BatchCost(cost, options.withSmoothing(smoothing));
  }

  /// Weighs each row by the class of its label, or by its targets, `Σ_k t_k c_k`.
  ///
  /// @param classWeights c `[classes]`, each finite and 0 or more; copied
  /// @throws IllegalArgumentException if one is negative, NaN or infinite
  public BatchCost classWeights(double... classWeights) {
    return new BatchCost(cost, options.withClassWeights(classWeights));
  }

  /// Gives rows of this label the weight 0. It need not be a class.
  ///
  /// @param ignored the label; −1 is the default
  public BatchCost ignoredLabel(int ignored) {
    return new BatchCost(cost, options.withIgnored(ignored));
  }

  /// What [#value] and [#gradient] make of the rows: the mean, if nothing else is said.
  public BatchCost reduction(Reduction reduction) {
    return new BatchCost(cost, options.withReduction(reduction));
  }

  /// Divides the logits by T before the softmax; the gradient is by the logits before that, and so
  /// has the factor 1/T.
  ///
  /// @param temperature T, finite and above 0; 1 is the default
  /// @throws IllegalArgumentException if it is not
  public BatchCost temperature(double temperature) {
    return new BatchCost(cost, options.withTemperature(temperature));
  }

  /// Adds `λ (log Z)²` to each row, with `Z = Σ_k exp(z_k / T)`: it keeps the normaliser near 1,
  /// which nothing else does, since softmax does not see a constant on all logits.
  ///
  /// @param zLoss λ, finite and 0 or more; 0 is the default, 1e-4 usual
  /// @throws IllegalArgumentException if it is not
  public BatchCost zLoss(double zLoss) {
    return new BatchCost(cost, options.withZLoss(zLoss));
  }

  /// The reduced cost of a batch.
  ///
  /// @param z logits `[rows × classes]`
  /// @param labels `[rows]`, each a class from 0 on or the label to ignore
  /// @param weights sample weights `[rows]`; null: 1 each
  public double value(float[] z, int[] labels, float @Nullable [] weights, int rows, int classes) {
    return Batch.run(cost, options, z, labels, null, weights, null, null, mean(), rows, classes);
  }

  /// The reduced cost of a batch, and its derivative by the logits, `w_i ∂L_i/∂z_i`, over `Σ w` for
  /// the mean. Without options, this is `meanLogitGradient` of the cost.
  ///
  /// @param dz receives the gradient `[rows × classes]`; may be `z`
  public double gradient(
      float[] z, int[] labels, float @Nullable [] weights, float[] dz, int rows, int classes) {
    if (mean() && options.plain()) {
      return cost.meanLogitGradient(z, labels, weights, dz, rows, classes);
    }
    return Batch.run(cost, options, z, labels, null, weights, dz, null, mean(), rows, classes);
  }

  /// The cost of each row, unreduced.
  ///
  /// @param losses receives `w_i L_i` `[rows]`
  public void values(
      float[] z, int[] labels, float @Nullable [] weights, double[] losses, int rows, int classes) {
    Batch.run(cost, options, z, labels, null, weights, null, losses, false, rows, classes);
  }

  /// The cost of each row, unreduced, and its derivative by the logits of that row.
  ///
  /// @param losses receives `w_i L_i` `[rows]`
  /// @param dz receives `w_i ∂L_i/∂z_i` `[rows × classes]`; may be `z`
  public void gradients(
      float[] z,
      int[] labels,
      float @Nullable [] weights,
      double[] losses,
      float[] dz,
      int rows,
      int classes) {
    Batch.run(cost, options, z, labels, null, weights, dz, losses, false, rows, classes);
  }

  /// The second derivative of the reduced cost by the logits times a vector, `H v`: row by row,
  /// since rows do not meet. Computed in double.
  ///
  /// @param v a change of the logits `[rows × classes]`
  /// @param hv receives the product `[rows × classes]`; may be `v` or `z`
  /// @return the reduced cost
  public double hessianProduct(
      float[] z,
      int[] labels,
      float @Nullable [] weights,
      float[] v,
      float[] hv,
      int rows,
      int classes) {
    return Batch.hessian(cost, options, z, labels, null, weights, v, hv, rows, classes);
  }

  /// [#hessianProduct] without the cost, for solvers, which ask for many products at the same
  /// logits. Cross-entropy without z-loss is computed in float here, `H v = w (Σ_k t_k) J v`, block
  /// by block; its error is some units of float in the largest entry of `v`.
  ///
  /// @param v a change of the logits `[rows × classes]`
  /// @param hv receives the product `[rows × classes]`; may be `v` or `z`
  public void curvature(
      float[] z,
      int[] labels,
      float @Nullable [] weights,
      float[] v,
      float[] hv,
      int rows,
      int classes) {
    Batch.curvature(cost, options, z, labels, null, weights, v, hv, rows, classes);
  }

  /// The same for targets.
  public void curvature(
      float[] z,
      float[] t,
      float @Nullable [] weights,
      float[] v,
      float[] hv,
      int rows,
      int classes) {
    Batch.curvature(cost, options, z, null, t, weights, v, hv, rows, classes);
  }

  /// The same for targets.
  ///
  /// @param t targets `[rows × classes]`, none negative or NaN
  public double value(float[] z, float[] t, float @Nullable [] weights, int rows, int classes) {
    return Batch.run(cost, options, z, null, t, weights, null, null, mean(), rows, classes);
  }

  /// The same for targets.
  public double gradient(
      float[] z, float[] t, float @Nullable [] weights, float[] dz, int rows, int classes) {
    if (mean() && options.plain()) {
      return cost.meanLogitGradient(z, t, weights, dz, rows, classes);
    }
    return Batch.run(cost, options, z, null, t, weights, dz, null, mean(), rows, classes);
  }

  /// The same for targets.
  public void values(
      float[] z, float[] t, float @Nullable [] weights, double[] losses, int rows, int classes) {
    Batch.run(cost, options, z, null, t, weights, null, losses, false, rows, classes);
  }

  /// The same for targets.
  public void gradients(
      float[] z,
      float[] t,
      float @Nullable [] weights,
      double[] losses,
      float[] dz,
      int rows,
      int classes) {
    Batch.run(cost, options, z, null, t, weights, dz, losses, false, rows, classes);
  }

  /// The same for targets.
  public double hessianProduct(
      float[] z,
      float[] t,
      float @Nullable [] weights,
      float[] v,
      float[] hv,
      int rows,
      int classes) {
    return Batch.hessian(cost, options, z, null, t, weights, v, hv, rows, classes);
  }

  /// The same for index labels in double.
  public double value(
      double[] z, int[] labels, double @Nullable [] weights, int rows, int classes) {
    return Batch.run(cost, options, z, labels, null, weights, null, null, mean(), rows, classes);
  }

  /// The same for index labels in double.
  public double gradient(
      double[] z, int[] labels, double @Nullable [] weights, double[] dz, int rows, int classes) {
    return Batch.run(cost, options, z, labels, null, weights, dz, null, mean(), rows, classes);
  }

  /// The same for index labels in double.
  public void values(
      double[] z,
      int[] labels,
      double @Nullable [] weights,
      double[] losses,
      int rows,
      int classes) {
    Batch.run(cost, options, z, labels, null, weights, null, losses, false, rows, classes);
  }

  /// The same for index labels in double.
  public void gradients(
      double[] z,
      int[] labels,
      double @Nullable [] weights,
      double[] losses,
      double[] dz,
      int rows,
      int classes) {
    Batch.run(cost, options, z, labels, null, weights, dz, losses, false, rows, classes);
  }

  /// The same for index labels in double.
  public double hessianProduct(
      double[] z,
      int[] labels,
      double @Nullable [] weights,
      double[] v,
      double[] hv,
      int rows,
      int classes) {
    return Batch.hessian(cost, options, z, labels, null, weights, v, hv, rows, classes);
  }

  /// The same for targets in double.
  public double value(double[] z, double[] t, double @Nullable [] weights, int rows, int classes) {
    return Batch.run(cost, options, z, null, t, weights, null, null, mean(), rows, classes);
  }

  /// The same for targets in double.
  public double gradient(
      double[] z, double[] t, double @Nullable [] weights, double[] dz, int rows, int classes) {
    if (mean() && options.plain()) {
      return cost.meanLogitGradient(z, t, weights, dz, rows, classes);
    }
    return Batch.run(cost, options, z, null, t, weights, dz, null, mean(), rows, classes);
  }

  /// The same for targets in double.
  public void values(
      double[] z, double[] t, double @Nullable [] weights, double[] losses, int rows, int classes) {
    Batch.run(cost, options, z, null, t, weights, null, losses, false, rows, classes);
  }

  /// The same for targets in double.
  public void gradients(
      double[] z,
      double[] t,
      double @Nullable [] weights,
      double[] losses,
      double[] dz,
      int rows,
      int classes) {
    Batch.run(cost, options, z, null, t, weights, dz, losses, false, rows, classes);
  }

  /// The same for targets in double.
  public double hessianProduct(
      double[] z,
      double[] t,
      double @Nullable [] weights,
      double[] v,
      double[] hv,
      int rows,
      int classes) {
    return Batch.hessian(cost, options, z, null, t, weights, v, hv, rows, classes);
  }

  /// `Σ_i w_i`, the weight of all rows: what the mean divides by. Every label and weight is
  /// checked.
  ///
  /// @param labels `[rows]`, each a class from 0 on or the label to ignore
  /// @param weights sample weights `[rows]`; null: 1 each
  public double totalWeight(int[] labels, float @Nullable [] weights, int rows, int classes) {
    BatchCheck.classWeights(options.classWeights(), classes);
    BatchCheck.labels(labels, options.ignored(), rows, classes);
    BatchCheck.weights(weights, rows);
    return FloatWeights.totalWeight(options, labels, null, weights, rows, classes);
  }

  /// The same for targets.
  ///
  /// @param t targets `[rows × classes]`, none negative or NaN
  public double totalWeight(float[] t, float @Nullable [] weights, int rows, int classes) {
    BatchCheck.classWeights(options.classWeights(), classes);
    BatchCheck.targets(t, rows, classes);
    BatchCheck.weights(weights, rows);
    return FloatWeights.totalWeight(options, null, t, weights, rows, classes);
  }

  /// The cost of a row, without the options.
  public Cost cost() {
    return cost;
  }

  @Override
  public String toString() {
    return cost + " " + options;
  }

  private boolean mean() {
    return options.mean();
  }
}
