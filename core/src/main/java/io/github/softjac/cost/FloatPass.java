package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.LabelScore;
import io.github.softjac.internal.parallel.Piece;
import io.github.softjac.internal.parallel.RowPieces;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.softmax.LogSumExp;
import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One way over a batch of floats, block by block: logits over temperature, softmax, cost,
/// back-propagation, z-loss and weights while the block is in cache.
///
/// Memory of one thread, kept from call to call. It is taken for a call and given back after it, so
/// that a cost which itself evaluates a batch meets a second one. [DoublePass] is the same in
/// double.
final class FloatPass {

  private static final ThreadLocal<@Nullable FloatPass> FREE = new ThreadLocal<>();
  private static final float[] NOTHING = {};
  private static final float[] ALL_ONE = {};
  private static final ExpectedCost EXPECTED_COST = new ExpectedCost();

  private final FloatRows rowByRow = new FloatRows();
  private final TermPass terms = new TermPass();
  private final FusedPass fused = new FusedPass();
  private float[] floatWeights = NOTHING;
  private boolean weightsAreFloats;
  private float[] zBlock = NOTHING;
  private float[] tBlock = NOTHING;
  private float[] dzBlock = NOTHING;
  private float[] yBlock = NOTHING;
  private float[] logZ = NOTHING;
  private double[] losses = {};
  private double[] rowWeights = {};
  private int[] blockLabels = {};

  /// The batch in hand.
  private @Nullable Cost cost;

  private CostOptions options = CostOptions.DEFAULT;
  private float[] z = NOTHING;
  private int @Nullable [] labels;
  private float @Nullable [] t;
  private float @Nullable [] weights;
  private double total;
  private float @Nullable [] dz;
  private double @Nullable [] rowLosses;
  private int rows;
  private int classes;

  /// Whether [FusedPass] serves it.
  private boolean inOnePass;

  private final Piece piece = this::runPiece;
  private double[] sums = {};

  private FloatPass() {}

  private static FloatPass take() {
    FloatPass free = FREE.get();
    FREE.set(null);
    return free == null ? new FloatPass() : free;
  }

  /// The reduced cost of a batch that has been checked, with either labels or targets.
  ///
  /// @param dz receives the gradient, if it is not null; may be `z`
  /// @param rowLosses receives `w_i L_i`, if it is not null
  /// @param mean whether to divide by the weight of all rows, or else to add only
  static double run(
      Cost cost,
      CostOptions options,
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
      float @Nullable [] dz,
      double @Nullable [] rowLosses,
      boolean mean,
      int rows,
      int classes) {
    FloatPass pass = take();
    double total = pass.weigh(options, labels, t, weights, rows, classes);
    if (!mean || total == 0) {
      total = 1;
    }
    pass.cost = cost;
    pass.options = options;
    pass.z = z;
    pass.t = t;
    pass.total = total;
    pass.dz = dz;
    pass.rowLosses = rowLosses;
    pass.rows = rows;
    pass.classes = classes;
    pass.inOnePass = pass.fused.serves(cost, options, labels) && pass.weightsAreFloats;
    if (pass.inOnePass) {
      pass.labels = labels == null ? null : pass.fused.known(labels, options.ignored(), rows);
      pass.weights = pass.floatWeights(options, weights);
    } else {
      pass.labels = labels;
      pass.weights = weights;
    }
    double sum = pass.sum();
    pass.forget();
    FREE.set(pass);
    return sum / total;
  }

  /// `Σ w_i L_i`: the sums of the pieces of the batch in their order, whoever does them.
  private double sum() {
    int pieces = RowPieces.count(rows, classes);
    Workers workers = RowPieces.claim(rows, classes);
    if (workers == null) {
      double sum = 0;
      for (int piece = 0; piece < pieces; piece++) {
        sum += part(piece);
      }
      return sum;
    }
    if (sums.length < pieces) {
      sums = new double[pieces];
    }
    try {
      workers.run(pieces, piece);
    } finally {
      workers.release();
    }
    double sum = 0;
    for (int piece = 0; piece < pieces; piece++) {
      sum += sums[piece];
    }
    return sum;
  }

  /// A piece of this batch: the caller works in this pass, others in one of their own.
  private void runPiece(int piece, int worker) {
    if (worker == 0) {
      sums[piece] = part(piece);
      return;
    }
    FloatPass other = take();
    other.serve(this);
    sums[piece] = other.part(piece);
    other.forget();
    FREE.set(other);
  }

  private void serve(FloatPass caller) {
    cost = caller.cost;
    options = caller.options;
    z = caller.z;
    labels = caller.labels;
    t = caller.t;
    weights = caller.weights;
    total = caller.total;
    dz = caller.dz;
    rowLosses = caller.rowLosses;
    rows = caller.rows;
    classes = caller.classes;
    inOnePass = caller.inOnePass;
  }

  /// Lets go of the caller's arrays.
  private void forget() {
    cost = null;
    z = NOTHING;
    labels = null;
    t = null;
    weights = null;
    dz = null;
    rowLosses = null;
  }

  private double part(int piece) {
    int most = RowPieces.rows(classes);
    int from = piece * most;
    int to = Math.min(rows, from + most);
    Cost mine = Objects.requireNonNull(cost);
    return inOnePass
        ? fused.run(
            mine,
            options,
            z,
            labels,
            t,
            Objects.requireNonNull(weights),
            total,
            dz,
            rowLosses,
            from,
            to,
            classes)
        : blockByBlock(mine, from, to);
  }

