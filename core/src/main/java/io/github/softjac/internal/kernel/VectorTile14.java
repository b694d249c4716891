package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Tiles of the matrix product of 14 rows by one or two vectors: `C += A·B` with all of C's tile in
/// registers, 28 of the 32. For machines of 32 vector registers.
///
/// `aAt` is where A's first column of the tile starts: its elements lie side by side, and the next
/// column starts `aStep` further on. B's first row starts at `bAt`, the next `bStep` further on. So
/// each may be a packed panel or lie in its matrix.
final class VectorTile14 {

  private VectorTile14() {}

  static void tile14x2(
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int depth,
      float[] c,
      int cAt,
      int cStride,
      int width) {
    VectorMask<Float> own = F.indexInRange(L, width);
    FloatVector c0a = FloatVector.fromArray(F, c, cAt);
    FloatVector c0b = FloatVector.fromArray(F, c, cAt + L, own);
    FloatVector c1a = FloatVector.fromArray(F, c, cAt + cStride);
    FloatVector c1b = FloatVector.fromArray(F, c, cAt + cStride + L, own);
    FloatVector c2a = FloatVector.fromArray(F, c, cAt + 2 * cStride);
    FloatVector c2b = FloatVector.fromArray(F, c, cAt + 2 * cStride + L, own);
    FloatVector c3a = FloatVector.fromArray(F, c, cAt + 3 * cStride);
    FloatVector c3b = FloatVector.fromArray(F, c, cAt + 3 * cStride + L, own);
    FloatVector c4a = FloatVector.fromArray(F, c, cAt + 4 * cStride);
    FloatVector c4b = FloatVector.fromArray(F, c, cAt + 4 * cStride + L, own);
    FloatVector c5a = FloatVector.fromArray(F, c, cAt + 5 * cStride);
    FloatVector c5b = FloatVector.fromArray(F, c, cAt + 5 * cStride + L, own);
    FloatVector c6a = FloatVector.fromArray(F, c, cAt + 6 * cStride);
    FloatVector c6b = FloatVector.fromArray(F, c, cAt + 6 * cStride + L, own);
    FloatVector c7a = FloatVector.fromArray(F, c, cAt + 7 * cStride);
    FloatVector c7b = FloatVector.fromArray(F, c, cAt + 7 * cStride + L, own);
    FloatVector c8a = FloatVector.fromArray(F, c, cAt + 8 * cStride);
    FloatVector c8b = FloatVector.fromArray(F, c, cAt + 8 * cStride + L, own);
    FloatVector c9a = FloatVector.fromArray(F, c, cAt + 9 * cStride);
    FloatVector c9b = FloatVector.fromArray(F, c, cAt + 9 * cStride + L, own);
    FloatVector c10a = FloatVector.fromArray(F, c, cAt + 10 * cStride);
    FloatVector c10b = FloatVector.fromArray(F, c, cAt + 10 * cStride + L, own);
    FloatVector c11a = FloatVector.fromArray(F, c, cAt + 11 * cStride);
    FloatVector c11b = FloatVector.fromArray(F, c, cAt + 11 * cStride + L, own);
    FloatVector c12a = FloatVector.fromArray(F, c, cAt + 12 * cStride);
    FloatVector c12b = FloatVector.fromArray(F, c, cAt + 12 * cStride + L, own);
    FloatVector c13a = FloatVector.fromArray(F, c, cAt + 13 * cStride);
    FloatVector c13b = FloatVector.fromArray(F, c, cAt + 13 * cStride + L, own);
    int at = aAt;
    int bt = bAt;
    for (int p = 0; p < depth; p++) {
      FloatVector ba = FloatVector.fromArray(F, b, bt);
      FloatVector bb = FloatVector.fromArray(F, b, bt + L);
      FloatVector x0 = FloatVector.broadcast(F, a[at]);
      c0a = x0.fma(ba, c0a);
      c0b = x0.fma(bb, c0b);
      FloatVector x1 = FloatVector.broadcast(F, a[at + 1]);
      c1a = x1.fma(ba, c1a);
      c1b = x1.fma(bb, c1b);
      FloatVector x2 = FloatVector.broadcast(F, a[at + 2]);
      c2a = x2.fma(ba, c2a);
      c2b = x2.fma(bb, c2b);
      FloatVector x3 = FloatVector.broadcast(F, a[at + 3]);
      c3a = x3.fma(ba, c3a);
      c3b = x3.fma(bb, c3b);
      FloatVector x4 = FloatVector.broadcast(F, a[at + 4]);
      c4a = x4.fma(ba, c4a);
      c4b = x4.fma(bb, c4b);
      FloatVector x5 = FloatVector.broadcast(F, a[at + 5]);
      c5a = x5.fma(ba, c5a);
      c5b = x5.fma(bb, c5b);
      FloatVector x6 = FloatVector.broadcast(F, a[at + 6]);
      c6a = x6.fma(ba, c6a);
      c6b = x6.fma(bb, c6b);
      FloatVector x7 = FloatVector.broadcast(F, a[at + 7]);
      c7a = x7.fma(ba, c7a);
      c7b = x7.fma(bb, c7b);
      FloatVector x8 = FloatVector.broadcast(F, a[at + 8]);
      c8a = x8.fma(ba, c8a);
      c8b = x8.fma(bb, c8b);
      FloatVector x9 = FloatVector.broadcast(F, a[at + 9]);
      c9a = x9.fma(ba, c9a);
      c9b = x9.fma(bb, c9b);
      FloatVector x10 = FloatVector.broadcast(F, a[at + 10]);
      c10a = x10.fma(ba, c10a);
      c10b = x10.fma(bb, c10b);
      FloatVector x11 = FloatVector.broadcast(F, a[at + 11]);
      c11a = x11.fma(ba, c11a);
      c11b = x11.fma(bb, c11b);
      FloatVector x12 = FloatVector.broadcast(F, a[at + 12]);
      c12a = x12.fma(ba, c12a);
      c12b = x12.fma(bb, c12b);
      FloatVector x13 = FloatVector.broadcast(F, a[at + 13]);
      c13a = x13.fma(ba, c13a);
      c13b = x13.fma(bb, c13b);
      at += aStep;
      bt += bStep;
    }
    c0a.intoArray(c, cAt);
    c0b.intoArray(c, cAt + L, own);
    c1a.intoArray(c, cAt + cStride);
    c1b.intoArray(c, cAt + cStride + L, own);
    c2a.intoArray(c, cAt + 2 * cStride);
    c2b.intoArray(c, cAt + 2 * cStride + L, own);
    c3a.intoArray(c, cAt + 3 * cStride);
    c3b.intoArray(c, cAt + 3 * cStride + L, own);
    c4a.intoArray(c, cAt + 4 * cStride);
    c4b.intoArray(c, cAt + 4 * cStride + L, own);
    c5a.intoArray(c, cAt + 5 * cStride);
    c5b.intoArray(c, cAt + 5 * cStride + L, own);
    c6a.intoArray(c, cAt + 6 * cStride);
    c6b.intoArray(c, cAt + 6 * cStride + L, own);
    c7a.intoArray(c, cAt + 7 * cStride);
    c7b.intoArray(c, cAt + 7 * cStride + L, own);
    c8a.intoArray(c, cAt + 8 * cStride);
    c8b.intoArray(c, cAt + 8 * cStride + L, own);
    c9a.intoArray(c, cAt + 9 * cStride);
    c9b.intoArray(c, cAt + 9 * cStride + L, own);
    c10a.intoArray(c, cAt + 10 * cStride);
    c10b.intoArray(c, cAt + 10 * cStride + L, own);
    c11a.intoArray(c, cAt + 11 * cStride);
    c11b.intoArray(c, cAt + 11 * cStride + L, own);
    c12a.intoArray(c, cAt + 12 * cStride);
    c12b.intoArray(c, cAt + 12 * cStride + L, own);
    c13a.intoArray(c, cAt + 13 * cStride);
    c13b.intoArray(c, cAt + 13 * cStride + L, own);
  }

