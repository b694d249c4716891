package io.github.softjac.cost;

import io.github.softjac.internal.kernel.ExpectationScore;
import io.github.softjac.internal.kernel.FloatFunctions;
import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.FloatTerms;
import io.github.softjac.internal.kernel.KernelOptions;
import io.github.softjac.internal.kernel.RowScore;
import io.github.softjac.softmax.LogSumExp;
import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One block of rows of floats on its way through a cost: its logits, targets and weights at the
/// start of arrays of its own, the losses and the gradient of each row, and back.
final class FloatBlock {

  private static final float[] NOTHING = {};
  private static final float[] ALL_ONE = {};

  private final FloatRows rowByRow = new FloatRows();
  private final TermPass terms = new TermPass();
  private final SparsemaxPass sparsemax = new SparsemaxPass();
  private final RankedPass ranked = new RankedPass();
  private final SphericalPass spherical = new SphericalPass();
  private float[] zBlock = NOTHING;
  private float[] tBlock = NOTHING;
  private float[] dzBlock = NOTHING;
  private float[] yBlock = NOTHING;
  private float[] logZ = NOTHING;
  private double[] losses = {};
  private double[] rowWeights = {};
  private double[] shares = {};
  private int[] blockLabels = {};

  /// The numbers of the rows, and the costs of their answers: a line of `yBlock` each.
  private int[] lines = {};

  private ExpectationScore lineCosts = ExpectationScore.ofLines(NOTHING);

  void grow(int rows, int classes) {
    if (losses.length < rows) {
      losses = new double[rows];
      rowWeights = new double[rows];
      shares = new double[rows];
      blockLabels = new int[rows];
      lines = IntStream.range(0, rows).toArray();
      logZ = new float[rows];
    }
    int length = rows * classes + FloatTerms.LANES;
    if (zBlock.length < length) {
      zBlock = new float[length];
      tBlock = new float[length];
      dzBlock = new float[length];
      yBlock = new float[length];
      lineCosts = ExpectationScore.ofLines(yBlock);
    }
  }

  /// Whether logits and targets of a block are those of the batch, as they are, and the cost is a
  /// sum of terms that goes over them where they lie.
  boolean canStay(Cost cost, CostOptions options, float @Nullable [] t, int classes) {
    return t != null
        && classes > 1
        && separable(cost) != null
        && options.temperature() == 1
        && options.smoothing() == 0;
  }

  /// L of each row and the shares of `∂L/∂z` of a block that can stay where it is.
  ///
  /// @param divisor what the weight of a row is divided by to give its share
  /// @param dz receives the gradient, if it is not null; may be `z`
  void runInPlace(
      Cost cost,
      CostOptions options,
      float[] z,
      float[] t,
      float @Nullable [] weights,
      double divisor,
      float @Nullable [] dz,
      int row,
      int rows,
      int classes) {
    weigh(options, null, t, weights, row, rows, classes);
    share(divisor, rows);
    int offset = row * classes;
    SeparableCost separable = Objects.requireNonNull(separable(cost));
    terms(separable, options, z, offset, t, offset, dz, offset, rows, classes);
  }

  /// Of a value without a gradient, that of the block is written, and let go.
  private void terms(
      SeparableCost cost,
      CostOptions options,
      float[] z,
      int zOffset,
      float[] t,
      int tOffset,
      float @Nullable [] dz,
      int offset,
      int rows,
      int classes) {
    terms.gradients(
        cost,
        Objects.requireNonNull(cost.form()),
        z,
        zOffset,
        t,
        tOffset,
        options.zLoss(),
        shares,
        dz == null ? dzBlock : dz,
        dz == null ? 0 : offset,
        losses,
        rows,
        classes);
  }

  private void weigh(
      CostOptions options,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
      int row,
      int rows,
      int classes) {
    for (int i = 0; i < rows; i++) {
      rowWeights[i] = FloatWeights.weight(options, labels, t, weights, row + i, classes);
    }
  }

  private void share(double divisor, int rows) {
    double perWeight = 1 / divisor;
    for (int i = 0; i < rows; i++) {
      shares[i] = rowWeights[i] * perWeight;
    }
  }

  /// Brings logits, targets and weights of a block to the start of this pass's arrays.
  void load(
      CostOptions options,
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
      int row,
      int rows,
      int classes) {
    int length = rows * classes;
    if (options.temperature() == 1) {
      System.arraycopy(z, row * classes, zBlock, 0, length);
    } else {
      double inverse = 1 / options.temperature();
      FloatFunctions.multiply(z, row * classes, zBlock, 0, length, inverse);
    }
    if (options.zLoss() > 0) {
      System.arraycopy(zBlock, 0, yBlock, 0, length);
    }
    weigh(options, labels, t, weights, row, rows, classes);
    if (labels == null) {
      System.arraycopy(FloatWeights.given(t), row * classes, tBlock, 0, length);
    } else {
      for (int i = 0; i < rows; i++) {
        // A row to ignore may as well have the first class: its weight is 0.
        blockLabels[i] = labels[row + i] == options.ignored() ? 0 : labels[row + i];
      }
      if (options.smoothing() > 0) {
        Arrays.fill(tBlock, 0, length, 0);
        for (int i = 0; i < rows; i++) {
          tBlock[i * classes + blockLabels[i]] = 1;
        }
      }
    }
    if (options.smoothing() > 0) {
      options.smooth(tBlock, rows, classes);
    }
  }

