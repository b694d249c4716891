package io.github.softjac.evaluate;

import io.github.softjac.model.RowLogits;
import io.github.softjac.softmax.LogSoftmax;
import io.github.softjac.softmax.Softmax;
import io.github.softjac.trainer.Dataset;

/// Sums over some rows, from which [Metrics] are made.
final class Tally {

  private final int classes;
  private final long[][] confusion;
  private final double[] binWeight = new double[Metrics.BINS];
  private final double[] binCorrect = new double[Metrics.BINS];
  private final double[] binConfidence = new double[Metrics.BINS];
  private double logLoss;
  private double brier;

  Tally(int classes) {
    this.classes = classes;
    confusion = new long[classes][classes];
  }

  void add(RowLogits rowLogits, Dataset data, int from, int to) {
    float[] logits = new float[(to - from) * classes];
    rowLogits.compute(from, to, logits);
    add(logits, data, from, to);
  }

  /// Adds rows whose logits are known.
  ///
  /// @param logits `[(to − from) × classes]`
  void add(float[] logits, Dataset data, int from, int to) {
    double[] z = new double[classes];
    double[] y = new double[classes];
    for (int row = from; row < to; row++) {
      for (int k = 0; k < classes; k++) {
        z[k] = logits[(row - from) * classes + k];
      }
      add(z, y, data.labels()[row], data.weight(row));
    }
  }

  /// Adds a row.
  ///
  /// @param z its logits; lost
  /// @param y scratch
  private void add(double[] z, double[] y, int label, double weight) {
    int predicted = argmax(z);
    confusion[label][predicted]++;
    if (weight == 0) {
      return;
    }
    Softmax.forward(z, y, 1, classes);
    LogSoftmax.forward(z, z, 1, classes);
    logLoss -= weight * z[label];
    double squares = 0;
    for (int k = 0; k < classes; k++) {
      double difference = y[k] - (k == label ? 1 : 0);
      squares += difference * difference;
    }
    brier += weight * squares;
    int bin = Math.min((int) (y[predicted] * Metrics.BINS), Metrics.BINS - 1);
    binWeight[bin] += weight;
    binConfidence[bin] += weight * y[predicted];
    binCorrect[bin] += predicted == label ? weight : 0;
  }

  /// The lowest of the largest.
  private static int argmax(double[] z) {
    int best = 0;
    for (int k = 1; k < z.length; k++) {
      if (z[k] > z[best]) {
        best = k;
      }
    }
    return best;
  }

  void add(Tally other) {
    logLoss += other.logLoss;
    brier += other.brier;
    for (int bin = 0; bin < Metrics.BINS; bin++) {
      binWeight[bin] += other.binWeight[bin];
      binCorrect[bin] += other.binCorrect[bin];
      binConfidence[bin] += other.binConfidence[bin];
    }
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        confusion[actual][predicted] += other.confusion[actual][predicted];
      }
    }
  }

  Metrics metrics(int rows) {
    double weight = 0;
    double correct = 0;
    double gap = 0;
    for (int bin = 0; bin < Metrics.BINS; bin++) {
      weight += binWeight[bin];
      correct += binCorrect[bin];
      gap += Math.abs(binCorrect[bin] - binConfidence[bin]);
    }
    return new Metrics(
        rows, correct / weight, logLoss / weight, brier / weight, gap / weight, confusion);
  }
}
