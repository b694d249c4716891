package io.github.softjac.cost;

import org.jspecify.annotations.Nullable;

/// The weights of the rows of a batch of floats, `w_i = s_i c_label` or `s_i Σ_k t_ik c_k`, one by
/// one, in sum, and as the floats that the kernels take.
final class FloatWeights {

  private static final float[] ALL_ONE = {};

  private float[] products = {};
  private boolean areFloats;

  /// Whether the weights that were found last can all be taken as floats.
  boolean areFloats() {
    return areFloats;
  }

  /// The weight of each row as a float, where class weights make it another than that of the
  /// sample; and whether all of them are floats.
  ///
  /// @return `Σ w_i` of the weights so rounded
  double weigh(
      CostOptions options,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
      int rows,
      int classes) {
    areFloats = true;
    if (options.classWeights() == null) {
      return totalWeight(options, labels, t, weights, rows, classes);
    }
    if (products.length < rows) {
      products = new float[rows];
    }
    for (int row = 0; row < rows; row++) {
      double weight = weight(options, labels, t, weights, row, classes);
      products[row] = (float) weight;
      areFloats &= weight == 0 || (weight >= Float.MIN_NORMAL && products[row] <= Float.MAX_VALUE);
    }
    double total = 0;
    for (int row = 0; row < rows && areFloats; row++) {
      total += products[row];
    }
    return areFloats ? total : totalWeight(options, labels, t, weights, rows, classes);
  }

  /// The weights that were found last; empty: 1 each.
  float[] ofRows(CostOptions options, float @Nullable [] weights) {
    return options.classWeights() != null ? products : weights != null ? weights : ALL_ONE;
  }

  /// `Σ w_i`, row by row.
  static double totalWeight(
      CostOptions options,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
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
      float @Nullable [] t,
      float @Nullable [] weights,
      int row,
      int classes) {
    double weight = weights == null ? 1 : weights[row];
    if (labels != null) {
      return labels[row] == options.ignored() ? 0 : weight * options.classWeight(labels[row]);
    }
    return weight == 0 ? 0 : weight * options.classWeight(given(t), row * classes, classes);
  }

  static float[] given(float @Nullable [] t) {
    if (t == null) {
      throw new AssertionError("neither labels nor targets");
    }
    return t;
  }
}