  static void tile14x1(
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int depth,
      float[] c,
      int cAt,
      int cStride,
      int width) {
    VectorMask<Float> own = F.indexInRange(0, width);
    FloatVector c0 = FloatVector.fromArray(F, c, cAt, own);
    FloatVector c1 = FloatVector.fromArray(F, c, cAt + cStride, own);
    FloatVector c2 = FloatVector.fromArray(F, c, cAt + 2 * cStride, own);
    FloatVector c3 = FloatVector.fromArray(F, c, cAt + 3 * cStride, own);
    FloatVector c4 = FloatVector.fromArray(F, c, cAt + 4 * cStride, own);
    FloatVector c5 = FloatVector.fromArray(F, c, cAt + 5 * cStride, own);
    FloatVector c6 = FloatVector.fromArray(F, c, cAt + 6 * cStride, own);
    FloatVector c7 = FloatVector.fromArray(F, c, cAt + 7 * cStride, own);
    FloatVector c8 = FloatVector.fromArray(F, c, cAt + 8 * cStride, own);
    FloatVector c9 = FloatVector.fromArray(F, c, cAt + 9 * cStride, own);
    FloatVector c10 = FloatVector.fromArray(F, c, cAt + 10 * cStride, own);
    FloatVector c11 = FloatVector.fromArray(F, c, cAt + 11 * cStride, own);
    FloatVector c12 = FloatVector.fromArray(F, c, cAt + 12 * cStride, own);
    FloatVector c13 = FloatVector.fromArray(F, c, cAt + 13 * cStride, own);
    int at = aAt;
    int bt = bAt;
    for (int p = 0; p < depth; p++) {
      FloatVector bv = FloatVector.fromArray(F, b, bt);
      FloatVector x0 = FloatVector.broadcast(F, a[at]);
      c0 = x0.fma(bv, c0);
      FloatVector x1 = FloatVector.broadcast(F, a[at + 1]);
      c1 = x1.fma(bv, c1);
      FloatVector x2 = FloatVector.broadcast(F, a[at + 2]);
      c2 = x2.fma(bv, c2);
      FloatVector x3 = FloatVector.broadcast(F, a[at + 3]);
      c3 = x3.fma(bv, c3);
      FloatVector x4 = FloatVector.broadcast(F, a[at + 4]);
      c4 = x4.fma(bv, c4);
      FloatVector x5 = FloatVector.broadcast(F, a[at + 5]);
      c5 = x5.fma(bv, c5);
      FloatVector x6 = FloatVector.broadcast(F, a[at + 6]);
      c6 = x6.fma(bv, c6);
      FloatVector x7 = FloatVector.broadcast(F, a[at + 7]);
      c7 = x7.fma(bv, c7);
      FloatVector x8 = FloatVector.broadcast(F, a[at + 8]);
      c8 = x8.fma(bv, c8);
      FloatVector x9 = FloatVector.broadcast(F, a[at + 9]);
      c9 = x9.fma(bv, c9);
      FloatVector x10 = FloatVector.broadcast(F, a[at + 10]);
      c10 = x10.fma(bv, c10);
      FloatVector x11 = FloatVector.broadcast(F, a[at + 11]);
      c11 = x11.fma(bv, c11);
      FloatVector x12 = FloatVector.broadcast(F, a[at + 12]);
      c12 = x12.fma(bv, c12);
      FloatVector x13 = FloatVector.broadcast(F, a[at + 13]);
      c13 = x13.fma(bv, c13);
      at += aStep;
      bt += bStep;
    }
    c0.intoArray(c, cAt, own);
    c1.intoArray(c, cAt + cStride, own);
    c2.intoArray(c, cAt + 2 * cStride, own);
    c3.intoArray(c, cAt + 3 * cStride, own);
    c4.intoArray(c, cAt + 4 * cStride, own);
    c5.intoArray(c, cAt + 5 * cStride, own);
    c6.intoArray(c, cAt + 6 * cStride, own);
    c7.intoArray(c, cAt + 7 * cStride, own);
    c8.intoArray(c, cAt + 8 * cStride, own);
    c9.intoArray(c, cAt + 9 * cStride, own);
    c10.intoArray(c, cAt + 10 * cStride, own);
    c11.intoArray(c, cAt + 11 * cStride, own);
    c12.intoArray(c, cAt + 12 * cStride, own);
    c13.intoArray(c, cAt + 13 * cStride, own);
  }
}
