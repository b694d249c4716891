package io.github.softjac.trainer;

import io.github.softjac.cost.Cost;
import io.github.softjac.internal.matrix.MatrixProduct;
import java.util.Arrays;

/// Scratch of one worker for [LinearObjective]: a few rows of the table, as rows and transposed, so
/// that both products, `x W` and `xᵀ dz`, run along whole arrays.
final class LinearTile {

  /// Rows of a tile: long enough for SIMD loops over rows, small enough for the L2 cache.
  static final int ROWS = 128;

  /// Columns that are transposed together, so that what is read stays in the L1 cache.
  private static final int COLUMN_BLOCK = 16;

  private final int columns;
  private final int classes;
  private final float[][] x;
  private final float[][] xTransposed;
  private final double[][] z;
  private final double[] zRow;
  private final double[] tRow;
  private final double[] yRow;
  private final double[] dzRow;

  LinearTile(int columns, int classes) {
    this.columns = columns;
    this.classes = classes;
    x = new float[ROWS][columns];
    xTransposed = new float[columns][ROWS];
    z = new double[classes][ROWS];
    zRow = new double[classes];
    tRow = new double[classes];
    yRow = new double[classes];
    dzRow = new double[classes];
  }

  /// The rows, `[ROWS][columns]`.
  float[][] x() {
    return x;
  }

  /// The gradient by the logits, `[classes][ROWS]`.
  double[][] dz() {
    return z;
  }

  void load(Dataset data, int from, int rows) {
    float[] features = data.features();
    int start = from * columns;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(features, start + row * columns, x[row], 0, columns);
    }
    for (int block = 0; block < columns; block += COLUMN_BLOCK) {
      int end = Math.min(columns, block + COLUMN_BLOCK);
      for (int j = block; j < end; j++) {
        float[] column = xTransposed[j];
        for (int row = 0; row < rows; row++) {
          column[row] = features[start + row * columns + j];
        }
      }
    }
  }

  /// `z = x W + b`, `[classes][ROWS]`.
  void logits(double[] w, int rows) {
    for (int k = 0; k < classes; k++) {
      Arrays.fill(z[k], 0, rows, w[classes * columns + k]);
    }
    MatrixProduct.add(w, xTransposed, z, classes, columns, rows);
  }

  /// Replaces the logits by the gradient, `(w_i / Σw) ∂L_i/∂z_i`.
  ///
  /// @return `Σ_i (w_i / Σw) L_i` over the rows of the tile
  double costs(Dataset data, Cost cost, double totalWeight, int from, int rows) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double share = data.weight(from + row) / totalWeight;
      if (share == 0) {
        Arrays.fill(dzRow, 0);
      } else {
        for (int k = 0; k < classes; k++) {
          zRow[k] = z[k][row];
        }
        int label = data.labels()[from + row];
        tRow[label] = 1;
        sum += share * cost.logitGradient(zRow, tRow, yRow, dzRow);
        tRow[label] = 0;
      }
      for (int k = 0; k < classes; k++) {
        z[k][row] = share * dzRow[k];
      }
    }
    return sum;
  }

  /// Adds the sum of each class's gradient.
  void addSums(double[] sums, int rows) {
    for (int k = 0; k < classes; k++) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += z[k][row];
      }
      sums[k] += sum;
    }
  }
}
