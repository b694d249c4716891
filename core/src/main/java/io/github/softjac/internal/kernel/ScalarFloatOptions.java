package io.github.softjac.internal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cross-entropy, or a cost of the label, with label smoothing and z-loss, of one row in plain
/// loops: what [ScalarFloatCrossEntropy] is without [KernelOptions], and the specification of
/// [OptionNumbers] and [VectorFloatSmoothing].
///
/// With q and g of the row, `log Z = g + log(1 + q)`, and
///
/// ```
/// L = Σt log(1 + q) + (1 − ε) Σ_k t_k (g − z_k) + (ε/K) Σt Σ_k (g − z_k) + λ (log Z)²
/// dz_k = share (S y_k − (1 − ε) t_k − (ε/K) Σt)       S = Σt + 2 λ log Z
/// ```
///
/// where a score puts its own L and its factor f in place of the first line and of `Σt`.
final class ScalarFloatOptions {

  private ScalarFloatOptions() {}

  /// Against an index label.
  ///
  /// @return `weight L`
  static double row(
      float[] z,
      int label,
      @Nullable LabelScore score,
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
    double share = weight * perWeight;
    float g = ScalarFloatSoftmax.max(z, offset, end);
    if (!(Math.abs(g) <= Float.MAX_VALUE)) {
      return weight
          * UnusualRow.label(z, label, score, options, share, dz, offset, classes, g, scratch);
    }
    int at = offset + label;
    double gap = (double) g - z[at];
    double spread = options.smoothing() == 0 ? 0 : spread(z, offset, end, g, scratch);
    double q = ScalarFloatCrossEntropy.others(z, dz, offset, end, g, scratch);
    if (Double.isNaN(q)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return Double.NaN;
    }
    double others = scratch.sums[0];
    double largest = scratch.largest[0];
    double total = others + largest;
    double log = LogOnePlus.of(q);
    double loss = Math.fma(1, log, smoothed(gap, 1, spread, options, classes));
    double factor = 1;
    if (score != null) {
      double y = (gap == 0 ? largest : dz[at]) / total;
      y = -loss < ScalarFloatCrossEntropy.LEAST_LOG ? 0 : y;
      double rest = gap == 0 ? others / total : 1 - y;
      loss = ScalarFloatCrossEntropy.score(score, -loss, y, rest, scratch);
      factor = scratch.factors[0];
    }
    double logZ = g + log;
    double slope = 2 * options.zLoss() * logZ;
    loss += options.zLoss() * (logZ * logZ);
    double most = options.smoothing() - options.smoothing() / classes;
    double own = factor * (1 - options.smoothing());
    double ofLargest = factor * (others / total - most) - slope * (largest / total);
    double scale = factor + slope;
    if (options.largestScale(share, 1, g) <= ScalarFloatCrossEntropy.LARGEST_SCALE) {
      ScalarFloatSoftmax.scaleBy(dz, offset, end, share * scale * 0x1p64 / total);
      subtract(dz, floor(share, 1, options, classes), offset, end);
      dz[at] = (gap == 0 ? 0 : dz[at]) - rounded(share * (gap == 0 ? ofLargest : own)) + 0f;
    } else {
      ScalarFloatSoftmax.scale(dz, offset, end, total);
      double floor = options.smoothing() / classes;
      for (int k = offset; k < end; k++) {
        double tk = floor + (k == at ? own : 0);
        dz[k] = finite(share * (k == at && gap == 0 ? -ofLargest : scale * dz[k] - tk));
      }
    }
    return weight * loss;
  }

