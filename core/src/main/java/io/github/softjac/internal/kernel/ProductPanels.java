package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Packs parts of the factors of a matrix product in the order in which tiles read them, filled up
/// with 0 to whole tiles.
final class ProductPanels {

  /// Rows of a panel of A.
  static final int ROWS = L;

  /// Columns of a tile, of which a panel of B has a whole number.
  static final int COLUMNS = 2 * L;

  private ProductPanels() {}

  /// Packs `depth` columns of `rows` rows of A, at most [#ROWS], column after column.
  ///
  /// @param edge scratch of `L · L`
  static void packA(
      float[] a, int at, int aRow, int aColumn, float[] panel, float[] edge, int rows, int depth) {
    if (aRow == 1) {
      packRows(a, at, aColumn, panel, 0, ROWS, rows, depth);
    } else {
      turn(a, at, aRow, panel, 0, ROWS, edge, rows, depth);
    }
  }

  /// Packs `depth` rows of `width` columns of B into panels of [PackedLayout#COLUMNS] columns, one
  /// panel after the other, row after row.
  ///
  /// @param to where the first panel begins
  /// @param toPanel from a panel to the next
  /// @param edge scratch of `L · L`
  static void packB(
      float[] b,
      int at,
      int bRow,
      int bColumn,
      float[] panels,
      int to,
      int toPanel,
      float[] edge,
      int depth,
      int width) {
    int panel = PackedLayout.COLUMNS;
    for (int j = 0; j < width; j += panel) {
      int start = to + j / panel * toPanel;
      for (int part = 0; part < panel; part += L) {
        int columns = Math.max(0, Math.min(L, width - j - part));
        if (bColumn == 1) {
          packRows(b, at + j + part, bRow, panels, start + part, panel, columns, depth);
        } else {
          turn(
              b,
              at + (j + part) * bColumn,
              bColumn,
              panels,
              start + part,
              panel,
              edge,
              columns,
              depth);
        }
      }
    }
  }

  /// `panel[to + p · toStep + i] = x[at + p · step + i]` for i < own, and 0 for own ≤ i < L.
  private static void packRows(
      float[] x, int at, int step, float[] panel, int to, int toStep, int own, int depth) {
    if (own == L) {
      copy(x, at, step, panel, to, toStep, depth);
      return;
    }
    for (int p = 0; p < depth; p++) {
      int target = to + p * toStep;
      int from = at + p * step;
      for (int i = 0; i < own; i++) {
        panel[target + i] = x[from + i];
      }
      Arrays.fill(panel, target + own, target + L, 0);
    }
  }

  private static void copy(
      float[] x, int at, int step, float[] panel, int to, int toStep, int depth) {
    for (int p = 0; p < depth; p++) {
      FloatVector.fromArray(F, x, at + p * step).intoArray(panel, to + p * toStep);
    }
  }

  /// `panel[to + p · toStep + i] = x[at + i · step + p]` for i < own, and 0 for own ≤ i < L.
  private static void turn(
      float[] x,
      int at,
      int step,
      float[] panel,
      int to,
      int toStep,
      float[] edge,
      int own,
      int depth) {
    int p = 0;
    if (own == L) {
      for (; p + L <= depth; p += L) {
        Turn.block(x, at + p, step, panel, to + p * toStep, toStep);
      }
    }
    for (; p < depth; p += L) {
      int columns = Math.min(L, depth - p);
      Arrays.fill(edge, 0, L * L, 0);
      for (int i = 0; i < own; i++) {
        System.arraycopy(x, at + i * step + p, edge, i * L, columns);
      }
      for (int q = 0; q < columns; q++) {
        int target = to + (p + q) * toStep;
        for (int i = 0; i < L; i++) {
          panel[target + i] = edge[i * L + q];
        }
      }
    }
  }
}
