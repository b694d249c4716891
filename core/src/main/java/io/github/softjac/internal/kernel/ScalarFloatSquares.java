package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// A cost of an index label by its [SquaresScore], row by row in plain loops: the specification of
/// [VectorFloatSquares]. The numbers of a row are those of [SquaresNumbers].
final class ScalarFloatSquares {

  private ScalarFloatSquares() {}

  /// The rows from `firstRow` to before `end`.
  ///
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double rows(
      float[] z,
      int[] labels,
      SquaresScore score,
      KernelOptions options,
      float[] weights,
      double perWeight,
      float[] dz,
      int firstRow,
      int end,
      int classes,
      double loss,
      double[] losses,
      Scratch scratch) {
    double sum = loss;
    for (int row = firstRow; row < end; row++) {
      double weight = weights.length == 0 ? 1 : weights[row];
      int offset = row * classes;
      double rowLoss =
          row(z, labels[row], score, options, weight, perWeight, dz, offset, classes, scratch);
      sum += rowLoss;
      if (losses.length > 0) {
        losses[row] = rowLoss;
      }
    }
    return sum;
  }

  private static double row(
      float[] z,
      int label,
      SquaresScore score,
      KernelOptions options,
      double weight,
      double perWeight,
      float[] dz,
      int offset,
      int classes,
      Scratch scratch) {
    int end = offset + classes;
    if (weight == 0 || label < 0) {
      Arrays.fill(dz, offset, end, 0);
      return 0;
    }
    float g = ScalarFloatSoftmax.max(z, offset, end);
    if (!(Math.abs(g) <= Float.MAX_VALUE)) {
      return weight
          * unusual(z, label, score, options, weight * perWeight, dz, offset, classes, g, scratch);
    }
    int at = offset + label;
    scratch.weights[0] = weight;
    scratch.maxima[0] = g;
    scratch.gaps[0] = (double) g - z[at];
    double q = ScalarFloatCrossEntropy.others(z, dz, offset, end, g, scratch);
    if (Double.isNaN(q)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return Double.NaN;
    }
    scratch.logs[0] = q;
    scratch.outputs[0] = dz[at];
    int m = -1;
    if (SquaresNumbers.isDominated(q)) {
      float half = (float) scratch.largest[0] / 2;
      m = scratch.gaps[0] == 0 ? -1 : largest(dz, offset, end, 1, half);
      leaveOut(dz, at, m);
    }
    scratch.products[0] = squares(dz, offset, end, SquaresNumbers.isDominated(q), scratch);
    SquaresNumbers.of(score, options, perWeight, scratch);
    double share = scratch.shares[0];
    if (options.largestScale(share, 1, g) <= ScalarFloatCrossEntropy.LARGEST_SCALE) {
      gradient(dz, offset, end, scratch.alphas[0], scratch.betas[0]);
    } else {
      wideGradient(dz, offset, end, scratch);
    }
    dz[at] = -scratch.labelSubtrahends[0] + 0f;
    if (m >= 0) {
      dz[m] = scratch.slopesOfLargest[0];
    }
    return scratch.losses[0];
  }

  /// Takes the label, and the largest if it is not the label's, from the squares of a dominated
  /// row: both get gradients of their own.
  static void leaveOut(float[] e, int label, int largest) {
    e[label] = 0;
    if (largest >= 0) {
      e[largest] = 0;
    }
  }

  private static double squares(
      float[] e, int offset, int end, boolean dominated, Scratch scratch) {
    return dominated || end - offset < FloatSoftmax.LONG_ROW
        ? ScalarFloatProducts.inDouble(e, offset, end, e, 0, 0, scratch.lanes)
        : ScalarFloatProducts.inFloat(
            e, offset, end, e, 0, 0, ScalarFloatProducts.SQUARES_START, scratch);
  }

  /// Where the exponential is that is not below half; −1 if there is none.
  static int largest(float[] e, int from, int end, int step, float half) {
    for (int k = from; k < end; k += step) {
      if (e[k] >= half) {
        return k;
      }
    }
    return -1;
  }

  /// `dz_k = e_k (a e_k + b)`, where dz holds the exponentials.
  private static void gradient(float[] dz, int offset, int end, float a, float b) {
    for (int k = offset; k < end; k++) {
      float e = dz[k];
      dz[k] = ScalarFloatProducts.normal(e * Math.fma(a, e, b));
    }
  }

  /// The same where the share of the row makes numbers of α and β that are too large for it.
  private static void wideGradient(float[] dz, int offset, int end, Scratch scratch) {
    ScalarFloatSoftmax.scaleBy(dz, offset, end, scratch.reciprocals[0]);
    double alpha = scratch.factors[0];
    double beta = scratch.rests[0];
    for (int k = offset; k < end; k++) {
      double y = dz[k];
      dz[k] = SquaresNumbers.rounded(scratch.shares[0] * (y * (alpha * y + beta)));
    }
  }

  /// A row whose largest logit is not finite: the one class with `+∞`, or nothing but NaN.
  private static double unusual(
      float[] z,
      int label,
      SquaresScore score,
      KernelOptions options,
      double share,
      float[] dz,
      int offset,
      int classes,
      float g,
      Scratch scratch) {
    SpecialRow.softmax(z, dz, offset, classes, g);
    if (Float.isNaN(dz[offset])) {
      return Double.NaN;
    }
    double y = dz[offset + label];
    scratch.outputs[0] = y;
    scratch.rests[0] = 1 - y;
    scratch.squares[0] = 1 - y;
    score.score(
        scratch.outputs,
        scratch.rests,
        scratch.squares,
        scratch.losses,
        scratch.factors,
        scratch.gammas,
        1);
    boolean steep = options.zLoss() > 0;
    for (int k = offset; k < offset + classes; k++) {
      // y is 0 or 1, and no cost of the outputs moves it from there.
      dz[k] = dz[k] == 1 && steep && share > 0 ? Float.POSITIVE_INFINITY : 0;
    }
    return steep ? Double.POSITIVE_INFINITY : scratch.losses[0];
  }
}
