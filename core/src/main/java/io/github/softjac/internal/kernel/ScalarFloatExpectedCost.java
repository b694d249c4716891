package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// A cost of an index label by its [ExpectationScore], row by row in plain loops: the specification
/// of [VectorFloatExpectedCost]. The numbers of a row are those of [ExpectationNumbers].
final class ScalarFloatExpectedCost {

  private ScalarFloatExpectedCost() {}

  /// The rows from `firstRow` to before `end`.
  ///
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double rows(
      float[] z,
      int[] labels,
      ExpectationScore score,
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
      ExpectationScore score,
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
      double share = weight * perWeight;
      return weight * unusual(z, label, score, options, share, dz, offset, classes, g);
    }
    boolean ofLogarithms = score.isOfLogarithms();
    float[] c = score.costs();
    int costsAt = label * classes;
    float base = 0;
    int at = offset + label;
    scratch.weights[0] = weight;
    scratch.maxima[0] = g;
    if (ofLogarithms) {
      scratch.gaps[0] = (double) g - z[at];
      c = scratch.kept(classes);
      costsAt = 0;
      base = keep(z, offset, classes, g, c);
    }
    double q = ScalarFloatCrossEntropy.others(z, dz, offset, end, g, scratch);
    if (Double.isNaN(q)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return Double.NaN;
    }
    scratch.logs[0] = q;
    if (ofLogarithms) {
      scratch.outputs[0] = dz[at];
    }
    boolean counted = SquaresNumbers.isDominated(q) && !ofLogarithms;
    if (counted) {
      float half = (float) scratch.largest[0] / 2;
      base = c[costsAt + ScalarFloatSquares.largest(dz, offset, end, 1, half) - offset];
    }
    int shift = costsAt - offset;
    scratch.bases[0] = base;
    scratch.products[0] =
        counted || classes < FloatSoftmax.LONG_ROW
            ? ScalarFloatProducts.inDouble(dz, offset, end, c, shift, base, scratch.lanes)
            : ScalarFloatProducts.inFloat(dz, offset, end, c, shift, base, 0, scratch);
    ExpectationNumbers.of(score, options, perWeight, scratch);
    if (options.largestScale(scratch.shares[0], 1, g) <= ScalarFloatCrossEntropy.LARGEST_SCALE) {
      gradient(dz, offset, end, c, shift, scratch);
    } else {
      wideGradient(dz, offset, end, c, shift, scratch);
    }
    if (ofLogarithms) {
      dz[at] = -scratch.labelSubtrahends[0] + 0f;
    }
    return scratch.losses[0];
  }

  /// Keeps a row of logits, none below the lowest that matters; very large ones are shifted by g.
  ///
  /// @return the largest of what is kept
  private static float keep(float[] z, int offset, int classes, float g, float[] kept) {
    boolean isShifted = Math.abs(g) > FloatShift.LIMIT;
    float largest = isShifted ? 0 : g;
    float lowest = FloatShift.lowest(FloatShift.octaves(largest));
    for (int k = 0; k < classes; k++) {
      float x = isShifted ? z[offset + k] - g : z[offset + k];
      kept[k] = x < lowest ? lowest : x;
    }
    return largest;
  }

  /// `dz_k = e_k (a (c_k − base) + b)`, where dz holds the exponentials.
  private static void gradient(
      float[] dz, int offset, int end, float[] c, int shift, Scratch scratch) {
    float a = scratch.alphas[0];
    float b = scratch.betas[0];
    float base = scratch.bases[0];
    for (int k = offset; k < end; k++) {
      dz[k] = ScalarFloatProducts.normal(dz[k] * Math.fma(c[k + shift] - base, a, b));
    }
  }

  /// The same where the share of the row is too large for numbers in float.
  private static void wideGradient(
      float[] dz, int offset, int end, float[] c, int shift, Scratch scratch) {
    ScalarFloatSoftmax.scaleBy(dz, offset, end, scratch.reciprocals[0]);
    float base = scratch.bases[0];
    double beta = scratch.rests[0];
    for (int k = offset; k < end; k++) {
      double slope = dz[k] * ((c[k + shift] - base) + beta);
      dz[k] = SquaresNumbers.rounded(scratch.shares[0] * slope);
    }
  }

  /// A row whose largest logit is not finite: the one class with `+∞`, or nothing but NaN.
  private static double unusual(
      float[] z,
      int label,
      ExpectationScore score,
      KernelOptions options,
      double share,
      float[] dz,
      int offset,
      int classes,
      float g) {
    SpecialRow.softmax(z, dz, offset, classes, g);
    if (Float.isNaN(dz[offset])) {
      return Double.NaN;
    }
    int hot = 0;
    while (dz[offset + hot] != 1) {
      hot++;
    }
    boolean steep = options.zLoss() > 0;
    // No cost of the outputs moves one that is 0 or 1 from there.
    Arrays.fill(dz, offset, offset + classes, 0);
    dz[offset + hot] = steep && share > 0 ? Float.POSITIVE_INFINITY : 0;
    return steep ? Double.POSITIVE_INFINITY : score.ofOneHot(label, hot, classes);
  }
}
