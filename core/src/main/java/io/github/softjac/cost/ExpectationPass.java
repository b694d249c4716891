package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatExpectation;
import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.FloatTerms;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Softmax + a cost that is the expectation of a number of each class, `L = Σ_k y_k c_k`, over a
/// block of rows of floats: a cost matrix with targets.
///
/// `∂L/∂z_k = y_k (c_k − L)`
///
/// c is counted from that of the largest output where that is above ½: so the gradient keeps its
/// digits next to one-hot.
final class ExpectationPass {

  private final FloatRows rowByRow = new FloatRows();
  private float[] y = {};
  private float[] slopes = {};
  private float[] bases = {};
  private int[] at = {};
  private double[] largest = {};
  private double[] logLargest = {};
  private double[] rest = {};
  private double[] totals = {};

  /// L of each row, and `share ∂L/∂z`, of targets that have been through the matrix.
  ///
  /// @param c the costs of all answers `[rows × classes]`, with room for a vector more
  /// @param zLoss λ of `λ (log Z)²`, which is added
  /// @param shares of each row
  /// @param dz receives the gradients, the first at `offset`, if it is not null
  void ofCosts(
      ExpectedCost cost,
      float[] c,
      float[] z,
      double zLoss,
      double[] shares,
      float @Nullable [] dz,
      int offset,
      double[] losses,
      int rows,
      int classes) {
    begin(z, rows, classes);
    inPlace(rows, classes);
    expected(c, z, losses, rows, classes);
    end(c, zLoss, shares, dz, offset, losses, rows, classes);
    for (int row = 0; row < rows; row++) {
      if (isUnusual(losses[row])) {
        losses[row] = rowByRow.row(cost, z, c, slopes, row * classes, classes);
        unusual(zLoss, shares[row], dz, offset, losses, row, classes);
      }
    }
  }

  private void begin(float[] z, int rows, int classes) {
    int length = rows * classes;
    if (largest.length < rows) {
      bases = new float[rows];
      at = new int[rows];
      largest = new double[rows];
      logLargest = new double[rows];
      rest = new double[rows];
      totals = new double[rows];
    }
    if (slopes.length < length) {
      y = new float[length + FloatTerms.LANES];
      slopes = new float[length];
    }
    FloatKernels.softmaxOfRows(z, y, largest, logLargest, rest, rows, classes);
  }

  private void inPlace(int rows, int classes) {
    for (int row = 0; row < rows; row++) {
      at[row] = row * classes;
    }
  }

  /// `L = base + Σ_k y_k (c_k − base)`.
  private void expected(float[] c, float[] z, double[] losses, int rows, int classes) {
    for (int row = 0; row < rows; row++) {
      int m = rest[row] < 0.5 ? largestAt(z, row, classes) : -1;
      bases[row] = m < 0 ? 0 : c[at[row] + m];
    }
    FloatExpectation.sums(y, c, at, bases, totals, rows, classes);
    for (int row = 0; row < rows; row++) {
      losses[row] = bases[row] + totals[row];
    }
  }

  private int largestAt(float[] z, int row, int classes) {
    for (int k = 0; k < classes; k++) {
      if (z[row * classes + k] == largest[row]) {
        return k;
      }
    }
    return -1;
  }

  /// With the z-loss, whose derivative `2 λ log Z · y` is that of a total which is so much less.
  private void end(
      float[] c,
      double zLoss,
      double[] shares,
      float @Nullable [] dz,
      int offset,
      double[] losses,
      int rows,
      int classes) {
    for (int row = 0; row < rows && zLoss > 0; row++) {
      double logZ = largest[row] - logLargest[row];
      losses[row] += zLoss * logZ * logZ;
      totals[row] -= slope(zLoss, row);
    }
    if (dz != null) {
      FloatExpectation.backward(y, c, at, bases, totals, shares, dz, offset, rows, classes);
    }
  }

  private double slope(double zLoss, int row) {
    return zLoss == 0 ? 0 : 2 * zLoss * (largest[row] - logLargest[row]);
  }

  /// A row with a logit that is no number, or a loss that is none in float.
  private static boolean isUnusual(double loss) {
    return !(Math.abs(loss) <= Float.MAX_VALUE);
  }

  /// A row whose slopes, and loss without z-loss, the cost itself has computed.
  private void unusual(
      double zLoss,
      double share,
      float @Nullable [] dz,
      int offset,
      double[] losses,
      int row,
      int classes) {
    double logZ = largest[row] - logLargest[row];
    losses[row] += zLoss == 0 ? 0 : zLoss * logZ * logZ;
    if (dz == null) {
      return;
    }
    int from = row * classes;
    if (share == 0) {
      Arrays.fill(dz, offset + from, offset + from + classes, 0);
      return;
    }
    double steep = slope(zLoss, row);
    for (int i = from; i < from + classes; i++) {
      double slope = slopes[i] + (y[i] == 0 ? 0 : steep * y[i]);
      dz[offset + i] = Double.isNaN(slope) ? Float.NaN : (float) (share * slope) + 0f;
    }
  }
}
