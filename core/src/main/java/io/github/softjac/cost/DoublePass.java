package io.github.softjac.cost;

import io.github.softjac.internal.parallel.Piece;
import io.github.softjac.internal.parallel.RowPieces;
import io.github.softjac.internal.parallel.Workers;
import org.jspecify.annotations.Nullable;

/// [FloatPass] in double: one way over a batch, piece by piece and block by block.
final class DoublePass {

  private static final ThreadLocal<@Nullable DoublePass> FREE = new ThreadLocal<>();

  private final DoubleBlock block = new DoubleBlock();
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
      total = DoubleWeights.totalWeight(options, labels, t, weights, rows, classes);
      if (total == 0) {
        total = 1;
      }
    }
    DoublePass pass = take();
    pass.block.take(cost, options, z, labels, t, weights, total, dz, rowLosses, classes);
    pass.rows = rows;
    pass.classes = classes;
    double sum = pass.sum();
    pass.block.forget();
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
    other.block.take(block);
    other.rows = rows;
    other.classes = classes;
    sums[piece] = other.part(piece);
    other.block.forget();
    FREE.set(other);
  }

  private double part(int piece) {
    int most = RowPieces.rows(classes);
    int from = piece * most;
    return block.run(from, Math.min(rows, from + most));
  }
}
