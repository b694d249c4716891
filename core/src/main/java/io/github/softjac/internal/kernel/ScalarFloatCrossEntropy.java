package io.github.softjac.internal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cross-entropy of one row in plain loops: the specification of [VectorFloatCrossEntropy].
final class ScalarFloatCrossEntropy {

  /// Rows whose share of the weight, times the sum of their targets, is more than this are scaled
  /// in double: 2⁶⁴ times as much has to be a float.
  static final double LARGEST_SCALE = 0x1p32;

  /// An output of a smaller logarithm is below 2⁻¹²⁶ and counts as 0.
  static final double LEAST_LOG = -87.33654475055310;

  private ScalarFloatCrossEntropy() {}

  /// The rows from `firstRow` to before `end`, against labels or targets, the other of which is
  /// null.
  ///
  /// @param score what the label costs; null: cross-entropy, the only one for targets
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double rows(
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      @Nullable LabelScore score,
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
      double rowLoss = 0;
      if (labels != null) {
        int label = labels[row];
        rowLoss =
            options.any()
                ? ScalarFloatOptions.row(
                    z, label, score, options, weight, perWeight, dz, offset, classes, scratch)
                : row(z, label, score, weight, perWeight, dz, offset, classes, scratch);
      }
      if (t != null) {
        rowLoss =
            options.any()
                ? ScalarFloatOptions.row(
                    z, t, options, weight, perWeight, dz, offset, classes, scratch)
                : row(z, t, weight, perWeight, dz, offset, classes, scratch);
      }
      sum += rowLoss;
      if (losses.length > 0) {
        losses[row] = rowLoss;
      }
    }
    return sum;
  }

  /// Against an index label, `dz_k = share (y_k − [k = label])`.
  ///
  /// @param perWeight 1 over the weight of all rows
  /// @return `weight (log(1 + q) + (g − z_label))`
  private static double row(
      float[] z,
      int label,
      @Nullable LabelScore score,
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
    double share = weight * perWeight;
    int at = offset + label;
    float g = ScalarFloatSoftmax.max(z, offset, end);
    if (!(Math.abs(g) <= Float.MAX_VALUE)) {
      return weight
          * UnusualRow.label(
              z, label, score, KernelOptions.NONE, share, dz, offset, classes, g, scratch);
    }
    double gap = (double) g - z[at];
    double q = others(z, dz, offset, end, g, scratch);
    if (Double.isNaN(q)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return Double.NaN;
    }
    double others = scratch.sums[0];
    double total = others + scratch.largest[0];
    double loss = LogOnePlus.of(q) + gap;
    if (score != null) {
      double y = (gap == 0 ? scratch.largest[0] : dz[at]) / total;
      y = -loss < LEAST_LOG ? 0 : y;
      double rest = gap == 0 ? others / total : 1 - y;
      loss = score(score, -loss, y, rest, scratch);
      share *= scratch.factors[0];
    }
    if (weight * perWeight > LARGEST_SCALE) {
      double ofLabel = gap == 0 ? others / total : 1 - dz[at] / total;
      scaleInDouble(dz, offset, end, share, total);
      dz[at] = (float) -(share * ofLabel) + 0f;
      return weight * loss;
    }
    double reciprocal = share * 0x1p64 / total;
    ScalarFloatSoftmax.scaleBy(dz, offset, end, reciprocal);
    dz[at] =
        gap == 0
            ? 0 - ScalarFloatLogSoftmax.rounded(others * (reciprocal * 0x1p-64))
            : dz[at] - ScalarFloatLogSoftmax.rounded(share);
    return weight * loss;
  }

  /// The cost of one row; leaves its factor in `scratch.factors[0]`.
  static double score(LabelScore score, double logY, double y, double rest, Scratch scratch) {
    scratch.logOutputs[0] = logY;
    scratch.outputs[0] = y;
    scratch.rests[0] = rest;
    score.score(
        scratch.logOutputs, scratch.outputs, scratch.rests, scratch.losses, scratch.factors, 1);
    return scratch.losses[0];
  }

  /// Against targets, `dz_k = share (y_k Σ_j t_j − t_k)`.
  ///
  /// @return `weight Σ_k t_k (log(1 + q) + (g − z_k))`
  private static double row(
      float[] z,
      float[] t,
      double weight,
      double perWeight,
      float[] dz,
      int offset,
      int classes,
      Scratch scratch) {
    int end = offset + classes;
    if (weight == 0) {
      Arrays.fill(dz, offset, end, 0);
      return 0;
    }
    double share = weight * perWeight;
    float g = ScalarFloatSoftmax.max(z, offset, end);
    if (!(Math.abs(g) <= Float.MAX_VALUE)) {
      return weight * UnusualRow.targets(z, t, KernelOptions.NONE, share, dz, offset, classes, g);
    }
    double gaps = gaps(z, t, offset, end, g, scratch);
    double targets = scratch.targets[0];
    double q = others(z, dz, offset, end, g, scratch);
    if (Double.isNaN(q)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return Double.NaN;
    }
    double total = scratch.sums[0] + scratch.largest[0];
    double scale = share * targets;
    if (scale <= LARGEST_SCALE) {
      ScalarFloatSoftmax.scaleBy(dz, offset, end, scale * 0x1p64 / total);
      for (int k = offset; k < end; k++) {
        dz[k] = Math.fma((float) -share, t[k], dz[k]);
      }
    } else {
      ScalarFloatSoftmax.scale(dz, offset, end, total);
      subtract(dz, t, share, targets, offset, end);
    }
    return weight * Math.fma(targets, LogOnePlus.of(q), gaps);
  }

  /// Softmax of one row with its numbers, as [FloatLogSoftmax#softmaxOfRows] says.
  static void softmaxOfRow(
      float[] z,
      int zOffset,
      float[] y,
      double[] largest,
      double[] logLargest,
      double[] rest,
      int row,
      int classes,
      Scratch scratch) {
    int offset = row * classes;
    int end = offset + classes;
    System.arraycopy(z, zOffset + offset, y, offset, classes);
    float g = ScalarFloatSoftmax.max(y, offset, end);
    largest[row] = g;
    if (!(Math.abs(g) <= Float.MAX_VALUE)) {
      SpecialRow.softmax(y, y, offset, classes, g);
      logLargest[row] = Float.isNaN(y[offset]) ? Double.NaN : 0;
      rest[row] = 0;
      return;
    }
    double q = others(y, y, offset, end, g, scratch);
    logLargest[row] = -LogOnePlus.of(q);
    double total = scratch.sums[0] + scratch.largest[0];
    rest[row] = scratch.sums[0] / total;
    if (Double.isNaN(q)) {
      Arrays.fill(y, offset, end, Float.NaN);
      logLargest[row] = Double.NaN;
      return;
    }
    ScalarFloatSoftmax.scaleBy(y, offset, end, 0x1p64 / total);
  }

  /// q, with the exponentials in dz; very large logits are shifted by g.
  static double others(float[] z, float[] dz, int offset, int end, float g, Scratch scratch) {
    if (Math.abs(g) <= FloatShift.LIMIT) {
      return ScalarFloatLogSoftmax.others(z, dz, offset, end, g, scratch);
    }
    ScalarFloatLogSoftmax.subtract(z, dz, offset, end, g);
    return ScalarFloatLogSoftmax.others(dz, dz, offset, end, 0, scratch);
  }

  /// `Σ_k t_k (g − z_k)`, where a target of 0 adds nothing; leaves `Σ_k t_k` in
  /// `scratch.targets[0]`. In chunks and on lanes like the exponentials.
  static double gaps(float[] z, float[] t, int offset, int end, float g, Scratch scratch) {
    int last = end - offset < FloatSoftmax.LONG_ROW ? 0 : FloatSoftmax.LANES - 1;
    double targets = 0;
    double gaps = 0;
    for (int from = offset; from < end; from += FloatSoftmax.CHUNK) {
      int to = Math.min(from + FloatSoftmax.CHUNK, end);
      Arrays.fill(scratch.lanes, 0);
      Arrays.fill(scratch.targetLanes, 0);
      for (int k = from; k < to; k++) {
        int lane = (k - from) & last;
        double gap = t[k] == 0 ? 0 : (double) g - z[k];
        scratch.targetLanes[lane] += t[k];
        scratch.lanes[lane] = Math.fma(t[k], gap, scratch.lanes[lane]);
      }
      targets += ScalarFloatBackward.fold(scratch.targetLanes);
      gaps += ScalarFloatBackward.fold(scratch.lanes);
    }
    scratch.targets[0] = targets;
    return gaps;
  }

  /// `dz_k = share y_k` in double, where dz holds the exponentials, whose sum is `total`.
  private static void scaleInDouble(float[] dz, int offset, int end, double share, double total) {
    ScalarFloatSoftmax.scale(dz, offset, end, total);
    for (int k = offset; k < end; k++) {
      dz[k] = (float) (share * dz[k]);
    }
  }

  /// `dz_k = share (y_k Σ_j t_j − t_k)` in double, where dz holds y.
  private static void subtract(
      float[] dz, float[] t, double share, double targets, int offset, int end) {
    for (int k = offset; k < end; k++) {
      float v = (float) (share * (dz[k] * targets - t[k]));
      dz[k] = Float.isNaN(v) ? Float.NaN : v;
    }
  }
}
