package io.github.softjac.internal.matrix;

/// The Cholesky factor of a symmetric matrix, `A = Uᵀ U`, U upper triangular, to solve with.
///
/// All loops run along rows of U, four of them at a time, so that the JIT compiler turns them into
/// SIMD code and a row is read and written once for four; the order of every sum is fixed.
public final class Cholesky {

  /// Rows of U that are subtracted together.
  private static final int GROUP = 4;

  /// Partial sums of a dot product.
  private static final int LANES = 4;

  private final double[][] u;

  private Cholesky(double[][] u) {
    this.u = u;
  }

  /// Factors a matrix in place. A pivot below `floor`, as rounding or a matrix that is not positive
  /// brings about, is raised to it.
  ///
  /// @param a `[n][n]`; its upper triangle is read, and taken over by the factor
  /// @param floor least pivot, above 0
  public static Cholesky of(double[][] a, double floor) {
    int n = a.length;
    for (int first = 0; first < n; first += GROUP) {
      int end = Math.min(n, first + GROUP);
      for (int j = first; j < end; j++) {
        double[] row = a[j];
        double root = Math.sqrt(Math.max(row[j], floor));
        row[j] = root;
        for (int p = j + 1; p < n; p++) {
          row[p] /= root;
        }
        for (int i = j + 1; i < end; i++) {
          subtract(a[i], row[i], row, i, n);
        }
      }
      for (int i = end; i < n; i++) {
        subtract(a[i], i, n, a[first], a[first + 1], a[first + 2], a[first + 3]);
      }
    }
    return new Cholesky(a);
  }

  /// n.
  public int size() {
    return u.length;
  }

  /// Solves `A x = b` in place: `Uᵀ y = b`, then `U x = y`.
  ///
  /// @param b b at first, x at last `[n]`
  public void solve(double[] b) {
    int n = u.length;
    for (int i = 0; i < n; i++) {
      b[i] /= u[i][i];
      subtract(b, b[i], u[i], i + 1, n);
    }
    for (int i = n - 1; i >= 0; i--) {
      b[i] = (b[i] - dot(u[i], b, i + 1, n)) / u[i][i];
    }
  }

  private static void subtract(double[] sum, double scale, double[] row, int from, int to) {
    for (int p = from; p < to; p++) {
      sum[p] = Math.fma(-scale, row[p], sum[p]);
    }
  }

  /// Subtracts from row i what four rows have for it.
  private static void subtract(
      double[] sum, int i, int to, double[] row0, double[] row1, double[] row2, double[] row3) {
    double s0 = -row0[i];
    double s1 = -row1[i];
    double s2 = -row2[i];
    double s3 = -row3[i];
    for (int p = i; p < to; p++) {
      double two = Math.fma(s1, row1[p], Math.fma(s0, row0[p], sum[p]));
      sum[p] = Math.fma(s3, row3[p], Math.fma(s2, row2[p], two));
    }
  }

  private static double dot(double[] a, double[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int p = from;
    for (; p + LANES <= to; p += LANES) {
      s0 = Math.fma(a[p], b[p], s0);
      s1 = Math.fma(a[p + 1], b[p + 1], s1);
      s2 = Math.fma(a[p + 2], b[p + 2], s2);
      s3 = Math.fma(a[p + 3], b[p + 3], s3);
    }
    for (; p < to; p++) {
      s0 = Math.fma(a[p], b[p], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }
}
