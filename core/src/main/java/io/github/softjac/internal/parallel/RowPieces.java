package io.github.softjac.internal.parallel;

import org.jspecify.annotations.Nullable;

/// How a batch of rows is cut into pieces: by its shape alone, so that sums that are folded piece
/// by piece do not depend on who does them.
public final class RowPieces {

  /// Batches of fewer elements are done by the caller alone: they take no longer than waking others
  /// up (`docs/decisions/0009-threads-and-readiness.md`).
  static final int WORTH_SHARING = 1 << 16;

  /// So many elements make a piece, if that is more than a row: many enough that the last piece
  /// does not decide, and few enough to stay in the second-level cache.
  private static final int ELEMENTS = 1 << 14;

  /// Kernels take so many short rows at a time.
  private static final int TOGETHER = 16;

  private RowPieces() {}

  /// The rows of a piece, of which the last has what is left: at least 1.
  public static int rows(int classes) {
    int most = Math.max(1, ELEMENTS / classes);
    return most < TOGETHER ? most : most / TOGETHER * TOGETHER;
  }

  /// The number of pieces.
  public static int count(int rows, int classes) {
    return Math.ceilDiv(rows, rows(classes));
  }

  /// Claims the shared workers for a batch that is worth it.
  ///
  /// @return `null` if the caller does it alone
  public static @Nullable Workers claim(int rows, int classes) {
    if (rows < 2 || (long) rows * classes < WORTH_SHARING) {
      return null;
    }
    Workers workers = Workers.shared();
    return workers.tryClaim() ? workers : null;
  }
}
