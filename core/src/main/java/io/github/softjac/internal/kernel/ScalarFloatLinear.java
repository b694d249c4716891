package io.github.softjac.internal.kernel;

/// The products of a linear model of few classes in plain loops: the specification.
final class ScalarFloatLinear implements FloatLinear {

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
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < classes; k++) {
        int to = (i * classes + k) * LANES;
        int xi = xAt + i * xStride;
        int wk = wAt + k * wStride;
        for (int j = 0; j < columns; j += LANES) {
          for (int l = 0; l < LANES; l++) {
            sums[to + l] = Math.fma(x[xi + j + l], w[wk + j + l], sums[to + l]);
          }
        }
      }
    }
  }

  @Override
  public void fold(float[] sums, float[] dots, int dotsAt, int count) {
    for (int i = 0; i < count; i++) {
      int at = i * LANES;
      float s0 = fourth(sums, at) + fourth(sums, at + 2);
      float s1 = fourth(sums, at + 1) + fourth(sums, at + 3);
      dots[dotsAt + i] = s0 + s1;
    }
  }

  private static float fourth(float[] sums, int at) {
    return (sums[at] + sums[at + 8]) + (sums[at + 4] + sums[at + 12]);
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
    for (int k = 0; k < classes; k++) {
      int gk = gAt + k * gStride;
      for (int i = 0; i < rows; i++) {
        float d = dz[i * dzStride + k];
        int xi = xAt + i * xStride;
        for (int j = 0; j < columns; j++) {
          g[gk + j] = Math.fma(d, x[xi + j], g[gk + j]);
        }
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
    for (int e = from; e < to; e++) {
      float v = values[e];
      int row = mAt + indices[e] * width;
      for (int k = 0; k < width; k++) {
        out[outAt + k] = Math.fma(v, m[row + k], out[outAt + k]);
      }
    }
  }
}
