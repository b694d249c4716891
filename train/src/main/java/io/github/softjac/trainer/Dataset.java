package io.github.softjac.trainer;

import org.jspecify.annotations.Nullable;

/// Rows in memory: features, a label each, and a weight each.
///
/// Everything is checked once, here; the arrays are not copied and must not be changed afterwards.
///
/// @param features row-major `[rows × columns]`, all finite
/// @param columns number of features of a row, at least 1
/// @param labels class of each row `[rows]`, in `[0, classes)`
/// @param weights `[rows]`, finite and 0 or more; `null`: 1 each
/// @param classes number of classes K, at least 1
// Two tables are never compared; the record's identity-like equality of arrays does no harm.
@SuppressWarnings("ArrayRecordComponent")
public record Dataset(
    float[] features, int columns, int[] labels, float @Nullable [] weights, int classes) {

  /// Checks everything.
  ///
  /// @throws IllegalArgumentException if a length, a feature, a label or a weight is not as stated
  ///   above; the message names the row, the column, the value and what is allowed
  // Not the compact form: javac leaves the annotation of weights out of that one's class file.
  public Dataset(
      float[] features, int columns, int[] labels, float @Nullable [] weights, int classes) {
    if (columns < 1) {
      throw new IllegalArgumentException("columns is " + columns + ": at least 1 is needed");
    }
    if (classes < 1) {
      throw new IllegalArgumentException("classes is " + classes + ": at least 1 is needed");
    }
    long length = (long) labels.length * columns;
    if (features.length != length) {
      throw new IllegalArgumentException(
          "features has %d elements: %d rows of %d columns need %d"
              .formatted(features.length, labels.length, columns, length));
    }
    for (int i = 0; i < features.length; i++) {
      if (!Float.isFinite(features[i])) {
        throw new IllegalArgumentException(
            "feature of row %d, column %d is %s: a feature must be finite"
                .formatted(i / columns, i % columns, features[i]));
      }
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
    this.columns = columns;
    this.labels = labels;
    this.weights = weights;
    this.classes = classes;
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

  /// These rows, in this order, as a new table that shares nothing with this one.
  ///
  /// @param indices rows of this table; one may come several times
  /// @throws IndexOutOfBoundsException if there is no such row
  public Dataset rows(int[] indices) {
    float[] chosen = new float[Math.multiplyExact(indices.length, columns)];
    int[] chosenLabels = new int[indices.length];
    float[] chosenWeights = weights == null ? null : new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      int row = indices[i];
      chosenLabels[i] = labels[row];
      System.arraycopy(features, row * columns, chosen, i * columns, columns);
      if (chosenWeights != null) {
        chosenWeights[i] = weight(row);
      }
    }
    return new Dataset(chosen, columns, chosenLabels, chosenWeights, classes);
  }
}
