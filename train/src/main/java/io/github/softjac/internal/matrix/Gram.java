package io.github.softjac.internal.matrix;

/// `G += Σ_i h_i x_i x_iᵀ`, the upper triangle, in float.
///
/// Plain loops along rows of G, four x at a time, which the JIT compiler turns into SIMD code
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
      float[] x0 = x[row];
      float[] x1 = x[row + 1];
      float[] x2 = x[row + 2];
      float[] x3 = x[row + 3];
      for (int i = 0; i < n; i++) {
        float a0 = h[row] * x0[i];
        float a1 = h[row + 1] * x1[i];
        float a2 = h[row + 2] * x2[i];
        float a3 = h[row + 3] * x3[i];
        if (a0 != 0 || a1 != 0 || a2 != 0 || a3 != 0) {
          add(g[i], i, n, a0, x0, a1, x1, a2, x2, a3, x3);
        }
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

  private static void add(
      float[] sum,
      int from,
      int to,
      float a0,
      float[] x0,
      float a1,
      float[] x1,
      float a2,
      float[] x2,
      float a3,
      float[] x3) {
    for (int j = from; j < to; j++) {
      float first = Math.fma(a1, x1[j], Math.fma(a0, x0[j], sum[j]));
      sum[j] = Math.fma(a3, x3[j], Math.fma(a2, x2[j], first));
    }
  }
}
