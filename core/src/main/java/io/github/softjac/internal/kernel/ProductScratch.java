package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import java.util.Arrays;
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

  /// Copies the part of C that a tile covers; beside it are zeros.
  void takeTile(float[] c, int cAt, int cRow, int rows, int columns) {
    VectorMask<Float> left = FirstLanes.ofFloats(columns);
    VectorMask<Float> right = FirstLanes.ofFloats(columns - L);
    for (int i = 0; i < rows; i++) {
      int from = cAt + i * cRow;
      FloatVector.fromArray(F, c, from, left).intoArray(tile, i * COLUMNS);
      FloatVector.fromArray(F, c, from + L, right).intoArray(tile, i * COLUMNS + L);
    }
    Arrays.fill(tile, rows * COLUMNS, tile.length, 0);
  }

  void giveTile(float[] c, int cAt, int cRow, int rows, int columns) {
    VectorMask<Float> left = FirstLanes.ofFloats(columns);
    VectorMask<Float> right = FirstLanes.ofFloats(columns - L);
    for (int i = 0; i < rows; i++) {
      int to = cAt + i * cRow;
      FloatVector.fromArray(F, tile, i * COLUMNS).intoArray(c, to, left);
      FloatVector.fromArray(F, tile, i * COLUMNS + L).intoArray(c, to + L, right);
    }
  }
}
