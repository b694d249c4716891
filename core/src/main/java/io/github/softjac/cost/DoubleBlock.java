package io.github.softjac.cost;

import io.github.softjac.internal.kernel.DoubleKernels;
import io.github.softjac.softmax.LogSumExp;
import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The blocks of rows of a batch of doubles on their way through a cost. Cross-entropy goes through
/// its kernels, from the caller's logits to the caller's gradient where no option is in the way; of
/// other costs logits and targets are copied to arrays of its own, and they are asked row by row.
final class DoubleBlock {

  private static final double[] NOTHING = {};

  private final DoubleRows rowByRow = new DoubleRows();
  private double[] zBlock = NOTHING;
  private double[] tBlock = NOTHING;
  private double[] dzBlock = NOTHING;
  private double[] yBlock = NOTHING;
  private double[] logZ = NOTHING;
  private double[] losses = {};
  private double[] rowWeights = {};
  private double[] shares = {};
  private int[] blockLabels = {};

  /// The batch in hand.
  private @Nullable Cost cost;

  private CostOptions options = CostOptions.DEFAULT;
  private double[] z = NOTHING;
  private int @Nullable [] labels;
  private double @Nullable [] t;
  private double @Nullable [] weights;
  private double total;
  private double @Nullable [] dz;
  private double @Nullable [] rowLosses;
  private int classes;

  /// Takes a batch in hand, with either labels or targets.
  ///
  /// @param total the weight by which the gradient is divided
  void take(
      Cost cost,
      CostOptions options,
      double[] z,
      int @Nullable [] labels,
      double @Nullable [] t,
      double @Nullable [] weights,
      double total,
      double @Nullable [] dz,
      double @Nullable [] rowLosses,
      int classes) {
    this.cost = cost;
    this.options = options;
    this.z = z;
    this.labels = labels;
    this.t = t;
    this.weights = weights;
    this.total = total;
    this.dz = dz;
    this.rowLosses = rowLosses;
    this.classes = classes;
  }

  /// Takes the batch that another has in hand.
  void take(DoubleBlock other) {
    take(
        Objects.requireNonNull(other.cost),
        other.options,
        other.z,
        other.labels,
        other.t,
        other.weights,
        other.total,
        other.dz,
        other.rowLosses,
        other.classes);
  }

  /// Lets go of the caller's arrays.
  void forget() {
    cost = null;
    z = NOTHING;
    labels = null;
    t = null;
    weights = null;
    dz = null;
    rowLosses = null;
  }

  /// `Σ w_i L_i` of the rows `[from, to)`, whose gradient and losses it writes.
  double run(int from, int to) {
    Cost mine = Objects.requireNonNull(cost);
    int most = Blocks.rows(classes);
    grow(Math.min(most, to - from), classes);
    boolean fused = isFused(mine, classes) && options.zLoss() == 0;
    double sum = 0;
    for (int row = from; row < to; row += most) {
      int count = Math.min(most, to - row);
      weigh(row, count);
      if (fused) {
        crossEntropy(row, count);
      } else {
        loadLogits(row, count);
        loadTargets(row, count);
        gradients(mine, count);
      }
      sum += weighted(rowLosses, row, count);
      if (dz != null && !fused) {
        store(options.temperature() * total, dz, row, count, classes);
      }
    }
    return sum;
  }

  /// A single class is left to the rows, where its output is 1 to the last bit.
  private static boolean isFused(Cost cost, int classes) {
    return cost instanceof CrossEntropy && classes > 1;
  }

  private void grow(int rows, int classes) {
    if (losses.length < rows) {
      losses = new double[rows];
      rowWeights = new double[rows];
      shares = new double[rows];
      blockLabels = new int[rows];
      logZ = new double[rows];
    }
    int length = rows * classes;
    if (zBlock.length < length) {
      zBlock = new double[length];
      tBlock = new double[length];
      dzBlock = new double[length];
      yBlock = new double[length];
    }
  }

  /// The weights of a block's rows, and the labels where they are not to be smoothed.
  private void weigh(int row, int rows) {
    for (int i = 0; i < rows; i++) {
      rowWeights[i] = DoubleWeights.weight(options, labels, t, weights, row + i, classes);
    }
    if (labels != null) {
      for (int i = 0; i < rows; i++) {
        // A row to ignore may as well have the first class: its weight is 0.
        blockLabels[i] = labels[row + i] == options.ignored() ? 0 : labels[row + i];
      }
    }
  }

  /// Brings the logits of a block, over temperature, to the start of this pass's array.
  private void loadLogits(int row, int rows) {
    int length = rows * classes;
    System.arraycopy(z, row * classes, zBlock, 0, length);
    double temperature = options.temperature();
    if (temperature != 1) {
      for (int i = 0; i < length; i++) {
        zBlock[i] = (zBlock[i] / temperature);
      }
    }
    if (options.zLoss() > 0) {
      System.arraycopy(zBlock, 0, yBlock, 0, length);
    }
  }

