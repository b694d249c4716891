package io.github.softjac.internal.kernel;

/// Softmax + cross-entropy of rows of doubles, loss and derivative by the logits in one pass. Two
/// implementations with the same results to the last bit: [ScalarDoubleCrossEntropy] is the
/// specification, [VectorDoubleCrossEntropy] the speed.
///
/// With g the largest logit and `q = Σ_{j ≠ g} exp(z_j − g)` the loss is `Σ_k t_k (log(1 + q) + (g
/// − z_k))`, all terms of one sign: within 4 ulp. Where q is below [DoubleLogSoftmax#DOMINATED],
/// the other exponentials are added on their own; what is below 2⁻¹⁰²² of the largest is left out.
///
/// Every `dz_k` is within `8u·share (y_k Σ_j t_j + t_k)` of the exact value, u = 2⁻⁵³; that of an
/// index label that is the largest of its row within 8u of itself.
///
/// Arrays with one element a row, `labels`, `shares` and `losses`, begin with the first row. All
/// rows with a NaN have a NaN as their loss and gradient; a row whose share is 0 has a gradient of
/// 0 in any case. At least two classes.
public interface DoubleCrossEntropy {

  /// Of index labels, `dz_k = share (y_k − [k = label])`; `dz` may be `z` if they begin at the same
  /// place.
  ///
  /// @param losses receives `log(1 + q) + (g − z_label)`
  void ofLabels(
      double[] z,
      int zAt,
      int[] labels,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int rows,
      int classes);

  /// Of targets, `dz_k = share (y_k Σ_j t_j − t_k)`; `dz` may be `z` if they begin at the same
  /// place.
  ///
  /// @param losses receives `Σ_k t_k (log(1 + q) + (g − z_k))`
  void ofTargets(
      double[] z,
      int zAt,
      double[] t,
      int tAt,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int rows,
      int classes);
}
