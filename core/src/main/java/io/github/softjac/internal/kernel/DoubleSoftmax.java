package io.github.softjac.internal.kernel;

/// The loops over rows of doubles. There are two implementations with the same results to the last
/// bit: [ScalarDoubleSoftmax] is the specification, [VectorDoubleSoftmax] the speed.
public interface DoubleSoftmax {

  /// Rows of so many classes and more are summed on 8 virtual lanes; shorter ones class by class.
  int LONG_ROW = 32;

  /// Virtual lanes of a long row: class k is summed on lane k mod 8.
  int LANES = 8;

  /// So many classes of a long row are summed with one rounding error kept apart; the sums of the
  /// chunks are added with the error of each addition.
  int CHUNK = 4096;

  /// Softmax of `rows` rows, the first of which starts at `offset`; `y` may be `z`.
  void forward(double[] z, double[] y, int offset, int rows, int classes);
}
