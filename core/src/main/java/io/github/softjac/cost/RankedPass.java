package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatRanked;

/// Softmax + [RankedProbability] over a block of rows of floats. A row with NaN, or whose largest
/// logit is not finite, is computed by the cost itself.
final class RankedPass {

  private static final RankedProbability COST = new RankedProbability();

  private final FloatRows rowByRow = new FloatRows();
  private final RowOutputs outputs = new RowOutputs();

  /// L and `∂L/∂z` of each row.
  ///
  /// @param t targets `[rows × classes]`
  void gradients(float[] z, float[] t, float[] dz, double[] losses, int rows, int classes) {
    outputs.of(z, rows, classes);
    FloatRanked.gradients(outputs.y, t, outputs.largestAt, outputs.more, dz, losses, rows, classes);
    for (int row = 0; row < rows; row++) {
      if (!(Math.abs(losses[row]) <= Double.MAX_VALUE)) {
        losses[row] = rowByRow.row(COST, z, t, dz, row * classes, classes);
      }
    }
  }
}
