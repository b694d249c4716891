package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;

/// Tiles of the products of a linear model, with all of a tile's sums in registers: see
/// [FloatLinear] for what they sum up, and [VectorFloatLinear] for which serves where.
final class VectorLinearTile {

  private static final int LANES = FloatLinear.LANES;

  private VectorLinearTile() {}

  /// Dot products of four rows with five classes, for machines of 32 vector registers and vectors
  /// of 16 lanes.
  static void dots4x5(
      float[] x,
      int x0,
      int xStride,
      float[] w,
      int w0,
      int wStride,
      float[] sums,
      int to0,
      int classes,
      int columns) {
    int x1 = x0 + xStride;
    int x2 = x1 + xStride;
    int x3 = x2 + xStride;
    int w1 = w0 + wStride;
    int w2 = w1 + wStride;
    int w3 = w2 + wStride;
    int w4 = w3 + wStride;
    int to1 = to0 + classes * LANES;
    int to2 = to1 + classes * LANES;
    int to3 = to2 + classes * LANES;
    FloatVector a0 = FloatVector.fromArray(F, sums, to0);
    FloatVector a1 = FloatVector.fromArray(F, sums, to0 + LANES);
    FloatVector a2 = FloatVector.fromArray(F, sums, to0 + 2 * LANES);
    FloatVector a3 = FloatVector.fromArray(F, sums, to0 + 3 * LANES);
    FloatVector a4 = FloatVector.fromArray(F, sums, to0 + 4 * LANES);
    FloatVector b0 = FloatVector.fromArray(F, sums, to1);
    FloatVector b1 = FloatVector.fromArray(F, sums, to1 + LANES);
    FloatVector b2 = FloatVector.fromArray(F, sums, to1 + 2 * LANES);
    FloatVector b3 = FloatVector.fromArray(F, sums, to1 + 3 * LANES);
    FloatVector b4 = FloatVector.fromArray(F, sums, to1 + 4 * LANES);
    FloatVector c0 = FloatVector.fromArray(F, sums, to2);
    FloatVector c1 = FloatVector.fromArray(F, sums, to2 + LANES);
    FloatVector c2 = FloatVector.fromArray(F, sums, to2 + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(F, sums, to2 + 3 * LANES);
    FloatVector c4 = FloatVector.fromArray(F, sums, to2 + 4 * LANES);
    FloatVector d0 = FloatVector.fromArray(F, sums, to3);
    FloatVector d1 = FloatVector.fromArray(F, sums, to3 + LANES);
    FloatVector d2 = FloatVector.fromArray(F, sums, to3 + 2 * LANES);
    FloatVector d3 = FloatVector.fromArray(F, sums, to3 + 3 * LANES);
    FloatVector d4 = FloatVector.fromArray(F, sums, to3 + 4 * LANES);
    for (int j = 0; j < columns; j += LANES) {
      FloatVector xa = FloatVector.fromArray(F, x, x0 + j);
      FloatVector xb = FloatVector.fromArray(F, x, x1 + j);
      FloatVector xc = FloatVector.fromArray(F, x, x2 + j);
      FloatVector xd = FloatVector.fromArray(F, x, x3 + j);
      FloatVector v = FloatVector.fromArray(F, w, w0 + j);
      a0 = xa.fma(v, a0);
      b0 = xb.fma(v, b0);
      c0 = xc.fma(v, c0);
      d0 = xd.fma(v, d0);
      v = FloatVector.fromArray(F, w, w1 + j);
      a1 = xa.fma(v, a1);
      b1 = xb.fma(v, b1);
      c1 = xc.fma(v, c1);
      d1 = xd.fma(v, d1);
      v = FloatVector.fromArray(F, w, w2 + j);
      a2 = xa.fma(v, a2);
      b2 = xb.fma(v, b2);
      c2 = xc.fma(v, c2);
      d2 = xd.fma(v, d2);
      v = FloatVector.fromArray(F, w, w3 + j);
      a3 = xa.fma(v, a3);
      b3 = xb.fma(v, b3);
      c3 = xc.fma(v, c3);
      d3 = xd.fma(v, d3);
      v = FloatVector.fromArray(F, w, w4 + j);
      a4 = xa.fma(v, a4);
      b4 = xb.fma(v, b4);
      c4 = xc.fma(v, c4);
      d4 = xd.fma(v, d4);
    }
    a0.intoArray(sums, to0);
    a1.intoArray(sums, to0 + LANES);
    a2.intoArray(sums, to0 + 2 * LANES);
    a3.intoArray(sums, to0 + 3 * LANES);
    a4.intoArray(sums, to0 + 4 * LANES);
    b0.intoArray(sums, to1);
    b1.intoArray(sums, to1 + LANES);
    b2.intoArray(sums, to1 + 2 * LANES);
    b3.intoArray(sums, to1 + 3 * LANES);
    b4.intoArray(sums, to1 + 4 * LANES);
    c0.intoArray(sums, to2);
    c1.intoArray(sums, to2 + LANES);
    c2.intoArray(sums, to2 + 2 * LANES);
    c3.intoArray(sums, to2 + 3 * LANES);
    c4.intoArray(sums, to2 + 4 * LANES);
    d0.intoArray(sums, to3);
    d1.intoArray(sums, to3 + LANES);
    d2.intoArray(sums, to3 + 2 * LANES);
    d3.intoArray(sums, to3 + 3 * LANES);
    d4.intoArray(sums, to3 + 4 * LANES);
  }

  /// Dot products of two rows with five classes, one part of the 16 lanes.
  static void dots2x5(
      float[] x,
      int at,
      int next,
      float[] w,
      int w0,
      int wStride,
      float[] sums,
      int to,
      int toNext,
      int columns) {
    int w1 = w0 + wStride;
    int w2 = w1 + wStride;
    int w3 = w2 + wStride;
    int w4 = w3 + wStride;
    FloatVector a0 = FloatVector.fromArray(F, sums, to);
    FloatVector a1 = FloatVector.fromArray(F, sums, to + LANES);
    FloatVector a2 = FloatVector.fromArray(F, sums, to + 2 * LANES);
    FloatVector a3 = FloatVector.fromArray(F, sums, to + 3 * LANES);
    FloatVector a4 = FloatVector.fromArray(F, sums, to + 4 * LANES);
    FloatVector b0 = FloatVector.fromArray(F, sums, toNext);
    FloatVector b1 = FloatVector.fromArray(F, sums, toNext + LANES);
    FloatVector b2 = FloatVector.fromArray(F, sums, toNext + 2 * LANES);
    FloatVector b3 = FloatVector.fromArray(F, sums, toNext + 3 * LANES);
    FloatVector b4 = FloatVector.fromArray(F, sums, toNext + 4 * LANES);
    for (int j = 0; j < columns; j += LANES) {
      FloatVector xa = FloatVector.fromArray(F, x, at + j);
      FloatVector xb = FloatVector.fromArray(F, x, next + j);
      FloatVector v = FloatVector.fromArray(F, w, w0 + j);
      a0 = xa.fma(v, a0);
      b0 = xb.fma(v, b0);
      v = FloatVector.fromArray(F, w, w1 + j);
      a1 = xa.fma(v, a1);
      b1 = xb.fma(v, b1);
      v = FloatVector.fromArray(F, w, w2 + j);
      a2 = xa.fma(v, a2);
      b2 = xb.fma(v, b2);
      v = FloatVector.fromArray(F, w, w3 + j);
      a3 = xa.fma(v, a3);
      b3 = xb.fma(v, b3);
      v = FloatVector.fromArray(F, w, w4 + j);
      a4 = xa.fma(v, a4);
      b4 = xb.fma(v, b4);
    }
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + LANES);
    a2.intoArray(sums, to + 2 * LANES);
    a3.intoArray(sums, to + 3 * LANES);
    a4.intoArray(sums, to + 4 * LANES);
    b0.intoArray(sums, toNext);
    b1.intoArray(sums, toNext + LANES);
    b2.intoArray(sums, toNext + 2 * LANES);
    b3.intoArray(sums, toNext + 3 * LANES);
    b4.intoArray(sums, toNext + 4 * LANES);
  }

