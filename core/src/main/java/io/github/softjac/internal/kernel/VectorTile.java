package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;

/// Tiles of the matrix product, `C += A·B` with all of C's tile in registers. Each element takes
/// its products in order. B is a packed panel ([PackedLayout]).
///
/// There are no masks: a tile at the edge of C is computed in a buffer. Bodies are small on
/// purpose: tiles of 12 and 14 rows were no faster, and at times the compiler gave up on them.
/// Places are computed from the count of the loop, by constants: then the compiler checks the
/// bounds of arrays before the loop and unrolls it. Where they are counted up, or a step is an
/// argument, it checks each access, and a product takes a fifth longer.
final class VectorTile {

  private static final int COLUMNS = PackedLayout.COLUMNS;

  private VectorTile() {}

  /// Eight rows by two vectors, whose A is packed: 16 sums, for machines of 32 vector registers.
  static void rows8(
      float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int cAt, int cRow) {
    FloatVector c0a = FloatVector.fromArray(F, c, cAt);
    FloatVector c0b = FloatVector.fromArray(F, c, cAt + L);
    FloatVector c1a = FloatVector.fromArray(F, c, cAt + cRow);
    FloatVector c1b = FloatVector.fromArray(F, c, cAt + cRow + L);
    FloatVector c2a = FloatVector.fromArray(F, c, cAt + 2 * cRow);
    FloatVector c2b = FloatVector.fromArray(F, c, cAt + 2 * cRow + L);
    FloatVector c3a = FloatVector.fromArray(F, c, cAt + 3 * cRow);
    FloatVector c3b = FloatVector.fromArray(F, c, cAt + 3 * cRow + L);
    FloatVector c4a = FloatVector.fromArray(F, c, cAt + 4 * cRow);
    FloatVector c4b = FloatVector.fromArray(F, c, cAt + 4 * cRow + L);
    FloatVector c5a = FloatVector.fromArray(F, c, cAt + 5 * cRow);
    FloatVector c5b = FloatVector.fromArray(F, c, cAt + 5 * cRow + L);
    FloatVector c6a = FloatVector.fromArray(F, c, cAt + 6 * cRow);
    FloatVector c6b = FloatVector.fromArray(F, c, cAt + 6 * cRow + L);
    FloatVector c7a = FloatVector.fromArray(F, c, cAt + 7 * cRow);
    FloatVector c7b = FloatVector.fromArray(F, c, cAt + 7 * cRow + L);
    for (int p = 0; p < depth; p++) {
      int at = aAt + p * ProductPanels.ROWS;
      int bt = bAt + p * COLUMNS;
      FloatVector ba = FloatVector.fromArray(F, b, bt);
      FloatVector bb = FloatVector.fromArray(F, b, bt + L);
      FloatVector x = FloatVector.broadcast(F, a[at]);
      c0a = x.fma(ba, c0a);
      c0b = x.fma(bb, c0b);
      x = FloatVector.broadcast(F, a[at + 1]);
      c1a = x.fma(ba, c1a);
      c1b = x.fma(bb, c1b);
      x = FloatVector.broadcast(F, a[at + 2]);
      c2a = x.fma(ba, c2a);
      c2b = x.fma(bb, c2b);
      x = FloatVector.broadcast(F, a[at + 3]);
      c3a = x.fma(ba, c3a);
      c3b = x.fma(bb, c3b);
      x = FloatVector.broadcast(F, a[at + 4]);
      c4a = x.fma(ba, c4a);
      c4b = x.fma(bb, c4b);
      x = FloatVector.broadcast(F, a[at + 5]);
      c5a = x.fma(ba, c5a);
      c5b = x.fma(bb, c5b);
      x = FloatVector.broadcast(F, a[at + 6]);
      c6a = x.fma(ba, c6a);
      c6b = x.fma(bb, c6b);
      x = FloatVector.broadcast(F, a[at + 7]);
      c7a = x.fma(ba, c7a);
      c7b = x.fma(bb, c7b);
    }
    c0a.intoArray(c, cAt);
    c0b.intoArray(c, cAt + L);
    c1a.intoArray(c, cAt + cRow);
    c1b.intoArray(c, cAt + cRow + L);
    c2a.intoArray(c, cAt + 2 * cRow);
    c2b.intoArray(c, cAt + 2 * cRow + L);
    c3a.intoArray(c, cAt + 3 * cRow);
    c3b.intoArray(c, cAt + 3 * cRow + L);
    c4a.intoArray(c, cAt + 4 * cRow);
    c4b.intoArray(c, cAt + 4 * cRow + L);
    c5a.intoArray(c, cAt + 5 * cRow);
    c5b.intoArray(c, cAt + 5 * cRow + L);
    c6a.intoArray(c, cAt + 6 * cRow);
    c6b.intoArray(c, cAt + 6 * cRow + L);
    c7a.intoArray(c, cAt + 7 * cRow);
    c7b.intoArray(c, cAt + 7 * cRow + L);
  }

