package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.ScalarDoubleLogBackward.canonical;

import java.util.Arrays;

/// Softmax + cross-entropy of double rows in plain loops: the specification of
/// [VectorDoubleCrossEntropy].
final class ScalarDoubleCrossEntropy implements DoubleCrossEntropy {

  private static final int CHUNK = DoubleSoftmax.CHUNK;

  @Override
  public void ofLabels(
      double[] z,
      int zAt,
      int[] labels,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int rows,
      int classes) {
    DoubleScratch scratch = DoubleScratch.ofThread();
    for (int row = 0; row < rows; row++) {
      int at = row * classes;
      losses[row] = ofLabel(z, zAt + at, labels[row], shares[row], dz, dzAt + at, classes, scratch);
    }
  }

  @Override
  public void ofTargets(
      double[] z,
      int zAt,
      double[] t,
      int tAt,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int rows,
      int classes) {
    DoubleScratch scratch = DoubleScratch.ofThread();
    for (int row = 0; row < rows; row++) {
      int at = row * classes;
      losses[row] =
          ofTarget(z, zAt + at, t, tAt + at, shares[row], dz, dzAt + at, classes, scratch);
    }
  }

  /// One row against an index label, `dz_k = share (y_k − [k = label])`.
  ///
  /// @return `log(1 + q) + (g − z_label)`
  static double ofLabel(
      double[] z,
      int zAt,
      int label,
      double share,
      double[] dz,
      int dzAt,
      int classes,
      DoubleScratch scratch) {
    int end = dzAt + classes;
    double g = ScalarDoubleSoftmax.max(z, zAt, zAt + classes);
    if (!(Math.abs(g) <= Double.MAX_VALUE)) {
      return UnusualDoubleRow.label(z, zAt, label, share, dz, dzAt, classes, g);
    }
    double gap = DoubleTermSums.gap(z[zAt + label], g);
    double q = outputs(z, zAt, dz, dzAt, classes, g, scratch);
    double loss = DoubleLog.onePlus(q) + gap;
    if (share == 0 || Double.isNaN(q)) {
      Arrays.fill(dz, dzAt, end, share == 0 ? 0 : Double.NaN);
      return Double.isNaN(q) ? Double.NaN : loss;
    }
    for (int k = dzAt; k < end; k++) {
      dz[k] = canonical(dz[k] * share);
    }
    dz[dzAt + label] = ofLabel(dz[dzAt + label], share, gap, q);
    return loss;
  }

  /// The derivative by the logit of the label, from `share·y` of it. Where that is the largest, `1
  /// − y` is `q / (1 + q)`, with all of its digits.
  static double ofLabel(double shareOfOutput, double share, double gap, double q) {
    return canonical(gap == 0 ? 0 - share * (q / (1 + q)) : shareOfOutput - share);
  }

  /// One row against targets, `dz_k = share (y_k Σ_j t_j − t_k)`.
  ///
  /// @return `Σ_k t_k (log(1 + q) + (g − z_k))`
  static double ofTarget(
      double[] z,
      int zAt,
      double[] t,
      int tAt,
      double share,
      double[] dz,
      int dzAt,
      int classes,
      DoubleScratch scratch) {
    int lanes = ScalarDoubleSoftmax.lanes(classes);
    double targets = DoubleTermSums.targets(t, tAt, classes, lanes, scratch);
    double g = ScalarDoubleSoftmax.max(z, zAt, zAt + classes);
    if (!(Math.abs(g) <= Double.MAX_VALUE)) {
      return UnusualDoubleRow.targets(z, zAt, t, tAt, targets, share, dz, dzAt, classes, g);
    }
    double gaps = DoubleTermSums.gaps(z, zAt, t, tAt, classes, lanes, g, scratch);
    double q = outputs(z, zAt, dz, dzAt, classes, g, scratch);
    double loss = canonical(Math.fma(targets, DoubleLog.onePlus(q), gaps));
    if (share == 0 || Double.isNaN(q)) {
      Arrays.fill(dz, dzAt, dzAt + classes, share == 0 ? 0 : Double.NaN);
      return Double.isNaN(q) ? Double.NaN : loss;
    }
    for (int k = 0; k < classes; k++) {
      dz[dzAt + k] = canonical(Math.fma(dz[dzAt + k], targets, -t[tAt + k]) * share);
    }
    return loss;
  }

  /// Writes softmax of a row whose largest logit is g to `y`.
  ///
  /// @return q, NaN if there is a NaN in the row
  private static double outputs(
      double[] z, int zAt, double[] y, int yAt, int classes, double g, DoubleScratch scratch) {
    if (Math.abs(g) <= DoubleShift.LIMIT) {
      return scaled(z, zAt, y, yAt, classes, g, scratch);
    }
    for (int k = 0; k < classes; k++) {
      y[yAt + k] = z[zAt + k] - g;
    }
    return scaled(y, yAt, y, yAt, classes, 0, scratch);
  }

  private static double scaled(
      double[] x, int xAt, double[] y, int yAt, int classes, double g, DoubleScratch scratch) {
    double octaves = DoubleShift.octaves(g);
    double magic = DoubleShift.magic(octaves);
    double lowest = DoubleShift.lowest(octaves);
    int lanes = ScalarDoubleSoftmax.lanes(classes);
    DoubleSum sum = scratch.sum;
    sum.clear();
    int length;
    for (int done = 0; done < classes; done += length) {
      length = Math.min(CHUNK, classes - done);
      ScalarDoubleSoftmax.addChunk(
          x, xAt + done, y, yAt + done, length, lanes, magic, lowest, scratch);
    }
    double high = sum.high;
    double low = sum.low;
    double q = ScalarDoubleLogSoftmax.quotient(sum, g, scratch);
    if (q < DoubleLogSoftmax.DOMINATED) {
      q = dominated(y, yAt, 1, classes, lanes, g, scratch);
    }
    sum.high = high;
    sum.low = low;
    ScalarDoubleSoftmax.scale(y, yAt, yAt + classes, sum);
    return q;
  }

  /// q of a dominated row from its exponentials `e[from + k·stride]`: the others, added on their
  /// own.
  static double dominated(
      double[] e, int from, int stride, int classes, int lanes, double g, DoubleScratch scratch) {
    double least = least(g, scratch);
    double largest = largest(g, scratch);
    return DoubleTermSums.others(e, from, stride, classes, lanes, largest / 2, least, scratch)
        / largest;
  }

  /// The exponential of the largest logit.
  static double largest(double g, DoubleScratch scratch) {
    ScalarDoubleLogSoftmax.exponential(g, DoubleShift.magic(DoubleShift.octaves(g)), scratch);
    return scratch.largest;
  }

  /// The exponential of the lowest logit that matters: that of all below.
  static double least(double g, DoubleScratch scratch) {
    double octaves = DoubleShift.octaves(g);
    ScalarDoubleLogSoftmax.exponential(
        DoubleShift.lowest(octaves), DoubleShift.magic(octaves), scratch);
    return scratch.largest;
  }
}