  /// L of each row, by the logits over temperature, and the shares of `∂L/∂z` if `dz` is not null.
  ///
  /// @param divisor what the weight of a row is divided by to give its share
  void run(
      Cost cost,
      CostOptions options,
      boolean byLabel,
      double divisor,
      float @Nullable [] dz,
      int row,
      int rows,
      int classes) {
    share(divisor, rows);
    SeparableCost separable = byLabel ? null : separable(cost);
    if (separable != null && classes > 1) {
      terms(separable, options, zBlock, 0, tBlock, 0, dz, row * classes, rows, classes);
      return;
    }
    gradients(cost, byLabel, rows, classes);
    if (options.zLoss() > 0) {
      addZLoss(options.zLoss(), rows, classes);
    }
    if (dz != null) {
      store(dz, row, rows, classes);
    }
  }

  /// L and `∂L/∂z` of each row.
  private void gradients(Cost cost, boolean byLabel, int rows, int classes) {
    RowScore score = byLabel && classes > 1 ? RowScores.of(cost, classes) : null;
    if (classes == 1) { // of output 1 to the last bit, which the kernels are not
      rowByRow(cost, byLabel, rows, classes);
    } else if (byLabel && (score != null || cost instanceof CrossEntropy)) {
      RowScores.run(
          score,
          zBlock,
          blockLabels,
          KernelOptions.NONE,
          ALL_ONE,
          1,
          dzBlock,
          losses,
          0,
          rows,
          classes);
    } else if (cost instanceof CrossEntropy) {
      FloatKernels.crossEntropyOfTargets(
          zBlock, tBlock, KernelOptions.NONE, ALL_ONE, 1, dzBlock, losses, 0, rows, classes);
    } else if (cost instanceof SparsemaxLoss) {
      sparsemax.gradients(zBlock, tBlock, dzBlock, losses, rows, classes);
    } else if (cost instanceof RankedProbability) {
      ranked.gradients(zBlock, tBlock, dzBlock, losses, rows, classes);
    } else if (cost instanceof SphericalScore) {
      spherical.gradients(zBlock, tBlock, dzBlock, losses, rows, classes);
    } else if (cost instanceof CostSensitive costs
        && !byLabel
        && costs.areFloats(tBlock, rows, classes)) {
      expectedCosts(costs, rows, classes);
    } else if (cost instanceof BlockCost block) {
      if (byLabel) {
        block.logitGradients(zBlock, blockLabels, dzBlock, losses, rows, classes);
      } else {
        block.logitGradients(zBlock, tBlock, dzBlock, losses, rows, classes);
      }
    } else {
      rowByRow(cost, byLabel, rows, classes);
    }
  }

  /// Each row has costs of its own for the answers: those that its targets give.
  private void expectedCosts(CostSensitive costs, int rows, int classes) {
    costs.costs(tBlock, dzBlock, yBlock, rows, classes);
    FloatKernels.costOfExpectation(
        zBlock,
        lines,
        lineCosts,
        KernelOptions.NONE,
        ALL_ONE,
        1,
        dzBlock,
        losses,
        0,
        rows,
        classes);
    System.arraycopy(zBlock, 0, yBlock, 0, rows * classes); // for z-loss
  }

  private void rowByRow(Cost cost, boolean byLabel, int rows, int classes) {
    if (byLabel) {
      rowByRow.logitGradients(cost, zBlock, blockLabels, dzBlock, losses, rows, classes);
    } else {
      rowByRow.logitGradients(cost, zBlock, tBlock, dzBlock, losses, rows, classes);
    }
  }

  /// The sum of terms that the cost is to the kernels; null if it is none.
  private static @Nullable SeparableCost separable(Cost cost) {
    return switch (cost) {
      case SeparableCost separable -> separable.form() == null ? null : separable;
      case CostSensitive costs -> costs.separable();
      default -> null;
    };
  }

  /// Adds `λ (log Z)²` with `Z = Σ_k exp(z_k)`, and its derivative `2 λ log Z · y`.
  private void addZLoss(double lambda, int rows, int classes) {
    LogSumExp.forward(yBlock, logZ, rows, classes);
    Softmax.forward(yBlock, yBlock, rows, classes);
    for (int row = 0; row < rows; row++) {
      losses[row] += lambda * logZ[row] * logZ[row];
      double slope = 2 * lambda * logZ[row];
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        dzBlock[i] = yBlock[i] == 0 ? dzBlock[i] : (float) (dzBlock[i] + slope * yBlock[i]);
      }
    }
  }

  /// `Σ w_i L_i` over the block. A row of weight 0 adds nothing, whatever its cost is.
  double weighted(double @Nullable [] rowLosses, int row, int rows) {
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

  /// Its share of the gradient of each row, back to the batch.
  private void store(float[] dz, int row, int rows, int classes) {
    for (int i = 0; i < rows; i++) {
      double share = shares[i];
      if (share == 0) {
        Arrays.fill(dzBlock, i * classes, (i + 1) * classes, 0);
      } else if (share != 1) {
        scale(share, i * classes, (i + 1) * classes);
      }
    }
    System.arraycopy(dzBlock, 0, dz, row * classes, rows * classes);
  }

  private void scale(double share, int from, int to) {
    float[] d = dzBlock;
    for (int k = from; k < to; k++) {
      d[k] = (float) (share * d[k]);
    }
  }
}