  /// Five classes by four vectors of columns, for machines of 32 vector registers.
  static void outer5x4(
      float[] dz,
      int dzAt,
      int dzStride,
      float[] x,
      int xAt,
      int xStride,
      float[] g,
      int g0,
      int gStride,
      int rows) {
    int g1 = g0 + gStride;
    int g2 = g1 + gStride;
    int g3 = g2 + gStride;
    int g4 = g3 + gStride;
    FloatVector a0 = FloatVector.fromArray(F, g, g0);
    FloatVector b0 = FloatVector.fromArray(F, g, g0 + L);
    FloatVector c0 = FloatVector.fromArray(F, g, g0 + 2 * L);
    FloatVector d0 = FloatVector.fromArray(F, g, g0 + 3 * L);
    FloatVector a1 = FloatVector.fromArray(F, g, g1);
    FloatVector b1 = FloatVector.fromArray(F, g, g1 + L);
    FloatVector c1 = FloatVector.fromArray(F, g, g1 + 2 * L);
    FloatVector d1 = FloatVector.fromArray(F, g, g1 + 3 * L);
    FloatVector a2 = FloatVector.fromArray(F, g, g2);
    FloatVector b2 = FloatVector.fromArray(F, g, g2 + L);
    FloatVector c2 = FloatVector.fromArray(F, g, g2 + 2 * L);
    FloatVector d2 = FloatVector.fromArray(F, g, g2 + 3 * L);
    FloatVector a3 = FloatVector.fromArray(F, g, g3);
    FloatVector b3 = FloatVector.fromArray(F, g, g3 + L);
    FloatVector c3 = FloatVector.fromArray(F, g, g3 + 2 * L);
    FloatVector d3 = FloatVector.fromArray(F, g, g3 + 3 * L);
    FloatVector a4 = FloatVector.fromArray(F, g, g4);
    FloatVector b4 = FloatVector.fromArray(F, g, g4 + L);
    FloatVector c4 = FloatVector.fromArray(F, g, g4 + 2 * L);
    FloatVector d4 = FloatVector.fromArray(F, g, g4 + 3 * L);
    for (int i = 0; i < rows; i++) {
      int at = xAt + i * xStride;
      int d = dzAt + i * dzStride;
      FloatVector xa = FloatVector.fromArray(F, x, at);
      FloatVector xb = FloatVector.fromArray(F, x, at + L);
      FloatVector xc = FloatVector.fromArray(F, x, at + 2 * L);
      FloatVector xd = FloatVector.fromArray(F, x, at + 3 * L);
      FloatVector v = FloatVector.broadcast(F, dz[d]);
      a0 = v.fma(xa, a0);
      b0 = v.fma(xb, b0);
      c0 = v.fma(xc, c0);
      d0 = v.fma(xd, d0);
      v = FloatVector.broadcast(F, dz[d + 1]);
      a1 = v.fma(xa, a1);
      b1 = v.fma(xb, b1);
      c1 = v.fma(xc, c1);
      d1 = v.fma(xd, d1);
      v = FloatVector.broadcast(F, dz[d + 2]);
      a2 = v.fma(xa, a2);
      b2 = v.fma(xb, b2);
      c2 = v.fma(xc, c2);
      d2 = v.fma(xd, d2);
      v = FloatVector.broadcast(F, dz[d + 3]);
      a3 = v.fma(xa, a3);
      b3 = v.fma(xb, b3);
      c3 = v.fma(xc, c3);
      d3 = v.fma(xd, d3);
      v = FloatVector.broadcast(F, dz[d + 4]);
      a4 = v.fma(xa, a4);
      b4 = v.fma(xb, b4);
      c4 = v.fma(xc, c4);
      d4 = v.fma(xd, d4);
    }
    a0.intoArray(g, g0);
    b0.intoArray(g, g0 + L);
    c0.intoArray(g, g0 + 2 * L);
    d0.intoArray(g, g0 + 3 * L);
    a1.intoArray(g, g1);
    b1.intoArray(g, g1 + L);
    c1.intoArray(g, g1 + 2 * L);
    d1.intoArray(g, g1 + 3 * L);
    a2.intoArray(g, g2);
    b2.intoArray(g, g2 + L);
    c2.intoArray(g, g2 + 2 * L);
    d2.intoArray(g, g2 + 3 * L);
    a3.intoArray(g, g3);
    b3.intoArray(g, g3 + L);
    c3.intoArray(g, g3 + 2 * L);
    d3.intoArray(g, g3 + 3 * L);
    a4.intoArray(g, g4);
    b4.intoArray(g, g4 + L);
    c4.intoArray(g, g4 + 2 * L);
    d4.intoArray(g, g4 + 3 * L);
  }

