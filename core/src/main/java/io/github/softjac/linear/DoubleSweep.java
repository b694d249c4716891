package io.github.softjac.linear;

import io.github.softjac.cost.BatchCost;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A piece of rows in double throughout: plain loops, to measure the others by.
final class DoubleSweep implements Sweep {

  private final Features x;
  private final Targets targets;
  private final BatchCost cost;
  private final int columns;
  private final int classes;
  private final float[] rows;
  private final double[] z;
  private final double[] change;
  private final double[] dz;
  private final int[] labels;
  private final double[] t;
  private final double[] weights;
  private final double[] partial;

  DoubleSweep(Features x, Targets targets, BatchCost cost, int classes) {
    this.x = x;
    this.targets = targets;
    this.cost = cost;
    this.classes = classes;
    columns = x.columns();
    int most = Math.min(ROWS, x.rows());
    rows = new float[x instanceof RowReader ? Math.multiplyExact(most, columns) : 0];
    z = new double[Math.multiplyExact(most, classes)];
    change = new double[z.length];
    dz = new double[z.length];
    labels = new int[most];
    t = new double[targets.t() == null ? 0 : z.length];
    weights = new double[most];
    partial = new double[classes * (columns + 1)];
  }

  @Override
  public double run(int from, double[] w, double @Nullable [] v, boolean derivative) {
    int count = Math.min(ROWS, x.rows() - from);
    if (x instanceof RowReader reader) {
      reader.read(from, count, rows);
    }
    logits(from, count, w, z);
    loadTargets(from, count);
    double[] sampleWeights = targets.weights() == null ? null : weights;
    double loss;
    if (v != null) {
      logits(from, count, v, change);
      if (targets.labels() != null) {
        cost.hessianProduct(z, labels, sampleWeights, change, dz, count, classes);
      } else {
        cost.hessianProduct(z, t, sampleWeights, change, dz, count, classes);
      }
      loss = 0;
    } else if (derivative) {
      loss =
          targets.labels() != null
              ? cost.gradient(z, labels, sampleWeights, dz, count, classes)
              : cost.gradient(z, t, sampleWeights, dz, count, classes);
    } else {
      return targets.labels() != null
          ? cost.value(z, labels, sampleWeights, count, classes)
          : cost.value(z, t, sampleWeights, count, classes);
    }
    backward(from, count);
    return loss;
  }

  private void loadTargets(int from, int count) {
    if (targets.labels() != null) {
      System.arraycopy(targets.labels(), from, labels, 0, count);
    }
    float[] all = targets.t();
    if (all != null) {
      for (int i = 0; i < count * classes; i++) {
        t[i] = all[from * classes + i];
      }
    }
    float[] sampleWeights = targets.weights();
    if (sampleWeights != null) {
      for (int i = 0; i < count; i++) {
        weights[i] = sampleWeights[from + i];
      }
    }
  }

  /// `z_i = W x_i + b`, columns ascending.
  private void logits(int from, int count, double[] w, double[] z) {
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < classes; k++) {
        z[i * classes + k] =
            switch (x) {
              case DenseRows dense -> dot(dense.values(), (from + i) * columns, w, k);
              case RowReader _ -> dot(rows, i * columns, w, k);
              case SparseRows sparse -> dot(sparse, from + i, w, k);
            };
      }
    }
  }

  private double dot(float[] values, int at, double[] w, int k) {
    double sum = w[classes * columns + k];
    for (int j = 0; j < columns; j++) {
      sum = Math.fma(values[at + j], w[k * columns + j], sum);
    }
    return sum;
  }

  private double dot(SparseRows sparse, int row, double[] w, int k) {
    double sum = w[classes * columns + k];
    for (int e = sparse.starts()[row]; e < sparse.starts()[row + 1]; e++) {
      sum = Math.fma(sparse.values()[e], w[k * columns + sparse.columnOf()[e]], sum);
    }
    return sum;
  }

  /// `dW = Σ_i dz_i x_iᵀ`, rows ascending.
  private void backward(int from, int count) {
    Arrays.fill(partial, 0);
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < classes; k++) {
        double d = dz[i * classes + k];
        partial[classes * columns + k] += d;
        switch (x) {
          case DenseRows dense -> add(d, dense.values(), (from + i) * columns, k);
          case RowReader _ -> add(d, rows, i * columns, k);
          case SparseRows sparse -> add(d, sparse, from + i, k);
        }
      }
    }
  }

  private void add(double d, float[] values, int at, int k) {
    for (int j = 0; j < columns; j++) {
      partial[k * columns + j] = Math.fma(d, values[at + j], partial[k * columns + j]);
    }
  }

  private void add(double d, SparseRows sparse, int row, int k) {
    for (int e = sparse.starts()[row]; e < sparse.starts()[row + 1]; e++) {
      int at = k * columns + sparse.columnOf()[e];
      partial[at] = Math.fma(d, sparse.values()[e], partial[at]);
    }
  }

  @Override
  public void addTo(double[] result) {
    for (int i = 0; i < partial.length; i++) {
      result[i] += partial[i];
    }
  }
}
