package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatSparsemax;
import io.github.softjac.internal.kernel.FloatSupport;
import java.util.Arrays;

/// [SparsemaxLoss] over a block of rows of floats: `L = T (½ Σ_k (p_k − t_k/T)² + Σ_k (t_k/T) max(τ
/// − z_k, 0))` and `∂L/∂z = T p − t`.
///
/// Only classes less than 1 below the largest logit can have a share, so that τ is searched among
/// those few, in double. A row whose largest logit is not finite is computed by the cost itself.
final class SparsemaxPass {

  private static final SparsemaxLoss LOSS = new SparsemaxLoss();

  private final FloatRows rowByRow = new FloatRows();
  private final double[] sums = new double[3];
  private int[] support = {};
  private double[] logits = {};

  /// L and `∂L/∂z` of each row.
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
    sumTargets(z, t, largest + threshold, offset, end);
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

  /// `Σ t_k`, `Σ t_k²` and `Σ t_k max(τ − z_k, 0)`, every other class apart: a sum of doubles waits
  /// for the one before.
  private void sumTargets(float[] z, float[] t, double threshold, int from, int end) {
    Arrays.fill(sums, 0);
    double targets = 0;
    double squares = 0;
    double gaps = 0;
    double moreTargets = 0;
    double moreSquares = 0;
    double moreGaps = 0;
    int k = from;
    for (; k < end - 1; k += 2) {
      double tk = t[k];
      double next = t[k + 1];
      targets += tk;
      moreTargets += next;
      squares += tk * tk;
      moreSquares += next * next;
      gaps += gap(tk, threshold - z[k]);
      moreGaps += gap(next, threshold - z[k + 1]);
    }
    if (k < end) {
      double tk = t[k];
      targets += tk;
      squares += tk * tk;
      gaps += gap(tk, threshold - z[k]);
    }
    sums[0] = targets + moreTargets;
    sums[1] = squares + moreSquares;
    sums[2] = gaps + moreGaps;
  }

  private static double gap(double t, double below) {
    return t == 0 || below <= 0 ? 0 : t * below;
  }

  private void grow(int classes) {
    if (logits.length < classes) {
      support = new int[classes + 1];
      logits = new double[classes];
    }
  }
}
