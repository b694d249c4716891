package io.github.softjac.internal.kernel;

/// A batch of one kind that callers come with, for [WarmUp]. Arrays are exactly as long as the
/// batch: kernels go other ways where a vector would reach beyond the end.
final class WarmUpBatch {

  private static final float[] ODD = {
    Float.NEGATIVE_INFINITY, Float.NaN, -120, 5000, Float.POSITIVE_INFINITY, -3e38f, 3e38f, 80
  };

  /// One in so many logits of an odd batch is odd, so that short rows are now odd, now not.
  private static final int ODD_EVERY = 61;

  final int rows;
  final int classes;

  /// Logits; also gradients.
  final float[] z;

  /// Outputs of a softmax; also targets.
  final float[] y;

  final float[] out;
  final float[] weights;

  /// Labels that are classes, and the same with some to be ignored if the batch is odd.
  final int[] labels;

  final int[] someLabels;

  /// The number of each row where it has a label.
  final int[] lines;

  final double[] losses;
  final double[] wideZ;
  final double[] wideY;
  final double[] wideOut;
  final double[] wideWeights;

  /// Makes a batch.
  ///
  /// @param odd whether it has NaN, infinities, masked entries, and logits beyond the range in
  ///   which no shift is needed
  /// @param wide whether it is of doubles, and else of floats
  WarmUpBatch(int rows, int classes, boolean odd, boolean wide) {
    this.rows = rows;
    this.classes = classes;
    z = new float[rows * classes];
    y = new float[z.length];
    out = new float[wide ? 0 : z.length];
    weights = new float[rows];
    labels = new int[rows];
    someLabels = new int[rows];
    lines = new int[rows];
    losses = new double[rows];
    wideWeights = new double[rows];
    for (int i = 0; i < rows; i++) {
      weights[i] = i % 3;
      wideWeights[i] = odd ? i % 3 : 0.25 + i % 3;
      labels[i] = i * 7 % classes;
      someLabels[i] = odd && i % 5 == 0 ? -1 : labels[i];
      lines[i] = someLabels[i] < 0 ? -1 : i;
    }
    for (int i = 0; i < z.length; i++) {
      z[i] = i * 37 % 101 / 16f - 3;
      y[i] = i * 11 % 17 / 64f;
      if (odd && (i + classes) % ODD_EVERY == 0) {
        z[i] = ODD[i / ODD_EVERY % ODD.length];
      }
    }
    wideZ = new double[wide ? z.length : 0];
    wideY = new double[wideZ.length];
    wideOut = new double[wideZ.length];
    for (int i = 0; i < wideZ.length; i++) {
      wideZ[i] = z[i] * 8;
      wideY[i] = y[i];
    }
  }
}
