package io.github.softjac.internal.kernel;

import org.jspecify.annotations.Nullable;

/// The cost of a row whose largest logit is not finite: the one class with `+∞`, or nothing but
/// NaN.
final class UnusualRow {

  private UnusualRow() {}

  /// Of an index label.
  ///
  /// @return `−log y_label`, or what score and options make of it
  static double label(
      float[] z,
      int label,
      @Nullable LabelScore score,
      KernelOptions options,
      double weightShare,
      float[] dz,
      int offset,
      int classes,
      float g,
      Scratch scratch) {
    SpecialRow.softmax(z, dz, offset, classes, g);
    if (Float.isNaN(dz[offset])) {
      return Double.NaN;
    }
    boolean hot = dz[offset + label] == 1;
    double loss = hot ? 0 : Double.POSITIVE_INFINITY;
    double share = weightShare;
    if (score != null) {
      loss = ScalarFloatCrossEntropy.score(score, -loss, hot ? 1 : 0, hot ? 0 : 1, scratch);
      share *= scratch.factors[0];
    }
    double least = options.smoothing() / classes;
    for (int i = 0; i < classes; i++) {
      int k = offset + i;
      double tk = i == label ? 1 - options.smoothing() + least : least;
      loss += dz[k] == 1 || least == 0 ? 0 : Double.POSITIVE_INFINITY;
      dz[k] = slope(share * (dz[k] - tk), dz[k], options);
    }
    return options.zLoss() > 0 ? Double.POSITIVE_INFINITY : loss;
  }

  /// Of targets.
  ///
  /// @return `−Σ_k t_k log y_k`, and what the options make of it
  static double targets(
      float[] z,
      float[] t,
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
    int end = offset + classes;
    double targets = 0;
    for (int k = offset; k < end; k++) {
      targets += t[k];
    }
    double least = options.smoothing() / classes * targets;
    double loss = 0;
    for (int k = offset; k < end; k++) {
      double tk = (1 - options.smoothing()) * t[k] + least;
      loss += dz[k] == 1 || tk == 0 ? 0 : Double.POSITIVE_INFINITY;
      dz[k] = slope(share * (dz[k] * targets - tk), dz[k], options);
    }
    return options.zLoss() > 0 ? Double.POSITIVE_INFINITY : loss;
  }

  /// With z-loss, the class of `+∞` has an infinite slope, since log Z is infinite.
  private static float slope(double slope, float y, KernelOptions options) {
    float v = options.zLoss() > 0 && y == 1 ? Float.POSITIVE_INFINITY : (float) slope;
    return Float.isNaN(v) ? Float.NaN : v;
  }
}
