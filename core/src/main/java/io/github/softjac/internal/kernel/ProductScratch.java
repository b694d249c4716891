package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.L;

import java.util.Arrays;

/// Working memory of one thread for the matrix product: packed panels of A and B, and a tile for
/// the edge of C.
final class ProductScratch {

  private static final int COLUMNS = ProductPanels.COLUMNS;

  final float[] a;
  final float[] b;
  final float[] edge = new float[L * L];
  final float[] tile = new float[8 * COLUMNS];

  ProductScratch(int a, int b) {
    this.a = new float[a];
    this.b = new float[b];
  }

  /// Copies the part of C that a tile covers; beside it are zeros.
  void takeTile(float[] c, int cAt, int cRow, int rows, int columns) {
    Arrays.fill(tile, 0);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(c, cAt + i * cRow, tile, i * COLUMNS, columns);
    }
  }

  void giveTile(float[] c, int cAt, int cRow, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(tile, i * COLUMNS, c, cAt + i * cRow, columns);
    }
  }
}
