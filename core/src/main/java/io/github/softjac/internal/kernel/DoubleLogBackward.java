package io.github.softjac.internal.kernel;

/// Back-propagation through log-softmax for rows of doubles. Two implementations with the same
/// results to the last bit: [ScalarDoubleLogBackward] is the specification,
/// [VectorDoubleLogBackward] the speed.
///
/// Every `dz_k` is within `8u (|dLogY_k| + y_k Σ_j |dLogY_j|)` of the exact value, u = 2⁻⁵³, for
/// any number of classes: the sum goes the way of the dot product of [DoubleBackward], at most five
/// roundings on the way of a term, and the fma rounds once.
public interface DoubleLogBackward {

  /// `dz_k = dLogY_k − y_k Σ_j dLogY_j` of `rows` rows, the first of which starts at `offset`; `dz`
  /// may be `dLogY` or `y`.
  void backward(double[] y, double[] dLogY, double[] dz, int offset, int rows, int classes);
}
