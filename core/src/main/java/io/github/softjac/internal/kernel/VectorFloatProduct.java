package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.L;

/// The matrix product with the Vector API: the twin of [ScalarFloatProduct].
///
/// C is cut into tiles that fit the registers. A tile runs along a chunk of k, reads C before and
/// writes it after, so each element takes its products in order. B is packed, a block of [#DEPTH] ×
/// [#WIDTH] at a time, into panels that stay in the second-level cache; A, a panel of L rows at a
/// time, stays in the first-level cache. If C is no wider than two vectors, the rows of A are read
/// where they lie; if it has but a few rows, those of B are ([VectorRow]).
final class VectorFloatProduct implements FloatProduct {

  private static final int DEPTH = PackedLayout.DEPTH;

  /// Columns of B that are packed at a time.
  private static final int WIDTH = 384;

  /// From so many rows on it is worth while to pack B.
  private static final int FEW = 4;

  private static final int COLUMNS = ProductPanels.COLUMNS;
  private static final int PANEL = ProductPanels.ROWS;
  private static final int PACKED = PackedLayout.COLUMNS;

  /// Rows of a tile of a packed A.
  private static final int TILE = L == 16 ? 8 : 4;

  private static final ThreadLocal<ProductScratch> SCRATCH =
      ThreadLocal.withInitial(() -> new ProductScratch(PANEL * DEPTH, DEPTH * WIDTH));

  @Override
  public void add(
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
    if (m < FEW && bColumn == 1) {
      for (int i = 0; i < m; i++) {
        VectorRow.add(
            a, aOffset + i * aRow, aColumn, b, bOffset, bRow, c, cOffset + i * cRow, k, n);
      }
      return;
    }
    ProductScratch scratch = SCRATCH.get();
    for (int j = 0; j < n; j += WIDTH) {
      int width = Math.min(WIDTH, n - j);
      int depth;
      for (int p = 0; p < k; p += depth) {
        depth = PackedLayout.depth(k - p);
        ProductPanels.packB(
            b,
            bOffset + p * bRow + j * bColumn,
            bRow,
            bColumn,
            scratch.b,
            0,
            depth * PACKED,
            scratch.edge,
            depth,
            width);
        int at = aOffset + p * aColumn;
        int to = cOffset + j;
        block(a, at, aRow, aColumn, scratch.b, 0, scratch, c, to, cRow, m, depth, width);
      }
    }
  }

  @Override
  public void pack(
      float[] b,
      int bOffset,
      int bRow,
      int bColumn,
      float[] packed,
      int k,
      int n,
      int fromRow,
      int toRow,
      int fromColumn,
      int toColumn) {
    float[] edge = SCRATCH.get().edge;
    int depth;
    for (int start = 0; start < toRow; start += depth) {
      depth = PackedLayout.depth(k - start);
      int from = Math.max(start, fromRow);
      int to = Math.min(start + depth, toRow);
      if (from < to) {
        ProductPanels.packB(
            b,
            bOffset + from * bRow + fromColumn * bColumn,
            bRow,
            bColumn,
            packed,
            start * PackedLayout.width(n) + fromColumn * depth + (from - start) * PACKED,
            depth * PACKED,
            edge,
            to - from,
            toColumn - fromColumn);
      }
    }
  }

  @Override
  public void addPacked(
      float[] a,
      int aOffset,
      int aRow,
      float[] packed,
      float[] c,
      int cOffset,
      int cRow,
      int m,
      int k,
      int n) {
    if (n == 0) {
      return;
    }
    ProductScratch scratch = SCRATCH.get();
    int depth;
    for (int p = 0; p < k; p += depth) {
      depth = PackedLayout.depth(k - p);
      int bAt = p * PackedLayout.width(n);
      block(a, aOffset + p, aRow, 1, packed, bAt, scratch, c, cOffset, cRow, m, depth, n);
    }
  }

