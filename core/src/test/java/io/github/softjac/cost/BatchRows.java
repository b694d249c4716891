package io.github.softjac.cost;

import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A random batch: logits, labels of which some are to be ignored, soft targets or none, weights.
final class BatchRows {

  /// The label to ignore.
  static final int IGNORED = -9;

  final int rows;
  final int classes;
  final double[] z;
  final int[] labels;
  double @Nullable [] softTargets;
  double @Nullable [] weights;

  private BatchRows(int rows, int classes) {
    this.rows = rows;
    this.classes = classes;
    z = new double[rows * classes];
    labels = new int[rows];
  }

  /// All labels are classes, and there are no weights.
  static BatchRows random(long seed, int rows, int classes) {
    BatchRows batch = new BatchRows(rows, classes);
    RandomRows random = new RandomRows(seed);
    double[] z = random.normal(rows * classes, 1.5, 0);
    System.arraycopy(z, 0, batch.z, 0, z.length);
    for (int row = 0; row < rows; row++) {
      batch.labels[row] = random.integer(0, classes);
    }
    return batch;
  }

  /// Every third target is as good as one-hot, the others are soft.
  BatchRows withSoftTargets(long seed) {
    RandomRows random = new RandomRows(seed);
    double[] t = new double[rows * classes];
    for (int row = 0; row < rows; row++) {
      double[] target = row % 3 == 2 ? random.oneHot(classes) : random.distribution(classes);
      System.arraycopy(target, 0, t, row * classes, classes);
    }
    softTargets = t;
    return this;
  }

  BatchRows withWeights(long seed) {
    RandomRows random = new RandomRows(seed);
    double[] w = new double[rows];
    for (int row = 0; row < rows; row++) {
      w[row] = row % 4 == 1 ? 0 : random.integer(1, 64) / 16.0;
    }
    weights = w;
    return this;
  }

  BatchRows withIgnored() {
    for (int row = 0; row < rows; row += 5) {
      labels[row] = IGNORED;
    }
    return this;
  }

  /// Soft targets, or else the labels as one-hot rows; one of zeros for a label to ignore.
  double[] targets() {
    if (softTargets != null) {
      return softTargets;
    }
    double[] t = new double[rows * classes];
    for (int row = 0; row < rows; row++) {
      if (labels[row] != IGNORED) {
        t[row * classes + labels[row]] = 1;
      }
    }
    return t;
  }

  double weight(int row) {
    return labels[row] == IGNORED && softTargets == null ? 0 : weights == null ? 1 : weights[row];
  }

  double[] row(double[] values, int row) {
    return Arrays.copyOfRange(values, row * classes, (row + 1) * classes);
  }

  /// The rows `[from, to)` as a batch of their own.
  BatchRows part(int from, int to) {
    BatchRows part = new BatchRows(to - from, classes);
    System.arraycopy(z, from * classes, part.z, 0, part.z.length);
    System.arraycopy(labels, from, part.labels, 0, part.rows);
    if (softTargets != null) {
      part.softTargets = Arrays.copyOfRange(softTargets, from * classes, to * classes);
    }
    if (weights != null) {
      part.weights = Arrays.copyOfRange(weights, from, to);
    }
    return part;
  }
}
