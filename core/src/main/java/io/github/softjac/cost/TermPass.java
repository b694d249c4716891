package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.FloatTermForms;
import io.github.softjac.internal.kernel.FloatTerms;
import io.github.softjac.internal.kernel.TermForm;
import org.jspecify.annotations.Nullable;

/// Softmax + a [SeparableCost] over a block of rows of floats, with any targets: terms and slopes
/// of all elements, by a [TermForm] or the cost's own loops; then sums of the rows.
///
/// With ℓ the terms and `a = ∂ℓ/∂log y`: `L = Σ_k ℓ_k` and `∂L/∂z_k = a_k − y_k Σ_j a_j`. Only the
/// largest output of a row can be next to 1; above ½ its term is taken in double from the numbers
/// of the row. A row whose sums are not finite, because of a logit of −∞ or NaN, is computed again
/// by the cost itself.
final class TermPass {

  private static final float[] NOTHING = {};

  private final FloatRows rowByRow = new FloatRows();
  private float[] y = NOTHING;
  private float[] s = NOTHING;
  private float[] targets = NOTHING;
  private float[] a = NOTHING;
  private float[] terms = NOTHING;
  private double[] largest = {};
  private double[] logLargest = {};
  private double[] rest = {};
  private double[] totals = {};

  /// Where in the block the output above ½ of each row is, or −1.
  private int[] largestAt = {};

  /// L of each row, and `share ∂L/∂z`.
  ///
  /// @param zOffset where in `z` the first row begins
  /// @param tOffset where in `t`
  /// @param zLoss λ of `λ (log Z)²`, which is added
  /// @param shares of each row
  /// @param dz receives the gradients, the first at `offset`, if it is not null; may be `z`
  void gradients(
      SeparableCost cost,
      float[] z,
      int zOffset,
      float[] t,
      int tOffset,
      double zLoss,
      double[] shares,
      float @Nullable [] dz,
      int offset,
      double[] losses,
      int rows,
      int classes) {
    grow(rows, rows * classes);
    FloatKernels.softmaxOfRows(z, zOffset, y, largest, logLargest, rest, rows, classes);
    TermForm form = cost.form();
    if (form == null) {
      terms(cost, z, zOffset, t, tOffset, rows, classes);
    } else {
      FloatTermForms.of(
          form, y, z, zOffset, largest, logLargest, t, tOffset, s, terms, a, rows, classes);
    }
    for (int row = 0; row < rows; row++) {
      largestAt[row] = rest[row] < 0.5 ? aboveHalf(row * classes, (row + 1) * classes) : -1;
      if (largestAt[row] >= 0) {
        terms[largestAt[row]] = 0;
        a[largestAt[row]] = 0;
      }
    }
    FloatTerms.sums(terms, a, losses, totals, rows, classes);
    for (int row = 0; row < rows; row++) {
      if (largestAt[row] >= 0) {
        addLargest(cost, t[tOffset + largestAt[row]], losses, row);
      }
      if (!(Math.abs(losses[row]) + Math.abs(totals[row]) <= Float.MAX_VALUE)) {
        int at = row * classes;
        losses[row] = rowByRow.row(cost, z, zOffset + at, t, tOffset + at, a, at, classes);
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

  /// Terms and slopes by the cost's own loops.
  private void terms(
      SeparableCost cost, float[] z, int zOffset, float[] t, int tOffset, int rows, int classes) {
    int length = rows * classes;
    if (cost.takesLogarithms()) {
      for (int row = 0; row < rows; row++) {
        float g = (float) largest[row];
        float log = (float) logLargest[row];
        logarithms(z, zOffset, g, log, row * classes, (row + 1) * classes);
      }
    }
    System.arraycopy(t, tOffset, targets, 0, length);
    cost.terms(y, s, targets, a, terms, length);
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
  private void logarithms(float[] z, int zOffset, float g, float log, int from, int to) {
    float[] s = this.s;
    for (int i = from; i < to; i++) {
      s[i] = (z[zOffset + i] - g) + log;
    }
  }

  /// Adds the term of the output above ½, which has been left out.
  private void addLargest(SeparableCost cost, float target, double[] losses, int row) {
    double yLargest = 1 - rest[row];
    double slope = cost.logSlope(logLargest[row], yLargest, rest[row], target);
    losses[row] += cost.logTerm(logLargest[row], yLargest, rest[row], target);
    totals[row] += slope;
    a[largestAt[row]] = (float) slope;
  }

  /// Where the output above ½ is; −1 if none is.
  private int aboveHalf(int from, int to) {
    for (int i = from; i < to; i++) {
      if (y[i] > 0.5f) {
        return i;
      }
    }
    return -1;
  }

  private void grow(int rows, int length) {
    if (largest.length < rows) {
      largest = new double[rows];
      logLargest = new double[rows];
      rest = new double[rows];
      totals = new double[rows];
      largestAt = new int[rows];
    }
    if (y.length < length + FloatTerms.LANES) {
      y = new float[length + FloatTerms.LANES];
      s = new float[length + FloatTerms.LANES];
      targets = new float[length];
      a = new float[length + FloatTerms.LANES];
      terms = new float[length + FloatTerms.LANES];
    }
  }
}
