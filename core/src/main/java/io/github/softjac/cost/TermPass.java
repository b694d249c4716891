package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.FloatTerms;
import org.jspecify.annotations.Nullable;

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
  private float[] a = NOTHING;
  private float[] terms = NOTHING;
  private double[] largest = {};
  private double[] logLargest = {};
  private double[] rest = {};
  private double[] totals = {};

  /// L of each row, and `share ∂L/∂z`.
  ///
  /// @param oneHot whether the targets are 0 but for one of 1 in each row
  /// @param zLoss λ of `λ (log Z)²`, which is added
  /// @param shares of each row
  /// @param dz receives the gradients, the first at `offset`, if it is not null
  void gradients(
      SeparableCost cost,
      float[] z,
      float[] t,
      boolean oneHot,
      double zLoss,
      double[] shares,
      float @Nullable [] dz,
      int offset,
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
    cost.terms(y, s, t, oneHot, a, terms, length);
    for (int row = 0; row < rows; row++) {
      if (rest[row] < 0.5) {
        ofLargest(cost, z, t, row, classes);
      }
    }
    FloatTerms.sums(terms, a, losses, totals, rows, classes);
    for (int row = 0; row < rows; row++) {
      if (!(Math.abs(losses[row]) + Math.abs(totals[row]) <= Float.MAX_VALUE)) {
        losses[row] = rowByRow.row(cost, z, t, a, row * classes, classes);
        totals[row] = 0;
      }
      if (zLoss > 0) {
        losses[row] += zLoss(zLoss, row, classes);
      }
    }
    if (dz != null) {
      FloatTerms.backward(a, y, totals, shares, dz, offset, rows, classes);
    }
  }

  /// `λ (log Z)²`; its derivative `2 λ log Z · y` is that of a sum of slopes which is so much less.
  private double zLoss(double lambda, int row, int classes) {
    double logZ = largest[row] - logLargest[row];
    if (Math.abs(logZ) <= Double.MAX_VALUE) {
      totals[row] -= 2 * lambda * logZ;
    } else {
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        a[i] = y[i] == 0 ? a[i] : (float) (a[i] + logZ);
      }
    }
    return lambda * logZ * logZ;
  }

  /// `log y_k = (z_k − g) + log y_m`.
  private void logarithms(float[] z, float g, float log, int from, int to) {
    float[] s = this.s;
    for (int i = from; i < to; i++) {
      s[i] = (z[i] - g) + log;
    }
  }

  /// The term of the largest output, which is above ½.
  private void ofLargest(SeparableCost cost, float[] z, float[] t, int row, int classes) {
    float g = (float) largest[row];
    int m = row * classes;
    int end = m + classes;
    while (m < end && z[m] != g) {
      m++;
    }
    if (m < end) {
      double yLargest = 1 - rest[row];
      terms[m] = (float) cost.logTerm(logLargest[row], yLargest, rest[row], t[m]);
      a[m] = (float) cost.logSlope(logLargest[row], yLargest, rest[row], t[m]);
    }
  }

  private void grow(int rows, int length) {
    if (largest.length < rows) {
      largest = new double[rows];
      logLargest = new double[rows];
      rest = new double[rows];
      totals = new double[rows];
    }
    if (y.length < length + FloatTerms.LANES) {
      y = new float[length + FloatTerms.LANES];
      s = new float[length];
      a = new float[length + FloatTerms.LANES];
      terms = new float[length + FloatTerms.LANES];
    }
  }
}
