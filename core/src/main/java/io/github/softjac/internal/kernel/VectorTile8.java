package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Tiles of the matrix product of 8 rows whose A lies unpacked, row by row `aStride` apart: for a C
/// so narrow that packing A would cost as much as the product.
final class VectorTile8 {

  private VectorTile8() {}

  static void rows8x2(
      float[] a,
      int aAt,
      int aStride,
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
    int a1 = aAt + aStride;
    int a2 = aAt + 2 * aStride;
    int a3 = aAt + 3 * aStride;
    int a4 = aAt + 4 * aStride;
    int a5 = aAt + 5 * aStride;
    int a6 = aAt + 6 * aStride;
    int a7 = aAt + 7 * aStride;
    int bt = bAt;
    for (int p = 0; p < depth; p++) {
      FloatVector ba = FloatVector.fromArray(F, b, bt);
      FloatVector bb = FloatVector.fromArray(F, b, bt + L);
      FloatVector x0 = FloatVector.broadcast(F, a[aAt + p]);
      c0a = x0.fma(ba, c0a);
      c0b = x0.fma(bb, c0b);
      FloatVector x1 = FloatVector.broadcast(F, a[a1 + p]);
      c1a = x1.fma(ba, c1a);
      c1b = x1.fma(bb, c1b);
      FloatVector x2 = FloatVector.broadcast(F, a[a2 + p]);
      c2a = x2.fma(ba, c2a);
      c2b = x2.fma(bb, c2b);
      FloatVector x3 = FloatVector.broadcast(F, a[a3 + p]);
      c3a = x3.fma(ba, c3a);
      c3b = x3.fma(bb, c3b);
      FloatVector x4 = FloatVector.broadcast(F, a[a4 + p]);
      c4a = x4.fma(ba, c4a);
      c4b = x4.fma(bb, c4b);
      FloatVector x5 = FloatVector.broadcast(F, a[a5 + p]);
      c5a = x5.fma(ba, c5a);
      c5b = x5.fma(bb, c5b);
      FloatVector x6 = FloatVector.broadcast(F, a[a6 + p]);
      c6a = x6.fma(ba, c6a);
      c6b = x6.fma(bb, c6b);
      FloatVector x7 = FloatVector.broadcast(F, a[a7 + p]);
      c7a = x7.fma(ba, c7a);
      c7b = x7.fma(bb, c7b);
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
  }

  static void rows8x1(
      float[] a,
      int aAt,
      int aStride,
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
    int a1 = aAt + aStride;
    int a2 = aAt + 2 * aStride;
    int a3 = aAt + 3 * aStride;
    int a4 = aAt + 4 * aStride;
    int a5 = aAt + 5 * aStride;
    int a6 = aAt + 6 * aStride;
    int a7 = aAt + 7 * aStride;
    int bt = bAt;
    for (int p = 0; p < depth; p++) {
      FloatVector bv = FloatVector.fromArray(F, b, bt);
      FloatVector x0 = FloatVector.broadcast(F, a[aAt + p]);
      c0 = x0.fma(bv, c0);
      FloatVector x1 = FloatVector.broadcast(F, a[a1 + p]);
      c1 = x1.fma(bv, c1);
      FloatVector x2 = FloatVector.broadcast(F, a[a2 + p]);
      c2 = x2.fma(bv, c2);
      FloatVector x3 = FloatVector.broadcast(F, a[a3 + p]);
      c3 = x3.fma(bv, c3);
      FloatVector x4 = FloatVector.broadcast(F, a[a4 + p]);
      c4 = x4.fma(bv, c4);
      FloatVector x5 = FloatVector.broadcast(F, a[a5 + p]);
      c5 = x5.fma(bv, c5);
      FloatVector x6 = FloatVector.broadcast(F, a[a6 + p]);
      c6 = x6.fma(bv, c6);
      FloatVector x7 = FloatVector.broadcast(F, a[a7 + p]);
      c7 = x7.fma(bv, c7);
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
  }
}
