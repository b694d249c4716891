package io.github.softjac.internal.kernel;

/// Back-propagation through log-softmax for rows of floats. Two implementations with the same
/// results to the last bit: [ScalarFloatLogBackward] is the specification, [VectorFloatLogBackward]
/// the speed.
///
/// Every `dz_k` is within `4u (|dLogY_k| + y_k Σ_j |dLogY_j|)` of the exact value, u = 2⁻²⁴: the
/// sum is one of doubles, rounded once, and the fma rounds once more.
public interface FloatLogBackward {

  /// The sum has 16 virtual lanes in double: class k is summed on lane k mod 16.
  int LANES = 16;

  /// `dz_k = dLogY_k − y_k Σ_j dLogY_j` of `rows` rows, the first of which starts at `offset`; `dz`
  /// may be `dLogY` or `y`.
  void backward(float[] y, float[] dLogY, float[] dz, int offset, int rows, int classes);
}