  /// Five classes by two vectors of columns.
  static void outer5x2(
      float[] dz,
      int dzAt,
      int dzStride,
      float[] x,
      int xAt,
      int xStride,
      float[] g,
      int g0,
      int gStride,
      int rows) {
    int g1 = g0 + gStride;
    int g2 = g1 + gStride;
    int g3 = g2 + gStride;
    int g4 = g3 + gStride;
    FloatVector a0 = FloatVector.fromArray(F, g, g0);
    FloatVector b0 = FloatVector.fromArray(F, g, g0 + L);
    FloatVector a1 = FloatVector.fromArray(F, g, g1);
    FloatVector b1 = FloatVector.fromArray(F, g, g1 + L);
    FloatVector a2 = FloatVector.fromArray(F, g, g2);
    FloatVector b2 = FloatVector.fromArray(F, g, g2 + L);
    FloatVector a3 = FloatVector.fromArray(F, g, g3);
    FloatVector b3 = FloatVector.fromArray(F, g, g3 + L);
    FloatVector a4 = FloatVector.fromArray(F, g, g4);
    FloatVector b4 = FloatVector.fromArray(F, g, g4 + L);
    int at = xAt;
    int d = dzAt;
    for (int i = 0; i < rows; i++) {
      FloatVector xa = FloatVector.fromArray(F, x, at);
      FloatVector xb = FloatVector.fromArray(F, x, at + L);
      FloatVector v = FloatVector.broadcast(F, dz[d]);
      a0 = v.fma(xa, a0);
      b0 = v.fma(xb, b0);
      v = FloatVector.broadcast(F, dz[d + 1]);
      a1 = v.fma(xa, a1);
      b1 = v.fma(xb, b1);
      v = FloatVector.broadcast(F, dz[d + 2]);
      a2 = v.fma(xa, a2);
      b2 = v.fma(xb, b2);
      v = FloatVector.broadcast(F, dz[d + 3]);
      a3 = v.fma(xa, a3);
      b3 = v.fma(xb, b3);
      v = FloatVector.broadcast(F, dz[d + 4]);
      a4 = v.fma(xa, a4);
      b4 = v.fma(xb, b4);
      at += xStride;
      d += dzStride;
    }
    a0.intoArray(g, g0);
    b0.intoArray(g, g0 + L);
    a1.intoArray(g, g1);
    b1.intoArray(g, g1 + L);
    a2.intoArray(g, g2);
    b2.intoArray(g, g2 + L);
    a3.intoArray(g, g3);
    b3.intoArray(g, g3 + L);
    a4.intoArray(g, g4);
    b4.intoArray(g, g4 + L);
  }

