package io.github.softjac.cost;

import io.github.softjac.internal.parallel.PieceSums;
import io.github.softjac.internal.parallel.RowPieces;
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

  private static final int TOGETHER = 16;

  private final FusedPass fused = new FusedPass();
  private final FloatWeights rowWeights = new FloatWeights();
  private final FloatBlock block = new FloatBlock();

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

  private final PieceSums sums = new PieceSums(this::part);

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
    double total = pass.rowWeights.weigh(options, labels, t, weights, rows, classes);
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
    pass.inOnePass =
        pass.fused.serves(cost, options, labels, classes) && pass.rowWeights.areFloats();
    if (pass.inOnePass) {
      pass.labels = labels == null ? null : pass.fused.known(labels, options.ignored(), rows);
      pass.weights = pass.rowWeights.ofRows(options, weights);
    } else {
      pass.labels = labels;
      pass.weights = weights;
    }
    double sum = pass.sums.of(rows, classes);
    pass.forget();
    FREE.set(pass);
    return sum / total;
  }

  /// A piece of this batch: the caller works in this pass, others in one of their own.
  private double part(int piece, int worker) {
    if (worker == 0) {
      return part(piece);
    }
    FloatPass other = take();
    other.serve(this);
    double sum = other.part(piece);
    other.forget();
    FREE.set(other);
    return sum;
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
    int most = rowsOfBlock(cost);
    block.grow(Math.min(most, to - from), classes);
    double sum = 0;
    for (int row = from; row < to; row += most) {
      int count = Math.min(most, to - row);
      double divisor = options.temperature() * total;
      if (t != null && block.canStay(cost, options, t, classes)) {
        block.runInPlace(cost, options, z, t, weights, divisor, dz, row, count, classes);
      } else {
        block.load(options, z, labels, t, weights, row, count, classes);
        boolean byLabel = labels != null && options.smoothing() == 0;
        block.run(cost, options, byLabel, divisor, dz, row, count, classes);
      }
      sum += block.weighted(rowLosses, row, count);
    }
    return sum;
  }

  /// A block of long rows has as many as a piece allows, up to 16, where rows share more than they
  /// lose by the width of the cache: a cost matrix that is read and arranged for each block, or
  /// running sums in vectors over 16 rows.
  private int rowsOfBlock(Cost cost) {
    boolean share =
        switch (cost) {
          case CostSensitive costs -> costs.separable() == null;
          case RankedProbability ranked -> true;
          default -> false;
        };
    int most = Blocks.rows(classes);
    return share ? Math.max(most, Math.min(TOGETHER, RowPieces.rows(classes))) : most;
  }
}
