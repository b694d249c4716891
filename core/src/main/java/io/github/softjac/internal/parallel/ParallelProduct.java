package io.github.softjac.internal.parallel;

import io.github.softjac.internal.kernel.FloatKernels;

/// Matrix products, as [io.github.softjac.linear.MatrixProduct] defines them, shared out over
/// workers by rows or columns of C. The bits are those of one thread.
///
/// An object serves one caller at a time. Arguments are not checked but by the array accesses
/// themselves. No call allocates once all workers have their working memory.
public final class ParallelProduct {

  /// Products of fewer multiplications are done by the caller alone: two wake-ups cost about as
  /// much.
  private static final long WORTH_SHARING = 1 << 19;

  /// Pieces of C are a multiple of so many rows or columns, as the largest tiles are.
  private static final int ROWS = 84;

  private static final int COLUMNS = 96;

  /// Pieces for each worker, so that one that is held up does not hold up all.
  private static final int PIECES_A_WORKER = 2;

  private final Workers workers;
  private final Piece piece = this::run;

  private float[] a = {};
  private int aOffset;
  private int aRow;
  private int aColumn;
  private float[] b = {};
  private int bOffset;
  private int bRow;
  private int bColumn;
  private float[] c = {};
  private int cOffset;
  private int cRow;
  private int m;
  private int k;
  private int n;
  private boolean byRows;
  private int length;

  public ParallelProduct(Workers workers) {
    this.workers = workers;
  }

  /// `C += A·B`, as [io.github.softjac.linear.MatrixProduct#add].
  public void add(
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      float[] c,
      int cOffset,
      int cStride,
      int m,
      int k,
      int n) {
    share(a, aOffset, aStride, 1, b, bOffset, bStride, 1, c, cOffset, cStride, m, k, n);
  }

  /// `C += Aᵀ·B`, as [io.github.softjac.linear.MatrixProduct#addTransposedA].
  public void addTransposedA(
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      float[] c,
      int cOffset,
      int cStride,
      int m,
      int k,
      int n) {
    share(a, aOffset, 1, aStride, b, bOffset, bStride, 1, c, cOffset, cStride, m, k, n);
  }

  /// `C += A·Bᵀ`, as [io.github.softjac.linear.MatrixProduct#addTransposedB].
  public void addTransposedB(
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      float[] c,
      int cOffset,
      int cStride,
      int m,
      int k,
      int n) {
    share(a, aOffset, aStride, 1, b, bOffset, 1, bStride, c, cOffset, cStride, m, k, n);
  }

  private void share(
      float[] a,
      int aOffset,
      int aRow,
      int aColumn,
      float[] b,
      int bOffset,
      int bRow,
      int bColumn,
      float[] c,
      int cOffset,
      int cRow,
      int m,
      int k,
      int n) {
    if (workers.count() == 1 || (long) m * n * k < WORTH_SHARING) {
      FloatKernels.product(
          a, aOffset, aRow, aColumn, b, bOffset, bRow, bColumn, c, cOffset, cRow, m, k, n);
      return;
    }
    this.a = a;
    this.aOffset = aOffset;
    this.aRow = aRow;
    this.aColumn = aColumn;
    this.b = b;
    this.bOffset = bOffset;
    this.bRow = bRow;
    this.bColumn = bColumn;
    this.c = c;
    this.cOffset = cOffset;
    this.cRow = cRow;
    this.m = m;
    this.k = k;
    this.n = n;
    byRows = m >= n;
    int unit = byRows ? ROWS : COLUMNS;
    int units = Math.ceilDiv(byRows ? m : n, unit);
    length = unit * Math.ceilDiv(units, workers.count() * PIECES_A_WORKER);
    workers.run(Math.ceilDiv(byRows ? m : n, length), piece);
  }

  private void run(int piece, int worker) {
    int from = piece * length;
    if (byRows) {
      int rows = Math.min(length, m - from);
      FloatKernels.product(
          a,
          aOffset + from * aRow,
          aRow,
          aColumn,
          b,
          bOffset,
          bRow,
          bColumn,
          c,
          cOffset + from * cRow,
          cRow,
          rows,
          k,
          n);
    } else {
      int columns = Math.min(length, n - from);
      FloatKernels.product(
          a,
          aOffset,
          aRow,
          aColumn,
          b,
          bOffset + from * bColumn,
          bRow,
          bColumn,
          c,
          cOffset + from,
          cRow,
          m,
          k,
          columns);
    }
  }
}
