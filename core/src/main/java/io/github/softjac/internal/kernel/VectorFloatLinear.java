package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;

/// The products of a linear model of few classes with the Vector API: the twin of
/// [ScalarFloatLinear].
///
/// Lanes are columns in both products, so that ten classes cost ten multiplications an element and
/// not the sixteen of a vector of classes. A tile of two rows by five classes, or five classes by
/// two vectors of columns, has ten sums in registers: few enough for machines of 16, enough to hide
/// the latency of fma. Where a vector is shorter than 16 lanes, a dot product is run along once for
/// each part of the 16.
final class VectorFloatLinear implements FloatLinear {

  @Override
  public void dots(
      float[] x,
      int xAt,
      int xStride,
      float[] w,
      int wAt,
      int wStride,
      float[] sums,
      int rows,
      int columns,
      int classes) {
    for (int i = 0; i < rows; i += 2) {
      int at = xAt + i * xStride;
      int next = i + 1 < rows ? at + xStride : at;
      for (int k = 0; k < classes; k += GROUP) {
        int to = (i * classes + k) * LANES;
        for (int part = 0; part < LANES; part += L) {
          dots2x5(
              x,
              at + part,
              next + part,
              w,
              wAt + k * wStride + part,
              wStride,
              sums,
              to + part,
              to + classes * LANES + part,
              columns);
        }
      }
    }
  }

  private static void dots2x5(
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

  @Override
  public void fold(float[] sums, float[] dots, int count) {
    LaneFold.fold(sums, dots, count);
  }

  @Override
  public void outer(
      float[] dz,
      int dzStride,
      float[] x,
      int xAt,
      int xStride,
      float[] g,
      int gAt,
      int gStride,
      int rows,
      int columns,
      int classes) {
    for (int j = 0; j < columns; j += 2 * L) {
      for (int k = 0; k < classes; k += GROUP) {
        outer5x2(dz, k, dzStride, x, xAt + j, xStride, g, gAt + k * gStride + j, gStride, rows);
      }
    }
  }

  private static void outer5x2(
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

  @Override
  public void combine(
      float[] values,
      int[] indices,
      int from,
      int to,
      float[] m,
      int mAt,
      int width,
      float[] out,
      int outAt) {
    int k = 0;
    for (; k + 2 * L <= width; k += 2 * L) {
      combine2(values, indices, from, to, m, mAt, width, k, out, outAt + k);
    }
    for (; k < width; k += L) {
      combine1(values, indices, from, to, m, mAt, width, k, out, outAt + k);
    }
  }

  private static void combine2(
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

  private static void combine1(
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
