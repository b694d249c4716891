package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatFunctions;
import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.KernelOptions;
import io.github.softjac.internal.kernel.RowScore;
import org.jspecify.annotations.Nullable;

/// Costs that the kernels carry through a batch of floats in one pass: from the caller's logits to
/// the caller's gradient, with the weights, and with no copy of either.
///
/// These are cross-entropy, and of index labels every cost that has a [RowScore], unless the labels
/// are smoothed; sparsemax knows no log-sum-exp, and takes no z-loss here.
final class FusedPass {

  private static final float[] NOTHING = {};
  private static final double[] NOT_ASKED_FOR = {};

  /// Copies, for a value without a gradient: logits, and what goes with their rows.
  private float[] zBlock = NOTHING;

  private float[] tBlock = NOTHING;
  private float[] weightBlock = NOTHING;
  private int[] labelBlock = {};
  private double[] lossBlock = {};

  /// The labels, with −1 for the one to ignore.
  private int[] knownLabels = {};

  /// A single class is left to [FloatRows], where its output is 1 to the last bit.
  boolean serves(Cost cost, CostOptions options, int @Nullable [] labels, int classes) {
    return classes > 1
        && (cost instanceof CrossEntropy
            || (labels != null
                && options.smoothing() == 0
                && (options.zLoss() == 0 || !(cost instanceof SparsemaxLoss))
                && RowScores.of(cost, classes) != null));
  }

  /// `Σ w_i L_i` of the rows `[from, to)`, writing `w_i / total · ∂L_i/∂z_i` and `w_i L_i` if they
  /// are asked for.
  ///
  /// @param labels of all rows, as [#known] gives them
  /// @param weights of all rows; empty: 1 each
  double run(
      Cost cost,
      CostOptions options,
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      float[] weights,
      double total,
      float @Nullable [] dz,
      double @Nullable [] rowLosses,
      int from,
      int to,
      int classes) {
    RowScore score = labels == null ? null : RowScores.of(cost, classes);
    KernelOptions added = options.inKernels();
    double temperature = options.temperature();
    double[] losses = rowLosses == null ? NOT_ASKED_FOR : rowLosses;
    if (dz != null && temperature == 1) {
      return kernel(
          z, labels, t, score, added, weights, total, dz, losses, from, to - from, classes);
    }
    int most = Blocks.rows(classes);
    double sum = 0;
    for (int row = from; row < to; row += most) {
      int count = Math.min(most, to - row);
      if (dz != null) {
        divide(z, dz, row * classes, row * classes, count * classes, temperature);
        double divisor = total * temperature;
        sum +=
            kernel(dz, labels, t, score, added, weights, divisor, dz, losses, row, count, classes);
      } else {
        sum +=
            value(z, labels, t, score, added, weights, temperature, rowLosses, row, count, classes);
      }
    }
    return sum;
  }

  private static double kernel(
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      @Nullable RowScore score,
      KernelOptions options,
      float[] weights,
      double total,
      float[] dz,
      double[] losses,
      int row,
      int rows,
      int classes) {
    if (labels != null) {
      return RowScores.run(
          score, z, labels, options, weights, total, dz, losses, row, rows, classes);
    }
    if (t == null) {
      throw new AssertionError("neither labels nor targets");
    }
    return FloatKernels.crossEntropyOfTargets(
        z, t, options, weights, total, dz, losses, row, rows, classes);
  }

  /// `Σ w_i L_i` over a block: as there is no array for a gradient, on copies.
  private double value(
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      @Nullable RowScore score,
      KernelOptions options,
      float[] weights,
      double temperature,
      double @Nullable [] rowLosses,
      int row,
      int rows,
      int classes) {
    grow(rows, rows * classes);
    divide(z, zBlock, row * classes, 0, rows * classes, temperature);
    if (labels != null) {
      System.arraycopy(labels, row, labelBlock, 0, rows);
    }
    if (t != null) {
      System.arraycopy(t, row * classes, tBlock, 0, rows * classes);
    }
    if (weights.length > 0) {
      System.arraycopy(weights, row, weightBlock, 0, rows);
    }
    double sum =
        kernel(
            zBlock,
            labels == null ? null : labelBlock,
            t == null ? null : tBlock,
            score,
            options,
            weights.length > 0 ? weightBlock : weights,
            1,
            zBlock,
            rowLosses == null ? NOT_ASKED_FOR : lossBlock,
            0,
            rows,
            classes);
    if (rowLosses != null) {
      System.arraycopy(lossBlock, 0, rowLosses, row, rows);
    }
    return sum;
  }

  private void grow(int rows, int length) {
    if (labelBlock.length < rows) {
      labelBlock = new int[rows];
      weightBlock = new float[rows];
      lossBlock = new double[rows];
    }
    if (zBlock.length < length) {
      zBlock = new float[length];
      tBlock = new float[length];
    }
  }

  private static void divide(
      float[] z, float[] x, int from, int to, int length, double temperature) {
    if (temperature == 1) {
      System.arraycopy(z, from, x, to, length);
      return;
    }
    FloatFunctions.multiply(z, from, x, to, length, 1 / temperature);
  }

  /// The kernels ignore every label below 0.
  int[] known(int[] labels, int ignored, int rows) {
    if (ignored < 0) {
      return labels;
    }
    if (knownLabels.length < rows) {
      knownLabels = new int[rows];
    }
    for (int row = 0; row < rows; row++) {
      knownLabels[row] = labels[row] == ignored ? -1 : labels[row];
    }
    return knownLabels;
  }
}
