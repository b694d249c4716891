package io.github.softjac.bench.contestant;

import io.github.softjac.cost.CrossEntropy;

/// Softmax and cross-entropy on index labels, forward and backward in one call: the one place that
/// knows by which method Softjac offers it.
@FunctionalInterface
public interface LabelCost {

  /// Mean cost; writes its derivative by the logits into `dz`.
  double meanLogitGradient(float[] z, float[] dz);

  static LabelCost crossEntropy(int[] labels, int rows, int classes) {
    CrossEntropy cost = new CrossEntropy();
    return (z, dz) -> cost.meanLogitGradient(z, labels, null, dz, rows, classes);
  }
}