  /// Brings the targets of a block to the start of this pass's array, if there are any, or if
  /// labels become targets by smoothing.
  private void loadTargets(int row, int rows) {
    if (byLabel()) {
      return;
    }
    int length = rows * classes;
    if (labels == null) {
      System.arraycopy(DoubleWeights.given(t), row * classes, tBlock, 0, length);
    } else {
      Arrays.fill(tBlock, 0, length, 0);
      for (int i = 0; i < rows; i++) {
        tBlock[i * classes + blockLabels[i]] = 1;
      }
    }
    if (options.smoothing() > 0) {
      options.smooth(tBlock, rows, classes);
    }
  }

  private boolean byLabel() {
    return labels != null && options.smoothing() == 0;
  }

  /// Cross-entropy of a block in one pass over its logits; the gradient goes to its place, or where
  /// nobody looks if it is not asked for.
  private void crossEntropy(int row, int rows) {
    double divisor = options.temperature() * total;
    for (int i = 0; i < rows; i++) {
      shares[i] = rowWeights[i] / divisor;
    }
    int at = row * classes;
    boolean copied = options.temperature() != 1;
    if (copied) {
      loadLogits(row, rows);
    }
    double[] x = copied ? zBlock : z;
    int xAt = copied ? 0 : at;
    double[] out = dz == null ? dzBlock : dz;
    int outAt = dz == null ? 0 : at;
    if (byLabel()) {
      DoubleKernels.crossEntropyOfLabels(
          x, xAt, blockLabels, shares, out, outAt, losses, rows, classes);
      return;
    }
    boolean smoothed = options.smoothing() > 0;
    if (smoothed) {
      loadTargets(row, rows);
    }
    DoubleKernels.crossEntropyOfTargets(
        x,
        xAt,
        smoothed ? tBlock : DoubleWeights.given(t),
        smoothed ? 0 : at,
        shares,
        out,
        outAt,
        losses,
        rows,
        classes);
  }

  /// L and `∂L/∂z` of each row, by the logits over temperature.
  private void gradients(Cost cost, int rows) {
    boolean fused = isFused(cost, classes);
    if (fused) {
      Arrays.fill(shares, 0, rows, 1);
    }
    if (byLabel()) {
      if (fused) {
        DoubleKernels.crossEntropyOfLabels(
            zBlock, 0, blockLabels, shares, dzBlock, 0, losses, rows, classes);
      } else {
        rowByRow.logitGradients(cost, zBlock, blockLabels, dzBlock, losses, rows, classes);
      }
    } else if (fused) {
      DoubleKernels.crossEntropyOfTargets(
          zBlock, 0, tBlock, 0, shares, dzBlock, 0, losses, rows, classes);
    } else {
      rowByRow.logitGradients(cost, zBlock, tBlock, dzBlock, losses, rows, classes);
    }
    if (options.zLoss() > 0) {
      addZLoss(options.zLoss(), rows, classes);
    }
  }

  /// Adds `λ (log Z)²` with `Z = Σ_k exp(z_k)`, and its derivative `2 λ log Z · y`.
  private void addZLoss(double lambda, int rows, int classes) {
    LogSumExp.forward(yBlock, logZ, rows, classes);
    Softmax.forward(yBlock, yBlock, rows, classes);
    for (int row = 0; row < rows; row++) {
      losses[row] += lambda * logZ[row] * logZ[row];
      double slope = 2 * lambda * logZ[row];
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        dzBlock[i] = yBlock[i] == 0 ? dzBlock[i] : (dzBlock[i] + slope * yBlock[i]);
      }
    }
  }

  /// `Σ w_i L_i` over the block. A row of weight 0 adds nothing, whatever its cost is.
  private double weighted(double @Nullable [] rowLosses, int row, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double loss = rowWeights[i] == 0 ? 0 : rowWeights[i] * losses[i];
      sum += loss;
      if (rowLosses != null) {
        rowLosses[row + i] = loss;
      }
    }
    return sum;
  }

  /// `w_i / divisor` times the gradient of each row, back to the batch.
  private void store(double divisor, double[] dz, int row, int rows, int classes) {
    for (int i = 0; i < rows; i++) {
      double share = rowWeights[i] / divisor;
      if (share == 0) {
        Arrays.fill(dzBlock, i * classes, (i + 1) * classes, 0);
      } else if (share != 1) {
        scale(share, i * classes, (i + 1) * classes);
      }
    }
    System.arraycopy(dzBlock, 0, dz, row * classes, rows * classes);
  }

  private void scale(double share, int from, int to) {
    double[] d = dzBlock;
    for (int k = from; k < to; k++) {
      d[k] = (share * d[k]);
    }
  }
}
