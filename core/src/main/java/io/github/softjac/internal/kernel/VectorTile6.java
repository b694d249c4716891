package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Tiles of the matrix product of 6 rows by one or two vectors, for machines of 16 vector registers
/// and for the edges of C. See [VectorTile14].
final class VectorTile6 {

  private VectorTile6() {}

  static void tile6x2(
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
  }

  static void tile6x1(
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
      at += aStep;
      bt += bStep;
    }
    c0.intoArray(c, cAt, own);
    c1.intoArray(c, cAt + cStride, own);
    c2.intoArray(c, cAt + 2 * cStride, own);
    c3.intoArray(c, cAt + 3 * cStride, own);
    c4.intoArray(c, cAt + 4 * cStride, own);
    c5.intoArray(c, cAt + 5 * cStride, own);
  }
}
