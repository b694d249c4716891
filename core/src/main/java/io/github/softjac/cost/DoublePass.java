package io.github.softjac.cost;

import io.github.softjac.internal.parallel.Piece;
import io.github.softjac.internal.parallel.RowPieces;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.softmax.LogSumExp;
import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// [FloatPass] in double: one way over a batch, block by block. Costs are asked row by row.
final class DoublePass {

  private static final ThreadLocal<@Nullable DoublePass> FREE = new ThreadLocal<>();
  private static final double[] NOTHING = {};

  private final DoubleRows rowByRow = new DoubleRows();
  private double[] zBlock = NOTHING;
  private double[] tBlock = NOTHING;
  private double[] dzBlock = NOTHING;
  private double[] yBlock = NOTHING;
  private double[] logZ = NOTHING;
  private double[] losses = {};
  private double[] rowWeights = {};
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
  private int rows;
  private int classes;

  private final Piece piece = this::runPiece;
  private double[] sums = {};

  private DoublePass() {}

  private static DoublePass take() {
    DoublePass free = FREE.get();
    FREE.set(null);
    return free == null ? new DoublePass() : free;
  }

  /// The reduced cost of a batch that has been checked, with either labels or targets.
  ///
  /// @param dz receives the gradient, if it is not null; may be `z`
  /// @param rowLosses receives `w_i L_i`, if it is not null
  /// @param mean whether to divide by the weight of all rows, or else to add only
  static double run(
      Cost cost,
      CostOptions options,
      double[] z,
      int @Nullable [] labels,
      double @Nullable [] t,
      double @Nullable [] weights,
      double @Nullable [] dz,
      double @Nullable [] rowLosses,
      boolean mean,
      int rows,
      int classes) {
    double total = 1;
    if (mean) {
      total = totalWeight(options, labels, t, weights, rows, classes);
      if (total == 0) {
        total = 1;
      }
    }
    DoublePass pass = take();
    pass.cost = cost;
    pass.options = options;
    pass.z = z;
    pass.labels = labels;
    pass.t = t;
    pass.weights = weights;
    pass.total = total;
    pass.dz = dz;
    pass.rowLosses = rowLosses;
    pass.rows = rows;
    pass.classes = classes;
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
    DoublePass other = take();
    other.serve(this);
    sums[piece] = other.part(piece);
    other.forget();
    FREE.set(other);
  }

  private void serve(DoublePass caller) {
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
    int piecesRows = RowPieces.rows(classes);
    int from = piece * piecesRows;
    int to = Math.min(rows, from + piecesRows);
    Cost mine = Objects.requireNonNull(cost);
    int most = Blocks.rows(classes);
    grow(Math.min(most, to - from), classes);
    double sum = 0;
    for (int row = from; row < to; row += most) {
      int count = Math.min(most, to - row);
      load(options, z, labels, t, weights, row, count, classes);
      boolean byLabel = labels != null && options.smoothing() == 0;
      gradients(mine, options, byLabel, count, classes);
      sum += weighted(rowLosses, row, count);
      if (dz != null) {
        store(options.temperature() * total, dz, row, count, classes);
      }
    }
    return sum;
  }

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

  private static double[] given(double @Nullable [] t) {
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

  /// Brings logits, targets and weights of a block to the start of this pass's arrays.
  private void load(
      CostOptions options,
      double[] z,
      int @Nullable [] labels,
      double @Nullable [] t,
      double @Nullable [] weights,
      int row,
      int rows,
      int classes) {
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
    if (byLabel) {
      rowByRow.logitGradients(cost, zBlock, blockLabels, dzBlock, losses, rows, classes);
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
