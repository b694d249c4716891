package io.github.softjac.internal.kernel;

/// Back-propagation through softmax for rows of doubles. Two implementations with the same results
/// to the last bit: [ScalarDoubleBackward] is the specification, [VectorDoubleBackward] the speed.
///
/// Every `dz_k` is within `8u·y_k (|dy_k| + Σ_j |dy_j y_j|)` of the exact value, u = 2⁻⁵³, for any
/// number of classes. Of the 8, 2 are the difference and the product. The dot product of a long row
/// has two roundings of products, two of folding 32 lanes to 8, and one of its two parts to one
/// double; what is lost between the chunks is kept. That of a short row has one of its product and
/// five of folding.
public interface DoubleBackward {

  /// The dot product has 32 virtual lanes: class k is summed on lane k mod 32, by fma. Rows of at
  /// most so many classes, one a lane, are folded by plain additions.
  int DOT_LANES = 32;

  /// After so many classes of a longer row the lanes are folded to 8 and added to 8 sums in two
  /// parts.
  int DOT_CHUNK = 64;

  /// Below this a dot product cannot make `dy_k − dot` overflow: it is less than half the distance
  /// of the two largest doubles.
  double LARGE_DOT = 0x1p969;

  /// `dz_k = y_k (dy_k − Σ_j dy_j y_j)` of `rows` rows, the first of which starts at `offset`; `dz`
  /// may be `dy` or `y`.
  void backward(double[] y, double[] dy, double[] dz, int offset, int rows, int classes);
}