  /// Cross-entropy against targets.
  ///
  /// @return `weight L`
  static double row(
      float[] z,
      float[] t,
      KernelOptions options,
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
      return weight * UnusualRow.targets(z, t, options, share, dz, offset, classes, g);
    }
    double gaps = ScalarFloatCrossEntropy.gaps(z, t, offset, end, g, scratch);
    double targets = scratch.targets[0];
    double spread = options.smoothing() == 0 ? 0 : spread(z, offset, end, g, scratch);
    double q = ScalarFloatCrossEntropy.others(z, dz, offset, end, g, scratch);
    if (Double.isNaN(q)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return Double.NaN;
    }
    double total = scratch.sums[0] + scratch.largest[0];
    double log = LogOnePlus.of(q);
    double loss = Math.fma(targets, log, smoothed(gaps, targets, spread, options, classes));
    double logZ = g + log;
    double slope = 2 * options.zLoss() * logZ;
    loss += options.zLoss() * (logZ * logZ);
    double scale = targets + slope;
    double own = share * (1 - options.smoothing());
    if (options.largestScale(share, targets, g) <= ScalarFloatCrossEntropy.LARGEST_SCALE) {
      ScalarFloatSoftmax.scaleBy(dz, offset, end, share * scale * 0x1p64 / total);
      for (int k = offset; k < end; k++) {
        dz[k] = Math.fma((float) -own, t[k], dz[k]);
      }
      subtract(dz, floor(share, targets, options, classes), offset, end);
    } else {
      ScalarFloatSoftmax.scale(dz, offset, end, total);
      double floor = options.smoothing() / classes * targets;
      for (int k = offset; k < end; k++) {
        double tk = (1 - options.smoothing()) * t[k] + floor;
        dz[k] = finite(share * (scale * dz[k] - tk));
      }
    }
    return weight * loss;
  }

  /// `(1 − ε) Σ_k t_k (g − z_k) + (ε/K) Σt Σ_k (g − z_k)`, in which nothing times infinity is
  /// nothing.
  private static double smoothed(
      double gap, double targets, double spread, KernelOptions options, int classes) {
    double least = options.smoothing() / classes;
    double own = options.smoothing() == 1 ? 0 : gap * (1 - options.smoothing());
    return targets == 0 ? own : own + targets * least * spread;
  }

  /// `share (ε/K) Σt`.
  private static float floor(double share, double targets, KernelOptions options, int classes) {
    return rounded(share * (targets * (options.smoothing() / classes)));
  }

  private static void subtract(float[] dz, float floor, int offset, int end) {
    for (int k = offset; k < end; k++) {
      dz[k] -= floor;
    }
  }

  /// `Σ_k (g − z_k)`: in a short row class by class in double. In a long one chunk by chunk on 16
  /// lanes, of which each adds four differences in float, which are then added in double.
  ///
  /// Where a float is not enough for that, all are added in double.
  static double spread(float[] z, int offset, int end, float g, Scratch scratch) {
    if (end - offset < FloatSoftmax.LONG_ROW) {
      return spreadInDouble(z, offset, end, g);
    }
    double spread = 0;
    for (int from = offset; from < end; from += FloatSoftmax.CHUNK) {
      int to = Math.min(from + FloatSoftmax.CHUNK, end);
      Arrays.fill(scratch.lanes, 0);
      int k = from;
      for (; k <= to - 4 * FloatSoftmax.LANES; k += 4 * FloatSoftmax.LANES) {
        for (int lane = 0; lane < FloatSoftmax.LANES; lane++) {
          int i = k + lane;
          float first = (g - z[i]) + (g - z[i + FloatSoftmax.LANES]);
          float second = (g - z[i + 2 * FloatSoftmax.LANES]) + (g - z[i + 3 * FloatSoftmax.LANES]);
          scratch.lanes[lane] += first + second;
        }
      }
      spread += rest(z, k, to, g, scratch.lanes);
    }
    return spread <= Double.MAX_VALUE ? spread : spreadInDouble(z, offset, end, g);
  }

  /// Adds the last classes of a chunk, class by class, and folds the lanes.
  private static double rest(float[] z, int from, int to, float g, double[] lanes) {
    for (int k = from; k < to; k++) {
      lanes[(k - from) & (FloatSoftmax.LANES - 1)] += g - z[k];
    }
    return ScalarFloatBackward.fold(lanes);
  }

  static double spreadInDouble(float[] z, int offset, int end, float g) {
    double spread = 0;
    for (int k = offset; k < end; k++) {
      spread += (double) g - z[k];
    }
    return spread;
  }

  /// To float; less than 2⁻¹²⁶ from 0: 0.
  private static float rounded(double value) {
    float v = (float) value;
    return Math.abs(v) < Float.MIN_NORMAL ? 0 : v;
  }

  private static float finite(double value) {
    float v = (float) value;
    return Float.isNaN(v) ? Float.NaN : v;
  }
}
