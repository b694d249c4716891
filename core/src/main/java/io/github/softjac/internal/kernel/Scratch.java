package io.github.softjac.internal.kernel;

/// Memory of one thread for the sums of the row in hand, so that no kernel allocates.
final class Scratch {

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  /// Partial sums, one a virtual lane.
  final double[] lanes = new double[16];

  /// The last logits of a row, before the row is overwritten in place.
  final float[] tail = new float[16];

  /// A block of rows turned so that a vector holds one class of many rows. Turning reads a whole
  /// block of 16 lines where a tile has fewer.
  final float[] tile = new float[16 * (FloatSoftmax.TILE_CLASSES + 16)];

  /// A tile of 16 × 16 on its way to or from rows shorter than a vector.
  final float[] block = new float[16 * 16];

  /// Numbers of the rows in hand.
  final float[] rows = new float[2 * 16 * 8];

  /// Sums of the rows in hand.
  final double[] sums = new double[FloatSoftmax.ROWS_AT_ONCE];

  private Scratch() {}

  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  /// The sum of the lanes, by the tree that folds the upper half on the lower until one is left.
  double foldLanes() {
    double[] s = lanes;
    double s0 = (s[0] + s[8]) + (s[4] + s[12]);
    double s1 = (s[1] + s[9]) + (s[5] + s[13]);
    double s2 = (s[2] + s[10]) + (s[6] + s[14]);
    double s3 = (s[3] + s[11]) + (s[7] + s[15]);
    return (s0 + s2) + (s1 + s3);
  }
}
