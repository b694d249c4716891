package io.github.softjac.internal.kernel;

/// Memory of one thread for the sums of the row in hand, so that no kernel allocates. The twin of
/// [Scratch].
final class DoubleScratch {

  private static final ThreadLocal<DoubleScratch> OF_THREAD =
      ThreadLocal.withInitial(DoubleScratch::new);

  /// Short rows turned so that a vector holds one class of many rows. Turning reads a whole block
  /// of 8 lines where a tile has fewer.
  final double[] tile = new double[8 * (64 + 8)];

  /// A second tile for what is not to be kept in the first.
  final double[] secondTile = new double[8 * (64 + 8)];

  /// Blocks of 8 × 8 on their way to be turned, and turned.
  final double[] block = new double[8 * 8];

  final double[] turned = new double[8 * 8];
  final double[] turnedB = new double[8 * 8];

  /// The sums of long rows by lane, in two parts; a line of 8 lanes a row.
  final double[] sumsA = new double[8 * 8];

  final double[] sumsB = new double[8 * 8];

  /// Sums of 8 lanes, a line a row.
  final double[] sumLines = new double[16 * 8];

  /// The last classes of long rows, fewer than 8, filled up; a line a row.
  final double[] tails = new double[8 * 8];

  /// The lanes of a dot product.
  final double[] dots = new double[32];

  /// The sum of one row over its chunks.
  final DoubleSum sum = new DoubleSum();

  /// Exponentials that are not to be kept: those of the rows in hand, or of a chunk of one.
  final double[] exponentials = new double[DoubleSoftmax.CHUNK];

  /// q of each row in hand, up to 8 tiles of 8, later log(1 + q).
  final double[] logs = new double[8 * 8];

  /// The exponential of the largest logit of one row, rounded, and what that takes away.
  double largest;

  double largestLow;

  /// q of each row in hand, where `logs` holds log(1 + q).
  final double[] quotients = new double[8 * 8];

  /// `g − z_label` of each row in hand, or `Σ_k t_k (g − z_k)`; and `Σ_k t_k`.
  final double[] gaps = new double[8 * 8];

  final double[] targets = new double[8 * 8];

  /// Further numbers of the rows in hand.
  final double[] numbers = new double[3 * 8 * 8];

  private DoubleScratch() {}

  static DoubleScratch ofThread() {
    return OF_THREAD.get();
  }
}
