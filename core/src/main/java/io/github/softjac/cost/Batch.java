package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.Rows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Weighted means over the rows of a batch, for any cost.
final class Batch {

  /// The label of a row that has no say.
  private static final int IGNORED = -1;

  private Batch() {}

  static double meanLogitGradient(
      Cost cost,
      float[] z,
      float[] t,
      float @Nullable [] weights,
      float[] dz,
      int rows,
      int classes) {
    int length = check(z, t, dz, rows, classes);
    double totalWeight = totalWeight(weights, rows);
    if (totalWeight == 0) {
      Arrays.fill(dz, 0, length, 0f);
      return 0;
    }
    float[] zRow = new float[classes];
    float[] tRow = new float[classes];
    float[] dzRow = new float[classes];
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int offset = row * classes;
      double weight = weights == null ? 1 : weights[row];
      if (weight == 0) {
        Arrays.fill(dz, offset, offset + classes, 0f);
        continue;
      }
      System.arraycopy(z, offset, zRow, 0, classes);
      System.arraycopy(t, offset, tRow, 0, classes);
      sum += weight * cost.logitGradient(zRow, tRow, zRow, dzRow);
      store(dzRow, weight / totalWeight, dz, offset);
    }
    return sum / totalWeight;
  }

  /// The same for index targets: one-hot rows.
  static double meanLogitGradient(
      Cost cost,
      float[] z,
      int[] labels,
      float @Nullable [] weights,
      float[] dz,
      int rows,
      int classes) {
    int length = check(z, labels, dz, rows, classes);
    double totalWeight = totalWeight(labels, weights, rows);
    if (totalWeight == 0) {
      Arrays.fill(dz, 0, length, 0f);
      return 0;
    }
    float[] zRow = new float[classes];
    float[] tRow = new float[classes];
    float[] dzRow = new float[classes];
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int offset = row * classes;
      int label = labels[row];
      double weight = label == IGNORED ? 0 : weights == null ? 1 : weights[row];
      if (weight == 0) {
        Arrays.fill(dz, offset, offset + classes, 0f);
        continue;
      }
      System.arraycopy(z, offset, zRow, 0, classes);
      tRow[label] = 1;
      sum += weight * cost.logitGradient(zRow, tRow, zRow, dzRow);
      tRow[label] = 0;
      store(dzRow, weight / totalWeight, dz, offset);
    }
    return sum / totalWeight;
  }

  private static void store(float[] dzRow, double share, float[] dz, int offset) {
    for (int k = 0; k < dzRow.length; k++) {
      dz[offset + k] = (float) (share * dzRow[k]);
    }
  }

  /// Checks shapes and targets.
  ///
  /// @return `rows × classes`
  static int check(float[] z, float[] t, float[] dz, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("t", t.length, length, rows, classes);
    Rows.check("dz", dz.length, length, rows, classes);
    int bad = FloatKernels.firstBadTarget(t, length);
    if (bad < length) {
      throw badTarget(bad / classes, bad % classes, String.valueOf(t[bad]));
    }
    return length;
  }

  /// Checks shapes and labels.
  ///
  /// @return `rows × classes`
  static int check(float[] z, int[] labels, float[] dz, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("dz", dz.length, length, rows, classes);
    if (labels.length < rows) {
      throw new IllegalArgumentException(
          "labels has %d elements: %d rows need %d".formatted(labels.length, rows, rows));
    }
    for (int row = 0; row < rows; row++) {
      if (labels[row] < IGNORED || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "label of row %d is %d: a label must be from 0 to %d, or -1 for a row to ignore"
                .formatted(row, labels[row], classes - 1));
      }
    }
    return length;
  }

  /// The weight of all rows.
  static double totalWeight(float @Nullable [] weights, int rows) {
    if (weights == null) {
      return rows;
    }
    checkWeights(weights.length, rows);
    double total = 0;
    for (int row = 0; row < rows; row++) {
      if (!(weights[row] >= 0 && weights[row] <= Float.MAX_VALUE)) {
        throw badWeight(row, String.valueOf(weights[row]));
      }
      total += weights[row];
    }
    return total;
  }

  /// The weight of all rows that are not ignored.
  static double totalWeight(int[] labels, float @Nullable [] weights, int rows) {
    totalWeight(weights, rows);
    double total = 0;
    for (int row = 0; row < rows; row++) {
      total += labels[row] == IGNORED ? 0 : weights == null ? 1 : weights[row];
    }
    return total;
  }

  static double meanLogitGradient(
      Cost cost,
      double[] z,
      double[] t,
      double @Nullable [] weights,
      double[] dz,
      int rows,
      int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("t", t.length, length, rows, classes);
    Rows.check("dz", dz.length, length, rows, classes);
    for (int i = 0; i < length; i++) {
      if (!(t[i] >= 0)) {
        throw badTarget(i / classes, i % classes, String.valueOf(t[i]));
      }
    }
    double totalWeight = rows;
    if (weights != null) {
      checkWeights(weights.length, rows);
      totalWeight = 0;
      for (int row = 0; row < rows; row++) {
        if (!(weights[row] >= 0 && weights[row] <= Double.MAX_VALUE)) {
          throw badWeight(row, String.valueOf(weights[row]));
        }
        totalWeight += weights[row];
      }
    }
    if (totalWeight == 0) {
      Arrays.fill(dz, 0, length, 0.0);
      return 0;
    }
    double[] zRow = new double[classes];
    double[] tRow = new double[classes];
    double[] dzRow = new double[classes];
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int offset = row * classes;
      double weight = weights == null ? 1 : weights[row];
      if (weight == 0) {
        Arrays.fill(dz, offset, offset + classes, 0.0);
        continue;
      }
      System.arraycopy(z, offset, zRow, 0, classes);
      System.arraycopy(t, offset, tRow, 0, classes);
      sum += weight * cost.logitGradient(zRow, tRow, zRow, dzRow);
      double share = weight / totalWeight;
      for (int k = 0; k < classes; k++) {
        dz[offset + k] = share * dzRow[k];
      }
    }
    return sum / totalWeight;
  }

  private static IllegalArgumentException badTarget(int row, int column, String value) {
    return new IllegalArgumentException(
        "target of row %d, column %d is %s: a target must be 0 or more"
            .formatted(row, column, value));
  }

  private static void checkWeights(int found, int rows) {
    if (found < rows) {
      throw new IllegalArgumentException(
          "weights has %d elements: %d rows need %d".formatted(found, rows, rows));
    }
  }

  private static IllegalArgumentException badWeight(int row, String value) {
    return new IllegalArgumentException(
        "weight of row %d is %s: a weight must be finite and 0 or more".formatted(row, value));
  }
}