  /// Four rows by two vectors, whose A is packed: 8 sums, for machines of 16 vector registers.
  static void rows4(
      float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int cAt, int cRow) {
    FloatVector c0a = FloatVector.fromArray(F, c, cAt);
    FloatVector c0b = FloatVector.fromArray(F, c, cAt + L);
    FloatVector c1a = FloatVector.fromArray(F, c, cAt + cRow);
    FloatVector c1b = FloatVector.fromArray(F, c, cAt + cRow + L);
    FloatVector c2a = FloatVector.fromArray(F, c, cAt + 2 * cRow);
    FloatVector c2b = FloatVector.fromArray(F, c, cAt + 2 * cRow + L);
    FloatVector c3a = FloatVector.fromArray(F, c, cAt + 3 * cRow);
    FloatVector c3b = FloatVector.fromArray(F, c, cAt + 3 * cRow + L);
    for (int p = 0; p < depth; p++) {
      int at = aAt + p * ProductPanels.ROWS;
      int bt = bAt + p * COLUMNS;
      FloatVector ba = FloatVector.fromArray(F, b, bt);
      FloatVector bb = FloatVector.fromArray(F, b, bt + L);
      FloatVector x = FloatVector.broadcast(F, a[at]);
      c0a = x.fma(ba, c0a);
      c0b = x.fma(bb, c0b);
      x = FloatVector.broadcast(F, a[at + 1]);
      c1a = x.fma(ba, c1a);
      c1b = x.fma(bb, c1b);
      x = FloatVector.broadcast(F, a[at + 2]);
      c2a = x.fma(ba, c2a);
      c2b = x.fma(bb, c2b);
      x = FloatVector.broadcast(F, a[at + 3]);
      c3a = x.fma(ba, c3a);
      c3b = x.fma(bb, c3b);
    }
    c0a.intoArray(c, cAt);
    c0b.intoArray(c, cAt + L);
    c1a.intoArray(c, cAt + cRow);
    c1b.intoArray(c, cAt + cRow + L);
    c2a.intoArray(c, cAt + 2 * cRow);
    c2b.intoArray(c, cAt + 2 * cRow + L);
    c3a.intoArray(c, cAt + 3 * cRow);
    c3b.intoArray(c, cAt + 3 * cRow + L);
  }

