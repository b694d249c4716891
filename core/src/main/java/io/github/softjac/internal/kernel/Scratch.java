package io.github.softjac.internal.kernel;

/// Memory of one thread for the sums of the row in hand, so that no kernel allocates.
final class Scratch {

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  /// The last logits of a row, filled up with −∞ to 16 lanes, and their exponentials.
  final float[] tail = new float[16];

  final float[] tailExponentials = new float[16];

  /// Short rows turned so that a vector holds one class of many rows. Turning reads a whole block
  /// of 16 lines where a tile has fewer.
  final float[] tile = new float[16 * (64 + 16)];

  /// Blocks of 16 × 16 on their way to be turned, and turned.
  final float[] block = new float[16 * 16];

  final float[] turned = new float[16 * 16];
  final float[] turnedB = new float[16 * 16];

  /// The sums of long rows by lane, in two parts; a line of 16 lanes a row.
  final float[] sumsA = new float[16 * 16];

  final float[] sumsB = new float[16 * 16];

  /// Sums of 16 lanes in double.
  final double[] lanes = new double[16];

  /// The sums of the rows in hand.
  final double[] sums = new double[16];

  /// Further numbers of the rows in hand.
  final float[] numbers = new float[3 * 16 * 8];

  private Scratch() {}

  static Scratch ofThread() {
    return OF_THREAD.get();
  }
}
