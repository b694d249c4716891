package io.github.softjac.internal.kernel;

/// Back-propagation through softmax for rows of floats. Two implementations with the same results
/// to the last bit: [ScalarFloatBackward] is the specification, [VectorFloatBackward] the speed.
public interface FloatBackward {

  /// The dot product has 64 virtual lanes in float: class k is summed on lane k mod 64, by fma.
  int DOT_LANES = 64;

  /// After so many classes the 64 lanes are folded to one, the upper half on the lower each time;
  /// the sums of the chunks are added in double.
  int DOT_CHUNK = 512;

  /// Below this a dot product cannot make `dy_k − dot` overflow: it is less than half the distance
  /// of the two largest floats.
  float LARGE_DOT = 0x1p102f;

  /// `dz_k = y_k (dy_k − Σ_j dy_j y_j)` of `rows` rows, the first of which starts at `offset`; `dz`
  /// may be `dy` or `y`.
  void backward(float[] y, float[] dy, float[] dz, int offset, int rows, int classes);
}
