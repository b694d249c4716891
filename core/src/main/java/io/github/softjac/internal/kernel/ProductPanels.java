package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;

/// Packs parts of the factors of a matrix product in the order in which tiles read them.
final class ProductPanels {

  private static final int COLUMNS = 2 * L;

  private ProductPanels() {}

  /// Packs `depth` columns of `rows` rows of A, column after column.
  static void packA(float[] a, int at, int aRow, int aColumn, float[] panel, int rows, int depth) {
    for (int r = 0; r < rows; r++) {
      int to = r;
      int from = at + r * aRow;
      for (int p = 0; p < depth; p++) {
        panel[to] = a[from];
        from += aColumn;
        to += rows;
      }
    }
  }

  /// Packs `depth` rows of `width` columns of B into panels of two vectors' width, one panel after
  /// the other, row after row; the last is filled up with 0.
  static void packB(
      float[] b, int at, int bRow, int bColumn, float[] panels, int depth, int width) {
    int to = 0;
    for (int j = 0; j < width; j += COLUMNS) {
      int columns = Math.min(COLUMNS, width - j);
      if (columns == COLUMNS && bColumn == 1) {
        copy(b, at + j, bRow, panels, to, depth);
      } else {
        gather(b, at + j * bColumn, bRow, bColumn, panels, to, depth, columns);
      }
      to += depth * COLUMNS;
    }
  }

  private static void copy(float[] b, int at, int bRow, float[] panels, int to, int depth) {
    for (int p = 0; p < depth; p++) {
      int from = at + p * bRow;
      int target = to + p * COLUMNS;
      FloatVector.fromArray(F, b, from).intoArray(panels, target);
      FloatVector.fromArray(F, b, from + L).intoArray(panels, target + L);
    }
  }

  private static void gather(
      float[] b, int at, int bRow, int bColumn, float[] panels, int to, int depth, int columns) {
    for (int p = 0; p < depth; p++) {
      int target = to + p * COLUMNS;
      int from = at + p * bRow;
      for (int j = 0; j < columns; j++) {
        panels[target + j] = b[from];
        from += bColumn;
      }
      for (int j = columns; j < COLUMNS; j++) {
        panels[target + j] = 0;
      }
    }
  }
}
