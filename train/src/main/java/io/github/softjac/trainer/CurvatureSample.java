package io.github.softjac.trainer;

import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.linear.SparseRows;

/// Rows that stand for all in a preconditioner, and the curvature of their costs along each logit,
/// `h_ik = (v_i / Σv) max(0, ∂²L_i/∂z_k²)`, v the weights.
///
/// The rows lie evenly over the table, so nothing is drawn at random.
final class CurvatureSample {

  /// Rows of a piece of work.
  private static final int PIECE = 64;

  private final Dataset data;
  private final Cost cost;
  private final Workers workers;
  private final int[] rows;
  private final double[] shares;

  /// @param wanted how many rows, if there are as many
  CurvatureSample(Dataset data, Cost cost, int wanted, Workers workers) {
    this.data = data;
    this.cost = cost;
    this.workers = workers;
    rows = new int[Math.min(wanted, data.rows())];
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (int) ((long) i * data.rows() / rows.length);
      total += data.weight(rows[i]);
    }
    shares = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      shares[i] = total > 0 ? data.weight(rows[i]) / total : 1.0 / rows.length;
    }
  }

  /// Number of rows.
  int size() {
    return rows.length;
  }

  /// The table's number of the i-th row.
  int row(int i) {
    return rows[i];
  }

  /// `h` `[size][classes]` at these parameters.
  double[][] at(double[] w) {
    double[][] h = new double[rows.length][];
    workers.run(
        Math.ceilDiv(rows.length, PIECE),
        (piece, worker) -> {
          int to = Math.min(rows.length, (piece + 1) * PIECE);
          float[] x = new float[data.features() instanceof SparseRows ? 0 : data.columns()];
          for (int i = piece * PIECE; i < to; i++) {
            h[i] = curvature(i, w, x);
          }
        });
    return h;
  }

  private double[] curvature(int i, double[] w, float[] x) {
    int classes = data.classes();
    double[] h = new double[classes];
    if (shares[i] == 0) {
      return h;
    }
    double[] z = new double[classes];
    if (data.features() instanceof SparseRows sparse) {
      logits(sparse, rows[i], w, z);
    } else {
      data.copyRow(rows[i], x, 0);
      logits(x, w, z);
    }
    double[] t = new double[classes];
    t[data.labels()[rows[i]]] = 1;
    double[] y = new double[classes];
    double[] dz = new double[classes];
    cost.logitGradient(z, t, y, dz);
    double[] unit = new double[classes];
    double[] product = new double[classes];
    for (int k = 0; k < classes; k++) {
      double second;
      if (cost instanceof CrossEntropy) {
        second = y[k] * (1 - y[k]);
      } else {
        unit[k] = 1;
        cost.logitHessianProduct(z, t, unit, y, dz, product);
        unit[k] = 0;
        second = product[k];
      }
      // Not above 0 where the cost is not convex there, or not finite: then it says nothing.
      h[k] = second > 0 && second <= Double.MAX_VALUE ? shares[i] * second : 0;
    }
    return h;
  }

  private static void logits(float[] x, double[] w, double[] z) {
    for (int k = 0; k < z.length; k++) {
      double sum = w[z.length * x.length + k];
      for (int j = 0; j < x.length; j++) {
        sum = Math.fma(x[j], w[k * x.length + j], sum);
      }
      z[k] = sum;
    }
  }

  private static void logits(SparseRows sparse, int row, double[] w, double[] z) {
    int columns = sparse.columns();
    for (int k = 0; k < z.length; k++) {
      double sum = w[z.length * columns + k];
      for (int e = sparse.starts()[row]; e < sparse.starts()[row + 1]; e++) {
        sum = Math.fma(sparse.values()[e], w[k * columns + sparse.columnOf()[e]], sum);
      }
      z[k] = sum;
    }
  }
}
