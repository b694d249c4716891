package io.github.softjac.trainer;

import io.github.softjac.linear.SparseRows;
import java.util.SplittableRandom;

/// Tables for tests.
final class RandomData {

  private RandomData() {}

  /// Overlapping clouds, one a class, so that no class can be told apart perfectly.
  static Dataset clouds(int rows, int columns, int classes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] centres = new float[classes][columns];
    for (float[] centre : centres) {
      for (int j = 0; j < columns; j++) {
        centre[j] = (float) (2 * random.nextDouble() - 1);
      }
    }
    float[] features = new float[rows * columns];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextInt(classes);
      for (int j = 0; j < columns; j++) {
        features[row * columns + j] = (float) (centres[labels[row]][j] + random.nextGaussian());
      }
    }
    return new Dataset(features, columns, labels, null, classes);
  }

  /// The same rows, with random weights in `[0, 2)` and every tenth 0.
  static Dataset weighted(Dataset data, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] weights = new float[data.rows()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = row % 10 == 3 ? 0 : (float) (2 * random.nextDouble());
    }
    return data.withWeights(weights);
  }

  /// The same rows as sparse ones.
  static Dataset sparse(Dataset data) {
    int columns = data.columns();
    int[] starts = new int[data.rows() + 1];
    int[] columnOf = new int[data.rows() * columns];
    float[] values = new float[data.rows() * columns];
    float[] x = new float[columns];
    int entries = 0;
    for (int row = 0; row < data.rows(); row++) {
      data.copyRow(row, x, 0);
      for (int j = 0; j < columns; j++) {
        if (x[j] != 0) {
          columnOf[entries] = j;
          values[entries++] = x[j];
        }
      }
      starts[row + 1] = entries;
    }
    return new Dataset(
        new SparseRows(starts, columnOf, values, columns),
        data.labels(),
        data.weights(),
        data.classes());
  }

  /// The four corners of a square, the label that of exclusive or.
  static Dataset exclusiveOr() {
    return new Dataset(
        new float[] {-1, -1, -1, 1, 1, -1, 1, 1}, 2, new int[] {0, 1, 1, 0}, null, 2);
  }
}
