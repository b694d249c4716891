package io.github.softjac.cost;

import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The Hessian product of a batch where it is that of softmax alone: `H_i v = w_i (Σ_k t_ik) J_i v`
/// with `J v = y ⊙ (v − ⟨y, v⟩)`, block by block in float. With a temperature, `H v / T²`.
final class SoftmaxCurvature {

  private SoftmaxCurvature() {}

  static boolean isOf(Cost cost, CostOptions options) {
    return cost instanceof CrossEntropy && options.zLoss() == 0 && options.temperature() == 1;
  }

  /// For a batch that has been checked, with either labels or targets.
  static void run(
      CostOptions options,
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
      float[] v,
      float[] hv,
      boolean mean,
      int rows,
      int classes) {
    double total = mean ? FloatWeights.totalWeight(options, labels, t, weights, rows, classes) : 1;
    CurvatureBlock memory = CurvatureBlock.take();
    int block = Blocks.rows(classes);
    for (int first = 0; first < rows; first += block) {
      int count = Math.min(block, rows - first);
      int at = first * classes;
      int length = count * classes;
      float[] y = memory.y(length);
      float[] u = memory.u(length);
      System.arraycopy(z, at, y, 0, length);
      System.arraycopy(v, at, u, 0, length);
      Softmax.forward(y, y, count, classes);
      Softmax.backward(y, u, u, count, classes);
      for (int i = 0; i < count; i++) {
        double weight = FloatWeights.weight(options, labels, t, weights, first + i, classes);
        if (t != null) {
          weight *= sum(t, at + i * classes, classes);
        }
        scale(weight == 0 ? 0 : weight / total, u, i * classes, (i + 1) * classes);
      }
      System.arraycopy(u, 0, hv, at, length);
    }
    memory.giveBack();
  }

  private static double sum(float[] t, int from, int classes) {
    double sum = 0;
    for (int k = from; k < from + classes; k++) {
      sum += t[k];
    }
    return sum;
  }

  private static void scale(double share, float[] u, int from, int to) {
    if (share == 0) {
      Arrays.fill(u, from, to, 0);
    } else if (share != 1) {
      for (int k = from; k < to; k++) {
        u[k] = (float) (share * u[k]);
      }
    }
  }
}