  /// Four rows by two vectors, whose A lies row by row: for a C so narrow that packing A would cost
  /// as much as the product.
  ///
  /// @param aRow from a row of A to the next
  static void unpacked4(
      float[] a, int aAt, int aRow, float[] b, int bAt, int depth, float[] c, int cAt, int cRow) {
    FloatVector c0a = FloatVector.fromArray(F, c, cAt);
    FloatVector c0b = FloatVector.fromArray(F, c, cAt + L);
    FloatVector c1a = FloatVector.fromArray(F, c, cAt + cRow);
    FloatVector c1b = FloatVector.fromArray(F, c, cAt + cRow + L);
    FloatVector c2a = FloatVector.fromArray(F, c, cAt + 2 * cRow);
    FloatVector c2b = FloatVector.fromArray(F, c, cAt + 2 * cRow + L);
    FloatVector c3a = FloatVector.fromArray(F, c, cAt + 3 * cRow);
    FloatVector c3b = FloatVector.fromArray(F, c, cAt + 3 * cRow + L);
    int a1 = aAt + aRow;
    int a2 = aAt + 2 * aRow;
    int a3 = aAt + 3 * aRow;
    for (int p = 0; p < depth; p++) {
      int bt = bAt + p * COLUMNS;
      FloatVector ba = FloatVector.fromArray(F, b, bt);
      FloatVector bb = FloatVector.fromArray(F, b, bt + L);
      FloatVector x = FloatVector.broadcast(F, a[aAt + p]);
      c0a = x.fma(ba, c0a);
      c0b = x.fma(bb, c0b);
      x = FloatVector.broadcast(F, a[a1 + p]);
      c1a = x.fma(ba, c1a);
      c1b = x.fma(bb, c1b);
      x = FloatVector.broadcast(F, a[a2 + p]);
      c2a = x.fma(ba, c2a);
      c2b = x.fma(bb, c2b);
      x = FloatVector.broadcast(F, a[a3 + p]);
      c3a = x.fma(ba, c3a);
      c3b = x.fma(bb, c3b);
    }
    c0a.intoArray(c, cAt);
    c0b.intoArray(c, cAt + L);
    c1a.intoArray(c, cAt + cRow);
    c1b.intoArray(c, cAt + cRow + L);
    c2a.intoArray(c, cAt + 2 * cRow);
    c2b.intoArray(c, cAt + 2 * cRow + L);
    c3a.intoArray(c, cAt + 3 * cRow);
    c3b.intoArray(c, cAt + 3 * cRow + L);
  }

  /// Eight rows by one vector, whose A lies row by row: for a C no wider than that.
  ///
  /// @param aRow from a row of A to the next
  static void unpacked8(
      float[] a, int aAt, int aRow, float[] b, int bAt, int depth, float[] c, int cAt, int cRow) {
    FloatVector c0 = FloatVector.fromArray(F, c, cAt);
    FloatVector c1 = FloatVector.fromArray(F, c, cAt + cRow);
    FloatVector c2 = FloatVector.fromArray(F, c, cAt + 2 * cRow);
    FloatVector c3 = FloatVector.fromArray(F, c, cAt + 3 * cRow);
    FloatVector c4 = FloatVector.fromArray(F, c, cAt + 4 * cRow);
    FloatVector c5 = FloatVector.fromArray(F, c, cAt + 5 * cRow);
    FloatVector c6 = FloatVector.fromArray(F, c, cAt + 6 * cRow);
    FloatVector c7 = FloatVector.fromArray(F, c, cAt + 7 * cRow);
    int a1 = aAt + aRow;
    int a2 = aAt + 2 * aRow;
    int a3 = aAt + 3 * aRow;
    int a4 = aAt + 4 * aRow;
    int a5 = aAt + 5 * aRow;
    int a6 = aAt + 6 * aRow;
    int a7 = aAt + 7 * aRow;
    for (int p = 0; p < depth; p++) {
      FloatVector y = FloatVector.fromArray(F, b, bAt + p * COLUMNS);
      c0 = FloatVector.broadcast(F, a[aAt + p]).fma(y, c0);
      c1 = FloatVector.broadcast(F, a[a1 + p]).fma(y, c1);
      c2 = FloatVector.broadcast(F, a[a2 + p]).fma(y, c2);
      c3 = FloatVector.broadcast(F, a[a3 + p]).fma(y, c3);
      c4 = FloatVector.broadcast(F, a[a4 + p]).fma(y, c4);
      c5 = FloatVector.broadcast(F, a[a5 + p]).fma(y, c5);
      c6 = FloatVector.broadcast(F, a[a6 + p]).fma(y, c6);
      c7 = FloatVector.broadcast(F, a[a7 + p]).fma(y, c7);
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + cRow);
    c2.intoArray(c, cAt + 2 * cRow);
    c3.intoArray(c, cAt + 3 * cRow);
    c4.intoArray(c, cAt + 4 * cRow);
    c5.intoArray(c, cAt + 5 * cRow);
    c6.intoArray(c, cAt + 6 * cRow);
    c7.intoArray(c, cAt + 7 * cRow);
  }
}
