package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.L;

/// The products of a linear model of few classes with the Vector API: the twin of
/// [ScalarFloatLinear].
///
/// Lanes are columns in both products, so that ten classes cost ten multiplications an element and
/// not the sixteen of a vector of classes. A tile of two rows by five classes, or five classes by
/// two vectors of columns, has ten sums in registers: few enough for machines of 16, enough to hide
/// the latency of fma. Twice as many, where there are 32 registers, ask for fewer loads, which go
/// across two cache lines each. Where a vector is shorter than 16 lanes, a dot product is run along
/// once for each part of the 16.
final class VectorFloatLinear implements FloatLinear {

  /// Whether there are 32 vector registers.
  private static final boolean WIDE = L == 16;

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
    int i = 0;
    if (WIDE) {
      for (; i + 4 <= rows; i += 4) {
        for (int k = 0; k < classes; k += GROUP) {
          int at = xAt + i * xStride;
          int to = (i * classes + k) * LANES;
          VectorLinearTile.dots4x5(
              x, at, xStride, w, wAt + k * wStride, wStride, sums, to, classes, columns);
        }
      }
    }
    for (; i < rows; i += 2) {
      int at = xAt + i * xStride;
      int next = i + 1 < rows ? at + xStride : at;
      for (int k = 0; k < classes; k += GROUP) {
        int to = (i * classes + k) * LANES;
        for (int part = 0; part < LANES; part += L) {
          VectorLinearTile.dots2x5(
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

  @Override
  public void fold(float[] sums, float[] dots, int dotsAt, int count) {
    LaneFold.fold(sums, dots, dotsAt, count);
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
    int j = 0;
    if (WIDE) {
      for (; j + 4 * L <= columns; j += 4 * L) {
        for (int k = 0; k < classes; k += GROUP) {
          VectorLinearTile.outer5x4(
              dz, k, dzStride, x, xAt + j, xStride, g, gAt + k * gStride + j, gStride, rows);
        }
      }
    }
    for (; j < columns; j += 2 * L) {
      for (int k = 0; k < classes; k += GROUP) {
        VectorLinearTile.outer5x2(
            dz, k, dzStride, x, xAt + j, xStride, g, gAt + k * gStride + j, gStride, rows);
      }
    }
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
    for (; k + 5 * L <= width; k += 5 * L) {
      VectorLinearTile.combine5(values, indices, from, to, m, mAt + k, width, out, outAt + k);
    }
    for (; k + 2 * L <= width; k += 2 * L) {
      VectorLinearTile.combine2(values, indices, from, to, m, mAt, width, k, out, outAt + k);
    }
    for (; k < width; k += L) {
      VectorLinearTile.combine1(values, indices, from, to, m, mAt, width, k, out, outAt + k);
    }
  }
}
