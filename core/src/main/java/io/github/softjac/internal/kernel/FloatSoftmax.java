package io.github.softjac.internal.kernel;

/// The loops over rows of floats. There are two implementations with the same results to the last
/// bit: [ScalarFloatSoftmax] is the specification, [VectorFloatSoftmax] the speed.
public interface FloatSoftmax {

  /// Rows of so many classes and more are summed on 16 virtual lanes; shorter ones class by class.
  int LONG_ROW = 64;

  /// Virtual lanes of a long row: class k is summed on lane k mod 16.
  int LANES = 16;

  /// So many classes of a long row are summed in float; the partial sums of the chunks in double.
  int CHUNK = 4096;

  /// Softmax of `rows` rows, the first of which starts at `offset`; `y` may be `z`.
  void forward(float[] z, float[] y, int offset, int rows, int classes);
}
