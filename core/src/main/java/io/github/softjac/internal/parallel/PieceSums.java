package io.github.softjac.internal.parallel;

/// A sum over the pieces of a batch, folded in the order of the pieces, so that its bits do not
/// depend on who does them. Memory of one thread, kept from batch to batch.
public final class PieceSums {

  /// What one piece of a batch adds.
  @FunctionalInterface
  public interface Part {

    /// Does the piece, as [Piece#run] says.
    ///
    /// @param worker 0 is the caller
    double of(int piece, int worker);
  }

  private final Part part;
  private final Piece piece = this::keep;
  private double[] sums = {};

  public PieceSums(Part part) {
    this.part = part;
  }

  /// `Σ_i part(i)` over the pieces of a batch.
  public double of(int rows, int classes) {
    int pieces = RowPieces.count(rows, classes);
    if (sums.length < pieces) {
      sums = new double[pieces];
    }
    Workers workers = RowPieces.claim(rows, classes);
    if (workers == null) {
      for (int i = 0; i < pieces; i++) {
        keep(i, 0);
      }
    } else {
      try {
        workers.run(pieces, piece);
      } finally {
        workers.release();
      }
    }
    double sum = 0;
    for (int i = 0; i < pieces; i++) {
      sum += sums[i];
    }
    return sum;
  }

  private void keep(int piece, int worker) {
    sums[piece] = part.of(piece, worker);
  }
}
