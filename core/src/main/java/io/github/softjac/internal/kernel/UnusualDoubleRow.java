package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.ScalarDoubleLogBackward.canonical;

import java.util.Arrays;

/// The cross-entropy of a row of doubles whose largest logit is not finite: the one class with
/// `+∞`, or nothing but NaN. The twin of [UnusualRow].
final class UnusualDoubleRow {

  private UnusualDoubleRow() {}

  /// Of an index label.
  ///
  /// @return `−log y_label`
  static double label(
      double[] z, int zAt, int label, double share, double[] dz, int dzAt, int classes, double g) {
    if (!outputs(z, zAt, share, dz, dzAt, classes, g)) {
      return Double.NaN;
    }
    double loss = dz[dzAt + label] == 1 ? 0 : Double.POSITIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      double tk = k == label ? 1 : 0;
      dz[dzAt + k] = share == 0 ? 0 : canonical(share * (dz[dzAt + k] - tk));
    }
    return loss;
  }

  /// Of targets.
  ///
  /// @return `−Σ_k t_k log y_k`
  static double targets(
      double[] z,
      int zAt,
      double[] t,
      int tAt,
      double targets,
      double share,
      double[] dz,
      int dzAt,
      int classes,
      double g) {
    if (!outputs(z, zAt, share, dz, dzAt, classes, g)) {
      return Double.NaN;
    }
    double loss = 0;
    for (int k = 0; k < classes; k++) {
      double y = dz[dzAt + k];
      double tk = t[tAt + k];
      loss += y == 1 || tk == 0 ? 0 : Double.POSITIVE_INFINITY;
      dz[dzAt + k] = share == 0 ? 0 : canonical(Math.fma(y, targets, -tk) * share);
    }
    return loss;
  }

  /// Softmax of the row.
  ///
  /// @return false if it is NaN; its gradient is written then
  private static boolean outputs(
      double[] z, int zAt, double share, double[] dz, int dzAt, int classes, double g) {
    System.arraycopy(z, zAt, dz, dzAt, classes);
    SpecialRow.softmax(dz, dz, dzAt, classes, g);
    if (!Double.isNaN(dz[dzAt])) {
      return true;
    }
    Arrays.fill(dz, dzAt, dzAt + classes, share == 0 ? 0 : Double.NaN);
    return false;
  }
}
