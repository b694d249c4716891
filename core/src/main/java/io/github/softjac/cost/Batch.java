package io.github.softjac.cost;

import io.github.softjac.internal.kernel.Rows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Weighted means over the rows of a batch, for any cost.
final class Batch {

  private Batch() {}

  static double meanLogitGradient(
      Cost cost,
      float[] z,
      float[] t,
      float @Nullable [] weights,
      float[] dz,
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
        if (!(weights[row] >= 0 && weights[row] <= Float.MAX_VALUE)) {
          throw badWeight(row, String.valueOf(weights[row]));
        }
        totalWeight += weights[row];
      }
    }
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
      double share = weight / totalWeight;
      for (int k = 0; k < classes; k++) {
        dz[offset + k] = (float) (share * dzRow[k]);
      }
    }
    return sum / totalWeight;
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
