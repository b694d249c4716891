package io.github.softjac.trainer;

import io.github.softjac.linear.DenseRows;
import io.github.softjac.linear.Features;
import io.github.softjac.linear.RowReader;
import io.github.softjac.linear.SparseRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows to train on or to measure with: features, a label each, and a weight each.
///
/// The features lie in memory, with or without their zeros, or are read a few rows at a time.
///
/// Labels and weights are checked once, here; nothing is copied, and nothing must be changed
/// afterwards.
///
/// @param features of each row
/// @param labels class of each row `[rows]`, in `[0, classes)`
/// @param weights `[rows]`, finite and 0 or more; `null`: 1 each
/// @param classes number of classes K, at least 1
// Two tables are never compared; the record's identity-like equality of arrays does no harm.
@SuppressWarnings("ArrayRecordComponent")
public record Dataset(Features features, int[] labels, float @Nullable [] weights, int classes) {

  /// Checks everything.
  ///
  /// @throws IllegalArgumentException if there are not as many labels as rows, or a label or a
  ///   weight is not as stated above; the message names the row, the value and what is allowed
  // Not the compact form: javac leaves the annotation of weights out of that one's class file.
  public Dataset(Features features, int[] labels, float @Nullable [] weights, int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("classes is " + classes + ": at least 1 is needed");
    }
    if (features.rows() != labels.length) {
      throw new IllegalArgumentException(
          "labels has %d elements: there are %d rows".formatted(labels.length, features.rows()));
    }
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "label of row %d is %d: a label must be in [0, %d)"
                .formatted(row, labels[row], classes));
      }
    }
    if (weights != null) {
      checkWeights(weights, labels.length);
    }
    this.features = features;
    this.labels = labels;
    this.weights = weights;
    this.classes = classes;
  }

  /// Rows in memory, with all their features.
  ///
  /// @param features row-major `[rows × columns]`, all finite
  /// @param columns number of features of a row, at least 1
  /// @throws IllegalArgumentException if a length, a feature, a label or a weight is not as stated;
  ///   the message names the row, the column, the value and what is allowed
  public Dataset(
      float[] features, int columns, int[] labels, float @Nullable [] weights, int classes) {
    this(new DenseRows(features, labels.length, columns), labels, weights, classes);
  }

  private static void checkWeights(float[] weights, int rows) {
    if (weights.length != rows) {
      throw new IllegalArgumentException(
          "weights has %d elements: %d rows need %d".formatted(weights.length, rows, rows));
    }
    for (int row = 0; row < rows; row++) {
      if (!(weights[row] >= 0) || !Float.isFinite(weights[row])) {
        throw new IllegalArgumentException(
            "weight of row %d is %s: a weight must be finite and 0 or more"
                .formatted(row, weights[row]));
      }
    }
  }

  /// Number of rows.
  public int rows() {
    return labels.length;
  }

  /// Weight of a row; 1 where there are no weights.
  public float weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /// `Σ w`, summed in row order in double.
  public double totalWeight() {
    if (weights == null) {
      return labels.length;
    }
    double total = 0;
    for (float weight : weights) {
      total += weight;
    }
    return total;
  }

  /// Number of features of a row.
  public int columns() {
    return features.columns();
  }

  /// Copies all features of a row, the zeros as well.
  ///
  /// @param x receives them, from index `at` on
  public void copyRow(int row, float[] x, int at) {
    int columns = columns();
    switch (features) {
      case DenseRows dense -> System.arraycopy(dense.values(), row * columns, x, at, columns);
      case SparseRows sparse -> {
        Arrays.fill(x, at, at + columns, 0f);
        for (int e = sparse.starts()[row]; e < sparse.starts()[row + 1]; e++) {
          x[at + sparse.columnOf()[e]] = sparse.values()[e];
        }
      }
      case RowReader reader -> {
        float[] only = new float[columns];
        reader.read(row, 1, only);
        System.arraycopy(only, 0, x, at, columns);
      }
    }
  }

  /// The same rows with other weights.
  ///
  /// @throws IllegalArgumentException if a weight is not as stated above
  public Dataset withWeights(float @Nullable [] weights) {
    return new Dataset(features, labels, weights, classes);
  }

  /// These rows, in this order, as a new table.
  ///
  /// @param indices rows of this table; one may come several times
  /// @throws IndexOutOfBoundsException if there is no such row
  public Dataset rows(int[] indices) {
    Features chosen = features.select(indices);
    int[] chosenLabels = new int[indices.length];
    float[] chosenWeights = weights == null ? null : new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      chosenLabels[i] = labels[indices[i]];
      if (chosenWeights != null) {
        chosenWeights[i] = weight(indices[i]);
      }
    }
    return new Dataset(chosen, chosenLabels, chosenWeights, classes);
  }
}
