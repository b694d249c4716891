package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.L;

/// The matrix product with the Vector API: the twin of [ScalarFloatProduct].
///
/// C is cut into tiles that fit the registers. A tile runs along a chunk of k, reads C before and
/// writes it after, so each element takes its products in order. B is packed, a block of [#DEPTH] ×
/// [#WIDTH] at a time, into panels of two vectors' width that stay in the second-level cache; A a
/// few rows at a time into a panel that stays in the first-level cache. What is read only a few
/// times is read where it lies.
final class VectorFloatProduct implements FloatProduct {

  /// Columns of A, rows of B, that are taken at a time.
  private static final int DEPTH = 256;

  /// Columns of B that are packed at a time.
  private static final int WIDTH = 512;

  /// Rows of the largest tile: 28 of 32 registers hold C, or 12 of 16.
  private static final int ROWS = L == 16 ? 14 : 6;

  /// Columns of the largest tile.
  private static final int COLUMNS = 2 * L;

  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

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
    Workspace workspace = WORKSPACE.get();
    float[] panelA = workspace.moreFloats(ROWS * DEPTH);
    float[] panelsB = workspace.floats(DEPTH * WIDTH);
    for (int j = 0; j < n; j += WIDTH) {
      int width = Math.min(WIDTH, n - j);
      for (int p = 0; p < k; p += DEPTH) {
        int depth = Math.min(DEPTH, k - p);
        ProductPanels.packB(
            b, bOffset + p * bRow + j * bColumn, bRow, bColumn, panelsB, depth, width);
        int aStart = aOffset + p * aColumn;
        int cStart = cOffset + j;
        int i = 0;
        if (aColumn == 1 && width <= COLUMNS) {
          for (; i + 8 <= m; i += 8) {
            unpacked(a, aStart + i * aRow, aRow, panelsB, depth, c, cStart + i * cRow, cRow, width);
          }
        }
        while (i < m) {
          int rows = tileRows(m - i);
          int at = aStart + i * aRow;
          int step = aColumn;
          float[] from = a;
          if (aColumn == 1 || width > COLUMNS) {
            ProductPanels.packA(a, at, aRow, aColumn, panelA, rows, depth);
            from = panelA;
            at = 0;
            step = rows;
          }
          tiles(from, at, step, panelsB, rows, depth, c, cStart + i * cRow, cRow, width);
          i += rows;
        }
      }
    }
  }

  private static int tileRows(int left) {
    return left >= ROWS ? ROWS : left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  private static void unpacked(
      float[] a, int aAt, int aRow, float[] b, int depth, float[] c, int cAt, int cRow, int width) {
    if (width > L) {
      VectorTile8.rows8x2(a, aAt, aRow, b, 0, COLUMNS, depth, c, cAt, cRow, width);
    } else {
      VectorTile8.rows8x1(a, aAt, aRow, b, 0, COLUMNS, depth, c, cAt, cRow, width);
    }
  }

  /// One row of tiles.
  private static void tiles(
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int rows,
      int depth,
      float[] c,
      int cAt,
      int cRow,
      int width) {
    int bAt = 0;
    for (int j = 0; j < width; j += COLUMNS) {
      tile(
          a,
          aAt,
          aStep,
          b,
          bAt,
          COLUMNS,
          rows,
          depth,
          c,
          cAt + j,
          cRow,
          Math.min(COLUMNS, width - j));
      bAt += depth * COLUMNS;
    }
  }

  private static void tile(
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int rows,
      int depth,
      float[] c,
      int cAt,
      int cRow,
      int width) {
    if (width > L) {
      switch (rows) {
        case 14 -> VectorTile14.tile14x2(a, aAt, aStep, b, bAt, bStep, depth, c, cAt, cRow, width);
        case 6 -> VectorTile6.tile6x2(a, aAt, aStep, b, bAt, bStep, depth, c, cAt, cRow, width);
        case 4 -> VectorTileEdge.tile4x2(a, aAt, aStep, b, bAt, bStep, depth, c, cAt, cRow, width);
        case 2 -> VectorTileEdge.tile2x2(a, aAt, aStep, b, bAt, bStep, depth, c, cAt, cRow, width);
        default -> VectorTileEdge.tile1x2(a, aAt, aStep, b, bAt, bStep, depth, c, cAt, cRow, width);
      }
    } else {
      switch (rows) {
        case 14 -> VectorTile14.tile14x1(a, aAt, aStep, b, bAt, bStep, depth, c, cAt, cRow, width);
        case 6 -> VectorTile6.tile6x1(a, aAt, aStep, b, bAt, bStep, depth, c, cAt, cRow, width);
        case 4 -> VectorTileEdge.tile4x1(a, aAt, aStep, b, bAt, bStep, depth, c, cAt, cRow, width);
        case 2 -> VectorTileEdge.tile2x1(a, aAt, aStep, b, bAt, bStep, depth, c, cAt, cRow, width);
        default -> VectorTileEdge.tile1x1(a, aAt, aStep, b, bAt, bStep, depth, c, cAt, cRow, width);
      }
    }
  }
}
