package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatSparsemax;
import io.github.softjac.internal.kernel.FloatSupport;
import io.github.softjac.internal.kernel.FloatSupportSums;

/// [SparsemaxLoss] over a block of rows of floats: `L = T (½ Σ_k (p_k − t_k/T)² + Σ_k (t_k/T) max(τ
/// − z_k, 0))` and `∂L/∂z = T p − t`.
///
/// Only classes less than 1 below the largest logit can have a share, so that τ is searched among
/// those few, in double. A row whose largest logit is not finite is computed by the cost itself.
final class SparsemaxPass {

  private static final SparsemaxLoss LOSS = new SparsemaxLoss();

  private final FloatRows rowByRow = new FloatRows();
  private final double[] sums = new double[FloatSupportSums.COUNT];
  private int[] support = {};
  private double[] logits = {};

  /// L and `∂L/∂z` of each row.
  ///
  /// @param z logits `[rows × classes]`, as the targets with room for a vector more
  void gradients(float[] z, float[] t, float[] dz, double[] losses, int rows, int classes) {
    grow(classes);
    for (int row = 0; row < rows; row++) {
      int offset = row * classes;
      int count = FloatSupport.find(z, offset, offset + classes, support);
      losses[row] =
          count < 0
              ? rowByRow.row(LOSS, z, t, dz, offset, classes)
              : ofTargets(z, t, count, dz, offset, classes);
    }
  }

  /// `dz = −t`, and then what the classes of the support have more.
  private double ofTargets(float[] z, float[] t, int count, float[] dz, int offset, int classes) {
    double largest = FloatSparsemax.logits(z, count, support, logits);
    double threshold = FloatSparsemax.threshold(logits, count);
    int end = offset + classes;
    for (int k = offset; k < end; k++) {
      dz[k] = 0 - t[k];
    }
    FloatSupportSums.of(z, t, largest + threshold, sums, offset, classes);
    double targets = sums[0];
    if (targets == 0) {
      return 0;
    }
    double squares = sums[1];
    for (int i = 0; i < count; i++) {
      int k = support[i];
      double difference = targets * Math.max(logits[i] - threshold, 0) - t[k];
      squares += difference * difference - (double) t[k] * t[k];
      dz[k] = (float) difference + 0f;
    }
    return 0.5 * squares / targets + sums[2];
  }

  private void grow(int classes) {
    if (logits.length < classes) {
      support = new int[classes + 1];
      logits = new double[classes];
    }
  }
}
