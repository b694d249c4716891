package io.github.softjac.cost;

import io.github.softjac.internal.parallel.PieceSums;
import io.github.softjac.internal.parallel.RowPieces;
import org.jspecify.annotations.Nullable;

/// [FloatPass] in double: one way over a batch, piece by piece and block by block.
final class DoublePass {

  private static final ThreadLocal<@Nullable DoublePass> FREE = new ThreadLocal<>();

  private final DoubleBlock block = new DoubleBlock();
  private int rows;
  private int classes;
  private final PieceSums sums = new PieceSums(this::part);

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
      total = DoubleWeights.totalWeight(options, labels, t, weights, rows, classes);
      if (total == 0) {
        total = 1;
      }
    }
    DoublePass pass = take();
    pass.block.take(cost, options, z, labels, t, weights, total, dz, rowLosses, classes);
    pass.rows = rows;
    pass.classes = classes;
    double sum = pass.sums.of(rows, classes);
    pass.block.forget();
    FREE.set(pass);
    return sum / total;
  }

  /// A piece of this batch: the caller works in this pass, others in one of their own.
  private double part(int piece, int worker) {
    if (worker == 0) {
      return part(piece);
    }
    DoublePass other = take();
    other.block.take(block);
    other.rows = rows;
    other.classes = classes;
    double sum = other.part(piece);
    other.block.forget();
    FREE.set(other);
    return sum;
  }

  private double part(int piece) {
    int most = RowPieces.rows(classes);
    int from = piece * most;
    return block.run(from, Math.min(rows, from + most));
  }
}
