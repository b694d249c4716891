package io.github.softjac.internal.matrix;

/// Matrix products that add to what is there. Every element of the result runs along the inner
/// index by fma, in order, so its bits do not depend on how the work is tiled or shared out.
///
/// Matrices are arrays of rows: see [Axpy] for the reason.
public final class MatrixProduct {

  private MatrixProduct() {}

  /// `y_r += x_r W` for the rows `[from, to)`: `y_rj += Σ_i x_ri W_ij`, i ascending.
  ///
  /// @param x `[rows][inner]`
  /// @param w `[inner][width]`
  /// @param y `[rows][width]`
  public static void add(
      float[][] x, float[][] w, float[][] y, int inner, int width, int from, int to) {
    int i = 0;
    for (; i + 4 <= inner; i += 4) {
      float[] w0 = w[i];
      float[] w1 = w[i + 1];
      float[] w2 = w[i + 2];
      float[] w3 = w[i + 3];
      for (int row = from; row < to; row++) {
        float[] xRow = x[row];
        Axpy.four(y[row], width, xRow[i], w0, xRow[i + 1], w1, xRow[i + 2], w2, xRow[i + 3], w3);
      }
    }
    for (; i < inner; i++) {
      for (int row = from; row < to; row++) {
        Axpy.one(y[row], width, x[row][i], w[i]);
      }
    }
  }

  /// `dw_i += (xᵀ dy)_i` for the rows `[from, to)` of `dw`: `dw_ij += Σ_r x_ri dy_rj`, r ascending.
  ///
  /// @param x `[rows][inputs]`
  /// @param dy `[rows][width]`
  /// @param dw `[inputs][width]`
  public static void addTransposed(
      float[][] x, float[][] dy, float[][] dw, int rows, int width, int from, int to) {
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      float[] x0 = x[row];
      float[] x1 = x[row + 1];
      float[] x2 = x[row + 2];
      float[] x3 = x[row + 3];
      float[] dy0 = dy[row];
      float[] dy1 = dy[row + 1];
      float[] dy2 = dy[row + 2];
      float[] dy3 = dy[row + 3];
      for (int i = from; i < to; i++) {
        Axpy.four(dw[i], width, x0[i], dy0, x1[i], dy1, x2[i], dy2, x3[i], dy3);
      }
    }
    for (; row < rows; row++) {
      for (int i = from; i < to; i++) {
        Axpy.one(dw[i], width, x[row][i], dy[row]);
      }
    }
  }

  /// `z_k += w_k x` in double: `z_kr += Σ_j w_kj x_jr`, j ascending.
  ///
  /// @param w flat, `[classes × inner]`
  /// @param x `[inner][length]`
  /// @param z `[classes][length]`
  public static void add(
      double[] w, float[][] x, double[][] z, int classes, int inner, int length) {
    int j = 0;
    for (; j + 4 <= inner; j += 4) {
      for (int k = 0; k < classes; k++) {
        int at = k * inner + j;
        Axpy.four(
            z[k], length, w[at], x[j], w[at + 1], x[j + 1], w[at + 2], x[j + 2], w[at + 3],
            x[j + 3]);
      }
    }
    for (; j < inner; j++) {
      for (int k = 0; k < classes; k++) {
        Axpy.one(z[k], length, w[k * inner + j], x[j]);
      }
    }
  }

  /// `g_k += dz_k x` in double: `g_kj += Σ_r dz_kr x_rj`, r ascending.
  ///
  /// @param dz `[classes][rows]`
  /// @param x `[rows][width]`
  /// @param g `[classes][width]`
  public static void add(
      double[][] dz, float[][] x, double[][] g, int classes, int rows, int width) {
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      for (int k = 0; k < classes; k++) {
        double[] dzk = dz[k];
        Axpy.four(
            g[k],
            width,
            dzk[row],
            x[row],
            dzk[row + 1],
            x[row + 1],
            dzk[row + 2],
            x[row + 2],
            dzk[row + 3],
            x[row + 3]);
      }
    }
    for (; row < rows; row++) {
      for (int k = 0; k < classes; k++) {
        Axpy.one(g[k], width, dz[k][row], x[row]);
      }
    }
  }
}