  private double blockByBlock(Cost cost, int from, int to) {
    int most = Blocks.rows(classes);
    grow(Math.min(most, to - from), classes);
    double sum = 0;
    for (int row = from; row < to; row += most) {
      int count = Math.min(most, to - row);
      load(options, z, labels, t, weights, row, count, classes);
      boolean byLabel = labels != null && options.smoothing() == 0;
      gradients(cost, options, byLabel, count, classes);
      sum += weighted(rowLosses, row, count);
      if (dz != null) {
        store(options.temperature() * total, dz, row, count, classes);
      }
    }
    return sum;
  }

  /// The weight of each row as a float, where class weights make it another than that of the
  /// sample; and whether all of them are floats.
  ///
  /// @return `Σ w_i` of the weights so rounded
  private double weigh(
      CostOptions options,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
      int rows,
      int classes) {
    weightsAreFloats = true;
    if (options.classWeights() == null) {
      return totalWeight(options, labels, t, weights, rows, classes);
    }
    if (floatWeights.length < rows) {
      floatWeights = new float[rows];
    }
    for (int row = 0; row < rows; row++) {
      double weight = weight(options, labels, t, weights, row, classes);
      floatWeights[row] = (float) weight;
      weightsAreFloats &=
          weight == 0 || (weight >= Float.MIN_NORMAL && floatWeights[row] <= Float.MAX_VALUE);
    }
    double total = 0;
    for (int row = 0; row < rows && weightsAreFloats; row++) {
      total += floatWeights[row];
    }
    return weightsAreFloats ? total : totalWeight(options, labels, t, weights, rows, classes);
  }

  private float[] floatWeights(CostOptions options, float @Nullable [] weights) {
    return options.classWeights() != null ? floatWeights : weights != null ? weights : ALL_ONE;
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

  private static float[] given(float @Nullable [] t) {
    if (t == null) {
      throw new AssertionError("neither labels nor targets");
    }
    return t;
  }

  private void grow(int rows, int classes) {
    if (losses.length < rows) {
      losses = new double[rows];
      rowWeights = new double[rows];
      blockLabels = new int[rows];
      logZ = new float[rows];
    }
    int length = rows * classes;
    if (zBlock.length < length) {
      zBlock = new float[length];
      tBlock = new float[length];
      dzBlock = new float[length];
      yBlock = new float[length];
    }
  }

  /// Brings logits, targets and weights of a block to the start of this pass's arrays.
  private void load(
      CostOptions options,
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      float @Nullable [] weights,
      int row,
      int rows,
      int classes) {
    int length = rows * classes;
    System.arraycopy(z, row * classes, zBlock, 0, length);
    double temperature = options.temperature();
    if (temperature != 1) {
      for (int i = 0; i < length; i++) {
        zBlock[i] = (float) (zBlock[i] / temperature);
      }
    }
    if (options.zLoss() > 0) {
      System.arraycopy(zBlock, 0, yBlock, 0, length);
    }
    for (int i = 0; i < rows; i++) {
      rowWeights[i] = weight(options, labels, t, weights, row + i, classes);
    }
    if (labels == null) {
      System.arraycopy(given(t), row * classes, tBlock, 0, length);
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

  /// L and `∂L/∂z` of each row, by the logits over temperature.
  private void gradients(Cost cost, CostOptions options, boolean byLabel, int rows, int classes) {
    LabelScore score = LabelScores.of(cost);
    SeparableCost inFloats = inFloats(cost, byLabel);
    if (byLabel && (score != null || cost instanceof CrossEntropy)) {
      FloatKernels.costOfLabels(
          zBlock, blockLabels, score, ALL_ONE, 1, dzBlock, losses, 0, rows, classes);
    } else if (cost instanceof CrossEntropy) {
      FloatKernels.crossEntropyOfTargets(
          zBlock, tBlock, ALL_ONE, 1, dzBlock, losses, 0, rows, classes);
    } else if (inFloats != null) {
      if (byLabel) {
        oneHot(cost, rows, classes);
      }
      terms.gradients(inFloats, zBlock, tBlock, byLabel, dzBlock, losses, rows, classes);
    } else if (cost instanceof BlockCost block) {
      if (byLabel) {
        block.logitGradients(zBlock, blockLabels, dzBlock, losses, rows, classes);
      } else {
        block.logitGradients(zBlock, tBlock, dzBlock, losses, rows, classes);
      }
    } else if (byLabel) {
      rowByRow.logitGradients(cost, zBlock, blockLabels, dzBlock, losses, rows, classes);
    } else {
      rowByRow.logitGradients(cost, zBlock, tBlock, dzBlock, losses, rows, classes);
    }
    if (options.zLoss() > 0) {
      addZLoss(options.zLoss(), rows, classes);
    }
  }

  /// The sum of terms that the cost is in float; null if it is none.
  private static @Nullable SeparableCost inFloats(Cost cost, boolean byLabel) {
    return switch (cost) {
      case SeparableCost separable -> separable.inFloats() ? separable : null;
      case CostSensitive costs -> byLabel ? EXPECTED_COST : costs.separable();
      default -> null;
    };
  }

  /// Writes the targets of the labels, or the costs of all answers.
  private void oneHot(Cost cost, int rows, int classes) {
    if (cost instanceof CostSensitive costs) {
      costs.costs(blockLabels, tBlock, rows, classes);
      return;
    }
    Arrays.fill(tBlock, 0, rows * classes, 0);
    for (int row = 0; row < rows; row++) {
      tBlock[row * classes + blockLabels[row]] = 1;
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
        dzBlock[i] = yBlock[i] == 0 ? dzBlock[i] : (float) (dzBlock[i] + slope * yBlock[i]);
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
  private void store(double divisor, float[] dz, int row, int rows, int classes) {
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
    float[] d = dzBlock;
    for (int k = from; k < to; k++) {
      d[k] = (float) (share * d[k]);
    }
  }
}
