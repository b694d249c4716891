package io.github.softjac.cost;

import io.github.softjac.softmax.Softmax;
import java.util.Arrays;

/// A block of rows for a cost that knows one row at a time.
///
/// Its arrays are as long as a row: a cost may go by their length. [DoubleRows] is the same in
/// double.
final class FloatRows {

  private float[] zRow = {};
  private float[] tRow = {};
  private float[] dzRow = {};

  /// `L(softmax(z), t)` of each row and its derivative by the logits; `z` is lost.
  void logitGradients(
      Cost cost, float[] z, float[] t, float[] dz, double[] losses, int rows, int classes) {
    resize(classes);
    boolean byLogits = CostForm.of(cost).floatLogits;
    if (!byLogits) {
      Softmax.forward(z, z, rows, classes);
    }
    for (int row = 0; row < rows; row++) {
      System.arraycopy(t, row * classes, tRow, 0, classes);
      losses[row] = row(cost, byLogits, z, dz, row * classes, classes);
    }
    if (!byLogits) {
      Softmax.backward(z, dz, dz, rows, classes);
    }
  }

  /// The same for labels.
  void logitGradients(
      Cost cost, float[] z, int[] labels, float[] dz, double[] losses, int rows, int classes) {
    resize(classes);
    boolean byLogits = CostForm.of(cost).floatLogits;
    if (!byLogits) {
      Softmax.forward(z, z, rows, classes);
    }
    Arrays.fill(tRow, 0);
    for (int row = 0; row < rows; row++) {
      tRow[labels[row]] = 1;
      losses[row] = row(cost, byLogits, z, dz, row * classes, classes);
      tRow[labels[row]] = 0;
    }
    if (!byLogits) {
      Softmax.backward(z, dz, dz, rows, classes);
    }
  }

  /// `L(softmax(z), t)` of the row at `offset` and its derivative by the logits, by the cost's own
  /// way.
  double row(Cost cost, float[] z, float[] t, float[] dz, int offset, int classes) {
    return row(cost, z, offset, t, offset, dz, offset, classes);
  }

  /// The same where logits, targets and gradient lie at offsets of their own.
  double row(
      Cost cost, float[] z, int zOffset, float[] t, int tOffset, float[] dz, int to, int classes) {
    resize(classes);
    System.arraycopy(t, tOffset, tRow, 0, classes);
    System.arraycopy(z, zOffset, zRow, 0, classes);
    double loss = cost.logitGradient(zRow, tRow, zRow, dzRow);
    System.arraycopy(dzRow, 0, dz, to, classes);
    Arrays.fill(tRow, 0);
    return loss;
  }

  /// The same for a label.
  double row(Cost cost, float[] z, int label, float[] dz, int offset, int classes) {
    resize(classes);
    Arrays.fill(tRow, 0);
    tRow[label] = 1;
    double loss = row(cost, true, z, dz, offset, classes);
    tRow[label] = 0;
    return loss;
  }

  /// The row at `offset`, in which z stands for softmax(z) unless the cost goes by the logits.
  private double row(Cost cost, boolean byLogits, float[] z, float[] dz, int offset, int classes) {
    System.arraycopy(z, offset, zRow, 0, classes);
    double loss =
        byLogits ? cost.logitGradient(zRow, tRow, zRow, dzRow) : cost.gradient(zRow, tRow, dzRow);
    System.arraycopy(dzRow, 0, dz, offset, classes);
    return loss;
  }

  private void resize(int classes) {
    if (zRow.length != classes) {
      zRow = new float[classes];
      tRow = new float[classes];
      dzRow = new float[classes];
    }
  }
}
