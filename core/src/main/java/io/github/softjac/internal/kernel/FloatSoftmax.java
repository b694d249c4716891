package io.github.softjac.internal.kernel;

/// The loops over rows of floats. There are two implementations with the same results to the last
/// bit: [ScalarFloatSoftmax] is the specification, [VectorFloatSoftmax] the speed.
public interface FloatSoftmax {

  /// Rows of up to so many classes are summed class by class; longer ones on 16 virtual lanes.
  int TILE_CLASSES = 64;

  /// Virtual lanes of a long row: class k is summed on lane k mod 16. The last `classes mod 16`
  /// classes are counted from the end of the row instead: class `classes − 16 + i` is summed on
  /// lane i.
  int LANES = 16;

  /// So many classes of a long row are summed in float; the partial sums of the chunks in double.
  int CHUNK = 4096;

  /// So many long rows at most are worked on together.
  int ROWS_AT_ONCE = 16;

  /// Softmax of `rows` rows, the first of which starts at `offset`; `y` may be `z`.
  void forward(float[] z, float[] y, int offset, int rows, int classes);
}
