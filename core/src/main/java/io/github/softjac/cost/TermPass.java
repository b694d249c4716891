package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.TermForm;

/// Softmax + a [SeparableCost] over a block of rows of floats, with any targets, by the form of its
/// terms. A row whose sums are not finite, because of a logit of −∞ or NaN, is computed by the cost
/// itself.
final class TermPass {

  private final FloatRows rowByRow = new FloatRows();
  private final double[] largest = new double[1];
  private final double[] logLargest = new double[1];
  private final double[] rest = new double[1];
  private float[] y = {};

  /// L of each row, and `share ∂L/∂z`.
  ///
  /// @param zOffset where in `z` the first row begins
  /// @param tOffset where in `t`
  /// @param zLoss λ of `λ (log Z)²`, which is added
  /// @param shares of each row
  /// @param dz receives the gradients, the first at `offset`; may be `z` where that is `zOffset`
  void gradients(
      SeparableCost cost,
      TermForm form,
      float[] z,
      int zOffset,
      float[] t,
      int tOffset,
      double zLoss,
      double[] shares,
      float[] dz,
      int offset,
      double[] losses,
      int rows,
      int classes) {
    FloatKernels.costOfTerms(
        form, z, zOffset, t, tOffset, shares, zLoss, dz, offset, losses, rows, classes);
    for (int row = 0; row < rows; row++) {
      if (Double.isNaN(losses[row])) {
        int at = row * classes;
        losses[row] =
            zLoss > 0
                ? withZLoss(cost, z, zOffset + at, t, tOffset + at, zLoss, dz, offset + at, classes)
                : rowByRow.row(cost, z, zOffset + at, t, tOffset + at, dz, offset + at, classes);
        scale(dz, offset + at, classes, shares[row]);
      }
    }
  }

  /// The derivative of `λ (log Z)²` is `2 λ log Z · y`.
  private double withZLoss(
      SeparableCost cost,
      float[] z,
      int zAt,
      float[] t,
      int tAt,
      double lambda,
      float[] dz,
      int to,
      int classes) {
    if (y.length < classes) {
      y = new float[classes];
    }
    FloatKernels.softmaxOfRows(z, zAt, y, largest, logLargest, rest, 1, classes);
    double logZ = largest[0] - logLargest[0];
    double loss = rowByRow.row(cost, z, zAt, t, tAt, dz, to, classes);
    for (int k = 0; k < classes; k++) {
      dz[to + k] = y[k] == 0 ? dz[to + k] : (float) (dz[to + k] + 2 * lambda * logZ * y[k]);
    }
    return loss + lambda * logZ * logZ;
  }

  /// A row of share 0 has dz = 0, whatever its logits are.
  private static void scale(float[] dz, int from, int classes, double share) {
    for (int k = from; k < from + classes; k++) {
      float d = (float) (share * dz[k]);
      dz[k] = share == 0 ? 0 : Float.isNaN(d) ? Float.NaN : d + 0f;
    }
  }
}
