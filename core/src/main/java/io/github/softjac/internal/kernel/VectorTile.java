package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;

/// Tiles of the matrix product, `C += A·B` with all of C's tile in registers: some rows by two
/// vectors. Each element takes its products in order.
///
/// B is a packed panel, of two vectors a row unless it says otherwise. There are no masks: a tile
/// at the edge of C is computed in a buffer. Bodies are small on purpose: tiles of 12 and 14 rows
/// were no faster, and at times the compiler gave up on them.
final class VectorTile {

  private VectorTile() {}

  /// Eight rows, whose A is packed: 16 sums, for machines of 32 vector registers.
  ///
  /// @param aStep from a column of A to the next; its eight elements lie side by side
  static void rows8(
      float[] a, int aAt, int aStep, float[] b, int bAt, int depth, float[] c, int cAt, int cRow) {
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
    int at = aAt;
    int bt = bAt;
    for (int p = 0; p < depth; p++) {
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
      at += aStep;
      bt += 2 * L;
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

  /// Four rows, whose A lies where it likes: 8 sums, for machines of 16 vector registers, and for a
  /// C so narrow that packing A would cost as much as the product.
  ///
  /// @param aRow from a row of A to the next
  /// @param aStep from a column of A to the next
  /// @param bStep from a row of B to the next
  static void rows4(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int depth,
      float[] c,
      int cAt,
      int cRow) {
    FloatVector c0a = FloatVector.fromArray(F, c, cAt);
    FloatVector c0b = FloatVector.fromArray(F, c, cAt + L);
    FloatVector c1a = FloatVector.fromArray(F, c, cAt + cRow);
    FloatVector c1b = FloatVector.fromArray(F, c, cAt + cRow + L);
    FloatVector c2a = FloatVector.fromArray(F, c, cAt + 2 * cRow);
    FloatVector c2b = FloatVector.fromArray(F, c, cAt + 2 * cRow + L);
    FloatVector c3a = FloatVector.fromArray(F, c, cAt + 3 * cRow);
    FloatVector c3b = FloatVector.fromArray(F, c, cAt + 3 * cRow + L);
    int two = 2 * aRow;
    int three = 3 * aRow;
    int at = aAt;
    int bt = bAt;
    for (int p = 0; p < depth; p++) {
      FloatVector ba = FloatVector.fromArray(F, b, bt);
      FloatVector bb = FloatVector.fromArray(F, b, bt + L);
      FloatVector x = FloatVector.broadcast(F, a[at]);
      c0a = x.fma(ba, c0a);
      c0b = x.fma(bb, c0b);
      x = FloatVector.broadcast(F, a[at + aRow]);
      c1a = x.fma(ba, c1a);
      c1b = x.fma(bb, c1b);
      x = FloatVector.broadcast(F, a[at + two]);
      c2a = x.fma(ba, c2a);
      c2b = x.fma(bb, c2b);
      x = FloatVector.broadcast(F, a[at + three]);
      c3a = x.fma(ba, c3a);
      c3b = x.fma(bb, c3b);
      at += aStep;
      bt += bStep;
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
}