  /// Five vectors of a combination of rows.
  static void combine5(
      float[] values,
      int[] indices,
      int from,
      int to,
      float[] m,
      int mAt,
      int width,
      float[] out,
      int outAt) {
    FloatVector a = FloatVector.fromArray(F, out, outAt);
    FloatVector b = FloatVector.fromArray(F, out, outAt + L);
    FloatVector c = FloatVector.fromArray(F, out, outAt + 2 * L);
    FloatVector d = FloatVector.fromArray(F, out, outAt + 3 * L);
    FloatVector e = FloatVector.fromArray(F, out, outAt + 4 * L);
    for (int n = from; n < to; n++) {
      int at = mAt + indices[n] * width;
      FloatVector v = FloatVector.broadcast(F, values[n]);
      a = v.fma(FloatVector.fromArray(F, m, at), a);
      b = v.fma(FloatVector.fromArray(F, m, at + L), b);
      c = v.fma(FloatVector.fromArray(F, m, at + 2 * L), c);
      d = v.fma(FloatVector.fromArray(F, m, at + 3 * L), d);
      e = v.fma(FloatVector.fromArray(F, m, at + 4 * L), e);
    }
    a.intoArray(out, outAt);
    b.intoArray(out, outAt + L);
    c.intoArray(out, outAt + 2 * L);
    d.intoArray(out, outAt + 3 * L);
    e.intoArray(out, outAt + 4 * L);
  }

  /// Two vectors of it, from place k of a row on.
  static void combine2(
      float[] values,
      int[] indices,
      int from,
      int to,
      float[] m,
      int mAt,
      int width,
      int k,
      float[] out,
      int outAt) {
    FloatVector a = FloatVector.fromArray(F, out, outAt);
    FloatVector b = FloatVector.fromArray(F, out, outAt + L);
    for (int e = from; e < to; e++) {
      int at = mAt + indices[e] * width + k;
      FloatVector v = FloatVector.broadcast(F, values[e]);
      a = v.fma(FloatVector.fromArray(F, m, at), a);
      b = v.fma(FloatVector.fromArray(F, m, at + L), b);
    }
    a.intoArray(out, outAt);
    b.intoArray(out, outAt + L);
  }

  /// One vector of it.
  static void combine1(
      float[] values,
      int[] indices,
      int from,
      int to,
      float[] m,
      int mAt,
      int width,
      int k,
      float[] out,
      int outAt) {
    FloatVector a = FloatVector.fromArray(F, out, outAt);
    for (int e = from; e < to; e++) {
      int at = mAt + indices[e] * width + k;
      FloatVector v = FloatVector.broadcast(F, values[e]);
      a = v.fma(FloatVector.fromArray(F, m, at), a);
    }
    a.intoArray(out, outAt);
  }
}