  /// A product with one chunk of B, packed from `bAt` on.
  private static void block(
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      ProductScratch scratch,
      float[] c,
      int cAt,
      int cRow,
      int m,
      int depth,
      int width) {
    if (width <= COLUMNS && aColumn == 1) {
      narrow(a, aAt, aRow, b, bAt, scratch, c, cAt, cRow, m, depth, width);
    } else {
      wide(a, aAt, aRow, aColumn, b, bAt, scratch, c, cAt, cRow, m, depth, width);
    }
  }

  private static void narrow(
      float[] a,
      int aAt,
      int aRow,
      float[] b,
      int bAt,
      ProductScratch scratch,
      float[] c,
      int cAt,
      int cRow,
      int m,
      int depth,
      int width) {
    int i = 0;
    for (; width <= L && i + 8 <= m; i += 8) {
      int to = cAt + i * cRow;
      scratch.takeTile(c, to, cRow, 8, width);
      VectorTile.unpacked8(a, aAt + i * aRow, aRow, b, bAt, depth, scratch.tile, 0, COLUMNS);
      scratch.giveTile(c, to, cRow, 8, width);
    }
    for (; i + 4 <= m; i += 4) {
      fourRows(a, aAt + i * aRow, aRow, b, bAt, scratch, depth, c, cAt + i * cRow, cRow, 4, width);
    }
    for (; i < m; i++) { // A tile of one row four times: nothing is read beyond it.
      fourRows(a, aAt + i * aRow, 0, b, bAt, scratch, depth, c, cAt + i * cRow, cRow, 1, width);
    }
  }

  private static void fourRows(
      float[] a,
      int aAt,
      int aRow,
      float[] b,
      int bAt,
      ProductScratch scratch,
      int depth,
      float[] c,
      int cAt,
      int cRow,
      int rows,
      int width) {
    if (rows == 4 && width == COLUMNS) {
      VectorTile.unpacked4(a, aAt, aRow, b, bAt, depth, c, cAt, cRow);
      return;
    }
    scratch.takeTile(c, cAt, cRow, rows, width);
    VectorTile.unpacked4(a, aAt, aRow, b, bAt, depth, scratch.tile, 0, COLUMNS);
    scratch.giveTile(c, cAt, cRow, rows, width);
  }

  private static void wide(
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      ProductScratch scratch,
      float[] c,
      int cAt,
      int cRow,
      int m,
      int depth,
      int width) {
    for (int i = 0; i < m; i += PANEL) {
      int rows = Math.min(PANEL, m - i);
      ProductPanels.packA(a, aAt + i * aRow, aRow, aColumn, scratch.a, scratch.edge, rows, depth);
      for (int j = 0; j < width; j += COLUMNS) {
        int columns = Math.min(COLUMNS, width - j);
        int at = bAt + j / PACKED * PACKED * depth + j % PACKED;
        for (int r = 0; r < rows; r += TILE) {
          tile(
              scratch,
              r,
              b,
              at,
              depth,
              c,
              cAt + (i + r) * cRow + j,
              cRow,
              Math.min(TILE, rows - r),
              columns);
        }
      }
    }
  }

  private static void tile(
      ProductScratch scratch,
      int aAt,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      int cRow,
      int rows,
      int columns) {
    if (rows == TILE && columns == COLUMNS) {
      packedTile(scratch, aAt, b, bAt, depth, c, cAt, cRow);
      return;
    }
    scratch.takeTile(c, cAt, cRow, rows, columns);
    packedTile(scratch, aAt, b, bAt, depth, scratch.tile, 0, COLUMNS);
    scratch.giveTile(c, cAt, cRow, rows, columns);
  }

  private static void packedTile(
      ProductScratch scratch,
      int aAt,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      int cRow) {
    if (TILE == 8) {
      VectorTile.rows8(scratch.a, aAt, b, bAt, depth, c, cAt, cRow);
    } else {
      VectorTile.rows4(scratch.a, aAt, b, bAt, depth, c, cAt, cRow);
    }
  }
}
