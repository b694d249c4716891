package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Tiles of the matrix product of few rows, for the lower edge of C. See [VectorTile14].
final class VectorTileEdge {

  private VectorTileEdge() {}

  static void tile4x2(
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
  }

  static void tile4x1(
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
      at += aStep;
      bt += bStep;
    }
    c0.intoArray(c, cAt, own);
    c1.intoArray(c, cAt + cStride, own);
    c2.intoArray(c, cAt + 2 * cStride, own);
    c3.intoArray(c, cAt + 3 * cStride, own);
  }

  static void tile2x2(
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
      at += aStep;
      bt += bStep;
    }
    c0a.intoArray(c, cAt);
    c0b.intoArray(c, cAt + L, own);
    c1a.intoArray(c, cAt + cStride);
    c1b.intoArray(c, cAt + cStride + L, own);
  }

  static void tile2x1(
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
    int at = aAt;
    int bt = bAt;
    for (int p = 0; p < depth; p++) {
      FloatVector bv = FloatVector.fromArray(F, b, bt);
      FloatVector x0 = FloatVector.broadcast(F, a[at]);
      c0 = x0.fma(bv, c0);
      FloatVector x1 = FloatVector.broadcast(F, a[at + 1]);
      c1 = x1.fma(bv, c1);
      at += aStep;
      bt += bStep;
    }
    c0.intoArray(c, cAt, own);
    c1.intoArray(c, cAt + cStride, own);
  }

  static void tile1x2(
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
    int at = aAt;
    int bt = bAt;
    for (int p = 0; p < depth; p++) {
      FloatVector ba = FloatVector.fromArray(F, b, bt);
      FloatVector bb = FloatVector.fromArray(F, b, bt + L);
      FloatVector x0 = FloatVector.broadcast(F, a[at]);
      c0a = x0.fma(ba, c0a);
      c0b = x0.fma(bb, c0b);
      at += aStep;
      bt += bStep;
    }
    c0a.intoArray(c, cAt);
    c0b.intoArray(c, cAt + L, own);
  }

  static void tile1x1(
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
    int at = aAt;
    int bt = bAt;
    for (int p = 0; p < depth; p++) {
      FloatVector bv = FloatVector.fromArray(F, b, bt);
      FloatVector x0 = FloatVector.broadcast(F, a[at]);
      c0 = x0.fma(bv, c0);
      at += aStep;
      bt += bStep;
    }
    c0.intoArray(c, cAt, own);
  }
}
