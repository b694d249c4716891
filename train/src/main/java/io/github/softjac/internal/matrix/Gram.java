package io.github.softjac.internal.matrix;

/// `G += Σ_i h_i x_i x_iᵀ`, the upper triangle, in float.
///
/// Plain loops along two rows of G, four x at a time, which the JIT compiler turns into SIMD code
/// within milliseconds. A packed matrix product is some three times faster once it is compiled, but
/// a training may be over by then.
public final class Gram {

  private Gram() {}

  /// Adds all rows, in order.
  ///
  /// @param x `[rows][n]`
  /// @param h `[rows]`
  /// @param g `[n][n]`; what lies below the diagonal is not changed
  public static void add(float[][] x, float[] h, float[][] g) {
    int n = g.length;
    int row = 0;
    for (; row + 4 <= x.length; row += 4) {
      int i = 0;
      for (; i + 2 <= n; i += 2) {
        twoRows(x, h, row, g[i], g[i + 1], i);
      }
      if (i < n) {
        float s = g[i][i];
        for (int r = row; r < row + 4; r++) {
          s = Math.fma(h[r] * x[r][i], x[r][i], s);
        }
        g[i][i] = s;
      }
    }
    for (; row < x.length; row++) {
      for (int i = 0; i < n; i++) {
        add(g[i], i, n, h[row] * x[row][i], x[row]);
      }
    }
  }

  private static void add(float[] sum, int from, int to, float a, float[] x) {
    for (int j = from; j < to; j++) {
      sum[j] = Math.fma(a, x[j], sum[j]);
    }
  }

  /// Rows i and i + 1 of G, four x.
  private static void twoRows(float[][] x, float[] h, int row, float[] g0, float[] g1, int i) {
    float[] x0 = x[row];
    float[] x1 = x[row + 1];
    float[] x2 = x[row + 2];
    float[] x3 = x[row + 3];
    float a0 = h[row] * x0[i];
    float a1 = h[row + 1] * x1[i];
    float a2 = h[row + 2] * x2[i];
    float a3 = h[row + 3] * x3[i];
    float b0 = h[row] * x0[i + 1];
    float b1 = h[row + 1] * x1[i + 1];
    float b2 = h[row + 2] * x2[i + 1];
    float b3 = h[row + 3] * x3[i + 1];
    if (a0 == 0 && a1 == 0 && a2 == 0 && a3 == 0 && b0 == 0 && b1 == 0 && b2 == 0 && b3 == 0) {
      return;
    }
    g0[i] = sum(a0, x0[i], a1, x1[i], a2, x2[i], a3, x3[i], g0[i]);
    for (int j = i + 1; j < g0.length; j++) {
      float y0 = x0[j];
      float y1 = x1[j];
      float y2 = x2[j];
      float y3 = x3[j];
      g0[j] = sum(a0, y0, a1, y1, a2, y2, a3, y3, g0[j]);
      g1[j] = sum(b0, y0, b1, y1, b2, y2, b3, y3, g1[j]);
    }
  }

  private static float sum(
      float a0, float x0, float a1, float x1, float a2, float x2, float a3, float x3, float sum) {
    return Math.fma(a3, x3, Math.fma(a2, x2, Math.fma(a1, x1, Math.fma(a0, x0, sum))));
  }
}
