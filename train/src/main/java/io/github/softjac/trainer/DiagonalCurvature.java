package io.github.softjac.trainer;

import io.github.softjac.linear.SparseRows;
import io.github.softjac.optimizer.Preconditioner;

/// The inverse of the Hessian's diagonal, `d_kj = Σ_i h_ik x_ij² + l2` over the rows of a
/// [CurvatureSample], without l2 for the intercepts.
///
/// @param diagonal d, every element above 0, in the order of the parameters
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record DiagonalCurvature(double[] diagonal) implements Preconditioner {

  /// An element's least share of the mean.
  private static final double FLOOR = 1e-10;

  /// The diagonal at these parameters.
  static DiagonalCurvature at(double[] w, Dataset data, CurvatureSample sample, double l2) {
    int columns = data.columns();
    int classes = data.classes();
    double[][] h = sample.at(w);
    double[] d = new double[classes * (columns + 1)];
    float[] x = new float[data.features() instanceof SparseRows ? 0 : columns];
    for (int i = 0; i < sample.size(); i++) {
      if (data.features() instanceof SparseRows sparse) {
        addSparse(sparse, sample.row(i), h[i], d);
      } else {
        data.copyRow(sample.row(i), x, 0);
        addDense(x, h[i], d);
      }
      for (int k = 0; k < classes; k++) {
        d[classes * columns + k] += h[i][k];
      }
    }
    double sum = 0;
    for (int i = 0; i < d.length; i++) {
      d[i] += i < classes * columns ? l2 : 0;
      sum += d[i];
    }
    double floor = sum > 0 ? FLOOR * sum / d.length : 1;
    for (int i = 0; i < d.length; i++) {
      d[i] = Math.max(d[i], floor);
    }
    return new DiagonalCurvature(d);
  }

  private static void addDense(float[] x, double[] h, double[] d) {
    for (int k = 0; k < h.length; k++) {
      for (int j = 0; j < x.length; j++) {
        d[k * x.length + j] += h[k] * x[j] * x[j];
      }
    }
  }

  private static void addSparse(SparseRows sparse, int row, double[] h, double[] d) {
    for (int e = sparse.starts()[row]; e < sparse.starts()[row + 1]; e++) {
      double square = (double) sparse.values()[e] * sparse.values()[e];
      for (int k = 0; k < h.length; k++) {
        int at = k * sparse.columns() + sparse.columnOf()[e];
        d[at] = Math.fma(h[k], square, d[at]);
      }
    }
  }

  @Override
  public void solve(double[] r, double[] s) {
    for (int i = 0; i < r.length; i++) {
      s[i] = r[i] / diagonal[i];
    }
  }
}
