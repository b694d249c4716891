package io.github.softjac.cost;

import org.jspecify.annotations.Nullable;

/// The weights of the rows of a batch of doubles, one by one and in sum. The twin of
/// [FloatWeights].
final class DoubleWeights {

  private DoubleWeights() {}

  /// `Σ w_i`, row by row.
  static double totalWeight(
      CostOptions options,
      int @Nullable [] labels,
      double @Nullable [] t,
      double @Nullable [] weights,
      int rows,
      int classes) {
    double total = 0;
    for (int row = 0; row < rows; row++) {
      total += weight(options, labels, t, weights, row, classes);
    }
    return total;
  }

  /// `w_i = s_i c_label`, or `s_i Σ_k t_ik c_k`.
  static double weight(
      CostOptions options,
      int @Nullable [] labels,
      double @Nullable [] t,
      double @Nullable [] weights,
      int row,
      int classes) {
    double weight = weights == null ? 1 : weights[row];
    if (labels != null) {
      return labels[row] == options.ignored() ? 0 : weight * options.classWeight(labels[row]);
    }
    return weight == 0 ? 0 : weight * options.classWeight(given(t), row * classes, classes);
  }

  static double[] given(double @Nullable [] t) {
    if (t == null) {
      throw new AssertionError("neither labels nor targets");
    }
    return t;
  }
}
