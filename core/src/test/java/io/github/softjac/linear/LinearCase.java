package io.github.softjac.linear;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.Cost;
import io.github.softjac.internal.parallel.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Random rows of which about half of the features are 0, with a label and a weight each.
@SuppressWarnings("ArrayRecordComponent") // never compared
record LinearCase(DenseRows dense, int[] labels, float[] weights, int classes, long seed) {

  static LinearCase of(SplittableRandom random, int rows, int columns, int classes) {
    float[] x = new float[rows * columns];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextBoolean() ? 0 : (float) random.nextGaussian();
    }
    int[] labels = new int[rows];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextInt(classes);
      weights[row] = random.nextInt(4) * 0.5f;
    }
    return new LinearCase(
        new DenseRows(x, rows, columns), labels, weights, classes, random.nextLong());
  }

  int rows() {
    return dense.rows();
  }

  LinearSoftmax model(Cost cost, Workers workers) {
    return model(dense, cost, workers);
  }

  LinearSoftmax model(Features x, Cost cost, Workers workers) {
    return LinearSoftmax.ofLabels(x, labels, weights, classes, BatchCost.of(cost), workers);
  }

  double[] parameters() {
    SplittableRandom random = new SplittableRandom(seed);
    double[] w = new double[classes * (dense.columns() + 1)];
    Arrays.setAll(w, _ -> random.nextGaussian());
    return w;
  }

  void logits(int row, double[] z) {
    double[] w = parameters();
    int columns = dense.columns();
    for (int k = 0; k < classes; k++) {
      z[k] = w[classes * columns + k];
      for (int j = 0; j < columns; j++) {
        z[k] += w[k * columns + j] * dense.values()[row * columns + j];
      }
    }
  }

  SparseRows sparse() {
    int columns = dense.columns();
    int[] starts = new int[rows() + 1];
    int[] columnOf = new int[dense.values().length];
    float[] values = new float[dense.values().length];
    int entries = 0;
    for (int row = 0; row < rows(); row++) {
      for (int j = 0; j < columns; j++) {
        float value = dense.values()[row * columns + j];
        if (value != 0) {
          columnOf[entries] = j;
          values[entries] = value;
          entries++;
        }
      }
      starts[row + 1] = entries;
    }
    return new SparseRows(starts, columnOf, values, columns);
  }

  RowReader reader() {
    return new RowReader() {
      @Override
      public int rows() {
        return dense.rows();
      }

      @Override
      public int columns() {
        return dense.columns();
      }

      @Override
      public void read(int from, int count, float[] x) {
        System.arraycopy(dense.values(), from * columns(), x, 0, count * columns());
      }
    };
  }
}
