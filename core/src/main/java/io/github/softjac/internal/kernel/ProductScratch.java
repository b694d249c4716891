package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

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

  /// Copies the part of C that a tile covers. What stands beside it in the tile is never given
  /// back.
  void takeTile(float[] c, int cAt, int cRow, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      int from = cAt + i * cRow;
      int to = i * COLUMNS;
      if (from + COLUMNS <= c.length) {
        FloatVector.fromArray(F, c, from).intoArray(tile, to);
        FloatVector.fromArray(F, c, from + L).intoArray(tile, to + L);
      } else {
        System.arraycopy(c, from, tile, to, columns);
      }
    }
  }

  void giveTile(float[] c, int cAt, int cRow, int rows, int columns) {
    VectorMask<Float> left = FirstLanes.mask(columns);
    VectorMask<Float> right = FirstLanes.mask(columns - L);
    for (int i = 0; i < rows; i++) {
      int from = i * COLUMNS;
      int to = cAt + i * cRow;
      if (to + COLUMNS <= c.length) {
        FloatVector.fromArray(F, tile, from).intoArray(c, to, left);
        FloatVector.fromArray(F, tile, from + L).intoArray(c, to + L, right);
      } else {
        System.arraycopy(tile, from, c, to, columns);
      }
    }
  }
}
