package io.github.softjac.linear;

import io.github.softjac.cost.BatchCost;
import org.jspecify.annotations.Nullable;

/// Puts a cost behind the logits of a block of rows, whatever the rows' targets are. With the
/// working memory of one worker.
final class BlockOfTargets {

  private final Targets targets;
  private final BatchCost cost;
  private final int classes;
  private final int[] labels;
  private final float[] t;
  private final float[] weights;

  /// @param cost with its reduction to the sum
  /// @param rows the most rows of a block
  BlockOfTargets(Targets targets, BatchCost cost, int classes, int rows) {
    this.targets = targets;
    this.cost = cost;
    this.classes = classes;
    labels = new int[targets.labels() == null ? 0 : rows];
    t = new float[targets.t() == null ? 0 : Math.multiplyExact(rows, classes)];
    weights = new float[targets.weights() == null ? 0 : rows];
  }

  /// `Σ w_i L_i`.
  double value(float[] z, int row, int count) {
    load(row, count);
    return targets.labels() != null
        ? cost.value(z, labels, sampleWeights(), count, classes)
        : cost.value(z, t, sampleWeights(), count, classes);
  }

  /// `Σ w_i L_i`, and `w_i ∂L_i/∂z_i`.
  double gradient(float[] z, float[] dz, int row, int count) {
    load(row, count);
    return targets.labels() != null
        ? cost.gradient(z, labels, sampleWeights(), dz, count, classes)
        : cost.gradient(z, t, sampleWeights(), dz, count, classes);
  }

  /// `w_i H_i v_i`.
  void hessianProduct(float[] z, float[] v, float[] hv, int row, int count) {
    load(row, count);
    if (targets.labels() != null) {
      cost.curvature(z, labels, sampleWeights(), v, hv, count, classes);
    } else {
      cost.curvature(z, t, sampleWeights(), v, hv, count, classes);
    }
  }

  private float @Nullable [] sampleWeights() {
    return targets.weights() == null ? null : weights;
  }

  private void load(int row, int count) {
    if (targets.labels() != null) {
      System.arraycopy(targets.labels(), row, labels, 0, count);
    }
    if (targets.t() != null) {
      System.arraycopy(targets.t(), row * classes, t, 0, count * classes);
    }
    if (targets.weights() != null) {
      System.arraycopy(targets.weights(), row, weights, 0, count);
    }
  }
}
