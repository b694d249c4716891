package io.github.softjac.internal.kernel;

/// Log-softmax and softmax + cross-entropy for rows of floats. Two implementations with the same results
/// to the last bit: [ScalarFloatLogSoftmax] is the specification, [VectorFloatLogSoftmax] the speed.
///
/// With g the largest logit of a row, c the number of classes that have it and
/// `q = (c − 1) + Σ_{z_j < g} exp(z_j − g)`, the logarithm of the sum is `g + log(1 + q)`. The largest
/// term is never added to the others, so that q keeps all its digits where the row is nearly one-hot.
public interface FloatLogSoftmax {

  /// `log y_k = (z_k − g) − log(1 + q)` of `rows` rows, the first of which starts at `offset`; `logY`
  /// may be `z`.
  void forward(float[] z, float[] logY, int offset, int rows, int classes);

  /// Cross-entropy against index labels: for row i, `share_i = weight_i / totalWeight`,
  /// `dz_k = share_i (y_k − [k = label_i])`; a row of weight 0 has dz = 0. `dz` may be `z`.
  ///
  /// @param labels of the rows from `firstRow` on
  /// @param weights of the rows from `firstRow` on; an empty array: 1 each
  /// @return `Σ weight_i (log(1 + q_i) − (z_label − g))`, added in the order of the rows
  double crossEntropy(
      float[] z,
      int[] labels,
      float[] weights,
      double totalWeight,
      float[] dz,
      int firstRow,
      int rows,
      int classes);
}
