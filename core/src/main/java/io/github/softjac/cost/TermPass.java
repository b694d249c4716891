package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.RowSums;

/// Softmax + a [SeparableCost] over a block of rows of floats, with any targets: terms of all
/// elements in loops that become vector code, whatever row they belong to; then sums of the rows.
///
/// With ℓ the terms and `a = ∂ℓ/∂log y`: `L = Σ_k ℓ_k` and `∂L/∂z_k = a_k − y_k Σ_j a_j`. Only the
/// largest output of a row can be next to 1; its term is taken in double from the numbers of the
/// row. A row whose sums are not finite, because of a logit of −∞ or NaN, is computed again by the
/// cost itself.
final class TermPass {

  private static final float[] NOTHING = {};

  private final FloatRows rowByRow = new FloatRows();
  private float[] y = NOTHING;
  private float[] s = NOTHING;
  private float[] terms = NOTHING;
  private double[] largest = {};
  private double[] logLargest = {};
  private double[] rest = {};
  private double[] slopes = {};

  /// L and `∂L/∂z` of each row.
  ///
  /// @param oneHot whether the targets are 0 but for one of 1 in each row
  void gradients(
      SeparableCost cost,
      float[] z,
      float[] t,
      boolean oneHot,
      float[] dz,
      double[] losses,
      int rows,
      int classes) {
    int length = rows * classes;
    grow(rows, length);
    FloatKernels.softmaxOfRows(z, y, largest, logLargest, rest, rows, classes);
    if (cost.takesLogarithms()) {
      for (int row = 0; row < rows; row++) {
        float g = (float) largest[row];
        float log = (float) logLargest[row];
        logarithms(z, g, log, row * classes, (row + 1) * classes);
      }
    }
    cost.terms(y, s, t, oneHot, dz, terms, length);
    for (int row = 0; row < rows; row++) {
      if (rest[row] < 0.5) {
        ofLargest(cost, z, t, dz, row, classes);
      }
    }
    RowSums.of(terms, losses, rows, classes);
    RowSums.of(dz, slopes, rows, classes);
    for (int row = 0; row < rows; row++) {
      if (Math.abs(losses[row]) + Math.abs(slopes[row]) <= Float.MAX_VALUE) {
        backward(dz, (float) slopes[row], row * classes, (row + 1) * classes);
      } else {
        losses[row] = rowByRow.row(cost, z, t, dz, row * classes, classes);
      }
    }
  }

  /// `log y_k = (z_k − g) + log y_m`.
  private void logarithms(float[] z, float g, float log, int from, int to) {
    float[] s = this.s;
    for (int i = from; i < to; i++) {
      s[i] = (z[i] - g) + log;
    }
  }

  /// The term of the largest output, which is above ½.
  private void ofLargest(
      SeparableCost cost, float[] z, float[] t, float[] slope, int row, int classes) {
    float g = (float) largest[row];
    int m = row * classes;
    int end = m + classes;
    while (m < end && z[m] != g) {
      m++;
    }
    if (m < end) {
      double yLargest = 1 - rest[row];
      terms[m] = (float) cost.logTerm(logLargest[row], yLargest, rest[row], t[m]);
      slope[m] = (float) cost.logSlope(logLargest[row], yLargest, rest[row], t[m]);
    }
  }

  /// `dz_k = a_k − y_k Σ_j a_j`, where dz holds a; adding 0 turns −0 into 0.
  private void backward(float[] dz, float slopes, int from, int to) {
    float[] y = this.y;
    for (int i = from; i < to; i++) {
      dz[i] = (dz[i] - y[i] * slopes) + 0f;
    }
  }

  private void grow(int rows, int length) {
    if (largest.length < rows) {
      largest = new double[rows];
      logLargest = new double[rows];
      rest = new double[rows];
      slopes = new double[rows];
    }
    if (y.length < length) {
      y = new float[length];
      s = new float[length];
      terms = new float[length];
    }
  }
}
