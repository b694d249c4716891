package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// The loss of sparsemax over rows of floats, `L = T (½ Σ_k (p_k − t_k/T)² + Σ_k (t_k/T) max(τ −
/// z_k, 0))` with `T = Σ_k t_k`, and `∂L/∂z = T p − t`; of an index label `T = 1`. The same bits
/// whichever twin serves.
///
/// Only classes less than 1 below the largest logit can have a share, so that of a long row τ is
/// searched among those few ([FloatSupport]), in double. In vectors it is searched for many rows at
/// once: among all classes of short rows, among the candidates of long ones.
public final class FloatSparsemax {

  private FloatSparsemax() {}

  /// The loss of index labels, and for row i `dz_k = share_i (p_k − [k = label_i])` with `share_i =
  /// weight_i / totalWeight`. A row of weight 0 or label −1 has dz = 0, whatever its logits are.
  ///
  /// @param labels of all rows, each −1 or a class
  /// @param weights of all rows; an empty array: 1 each
  /// @param dz receives the gradient; may be `z`
  /// @param losses receives `weight_i L_i` of each row; empty: not asked for
  /// @return `Σ weight_i L_i`, added in the order of the rows
  public static double ofLabels(
      float[] z,
      int[] labels,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    Scratch scratch = Scratch.ofThread();
    scratch.growSupport(classes);
    double perWeight = 1 / totalWeight;
    double loss = 0;
    int row = firstRow;
    int end = firstRow + rows;
    if (KernelFamily.ROW_FUNCTIONS.vector((long) rows * classes)) {
      int most = classes < FloatSoftmax.LONG_ROW ? VectorFloatTile.tilesAtOnce(classes) : 1;
      int tiles = VectorFloatSparsemax.tiles(end - row, most);
      while (tiles > 0) {
        loss =
            VectorFloatSparsemax.ofLabels(
                z, labels, weights, perWeight, dz, row, tiles, classes, loss, losses, scratch);
        row += VectorFloatSparsemax.rows(tiles);
        tiles = VectorFloatSparsemax.tiles(end - row, most);
      }
    }
    return rows(z, labels, weights, perWeight, dz, row, end, classes, loss, losses, scratch);
  }

  /// The rows from `firstRow` to before `end` in plain loops: the specification.
  static double rows(
      float[] z,
      int[] labels,
      float[] weights,
      double perWeight,
      float[] dz,
      int firstRow,
      int end,
      int classes,
      double loss,
      double[] losses,
      Scratch scratch) {
    double sum = loss;
    for (int row = firstRow; row < end; row++) {
      double weight = labels[row] < 0 ? 0 : weights.length == 0 ? 1 : weights[row];
      int offset = row * classes;
      double rowLoss = 0;
      if (weight == 0) {
        Arrays.fill(dz, offset, offset + classes, 0);
      } else {
        double share = Math.min(weight * perWeight, Double.MAX_VALUE);
        rowLoss = weight * row(z, labels[row], share, dz, offset, classes, scratch);
      }
      sum += rowLoss;
      if (losses.length > 0) {
        losses[row] = rowLoss;
      }
    }
    return sum;
  }

  private static double row(
      float[] z, int label, double share, float[] dz, int offset, int classes, Scratch scratch) {
    int end = offset + classes;
    int[] support = scratch.support;
    double[] x = scratch.supportLogits;
    int count = FloatSupport.find(z, offset, end, support);
    if (count < 0) {
      return unusual(z, label, share, dz, offset, classes);
    }
    double largest = logits(z, count, support, x);
    double threshold = threshold(x, count);
    double own = z[offset + label] - largest;
    Arrays.fill(dz, offset, end, 0);
    return ofLabel(x, support, 0, 1, count, threshold, own, offset + label, share, dz);
  }

  /// L of a row of which dz is 0, and its gradient.
  ///
  /// @param x the logits of the candidates, counted from the largest, and
  /// @param support where these are in dz, the first at `from` and the next `step` further on
  /// @param own the logit of the label, counted from the largest
  /// @param label where that is in dz
  static double ofLabel(
      double[] x,
      int[] support,
      int from,
      int step,
      int count,
      double threshold,
      double own,
      int label,
      double share,
      float[] dz) {
    double squares = 0;
    for (int i = from; i < from + count * step; i += step) {
      int k = support[i];
      double p = k == label ? 0 : Math.max(x[i] - threshold, 0);
      squares = Math.fma(p, p, squares);
      dz[k] = (float) (share * p);
    }
    double ofLabel = Math.max(own - threshold, 0) - 1;
    dz[label] = (float) (share * ofLabel) + 0f;
    return 0.5 * Math.fma(ofLabel, ofLabel, squares) + Math.max(threshold - own, 0);
  }

  /// The logits of the candidates, counted from the largest, which is returned.
  ///
  /// @param support where they are in `z`, the first `count` of it
  /// @param x receives them
  public static double logits(float[] z, int count, int[] support, double[] x) {
    double largest = z[support[0]];
    for (int i = 1; i < count; i++) {
      largest = Math.max(largest, z[support[i]]);
    }
    for (int i = 0; i < count; i++) {
      x[i] = z[support[i]] - largest;
    }
    return largest;
  }

  /// `τ − max z`: as in [io.github.softjac.softmax.Sparsemax], classes below the τ of those that
  /// are left are dropped until there is none (Michelot, JOTA 50, 1986).
  public static double threshold(double[] x, int count) {
    double threshold = -1;
    int above = 0;
    while (true) {
      int before = above;
      double sum = 0;
      above = 0;
      for (int i = 0; i < count; i++) {
        boolean isAbove = x[i] > threshold;
        sum += isAbove ? x[i] : 0;
        above += isAbove ? 1 : 0;
      }
      if (above == before) {
        return threshold;
      }
      threshold = (sum - 1) / above;
    }
  }

  /// A row whose largest logit is not finite, or with NaN: the one class with `+∞`, or nothing but
  /// NaN.
  private static double unusual(
      float[] z, int label, double share, float[] dz, int offset, int classes) {
    float g = ScalarFloatSoftmax.max(z, offset, offset + classes);
    boolean oneHot = g == Float.POSITIVE_INFINITY;
    SpecialRow.softmax(z, dz, offset, classes, oneHot ? g : Float.NaN);
    if (Float.isNaN(dz[offset])) {
      return Double.NaN;
    }
    boolean hot = dz[offset + label] == 1;
    for (int k = offset; k < offset + classes; k++) {
      dz[k] = hot ? 0 : (float) (share * dz[k]);
    }
    dz[offset + label] = hot ? 0 : (float) -share;
    return hot ? 0 : Double.POSITIVE_INFINITY;
  }
}
