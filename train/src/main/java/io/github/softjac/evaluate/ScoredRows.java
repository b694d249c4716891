package io.github.softjac.evaluate;

import io.github.softjac.model.Network;
import io.github.softjac.model.RowLogits;
import io.github.softjac.softmax.LogSoftmax;
import io.github.softjac.softmax.Softmax;
import io.github.softjac.trainer.Dataset;

/// What each of some rows adds to [Metrics], `y` the softmax of its logits in double. Rows are
/// independent of each other, so any thread may score any of them; [MetricSums] adds them in order.
public final class ScoredRows {

  private final int[] labels;
  private final float[] weights;
  private final int[] predicted;
  private final double[] confidence;
  private final double[] logLoss;
  private final double[] brier;

  private ScoredRows(int rows) {
    labels = new int[rows];
    weights = new float[rows];
    predicted = new int[rows];
    confidence = new double[rows];
    logLoss = new double[rows];
    brier = new double[rows];
  }

  /// Scores all rows of a table.
  ///
  /// @throws IllegalArgumentException if its columns or classes are not the network's
  public static ScoredRows of(Network network, Dataset data) {
    Metrics.requireFitting(network, data);
    return of(new RowLogits(network, data.features()), data, 0, data.rows());
  }

  static ScoredRows of(RowLogits rowLogits, Dataset data, int from, int to) {
    float[] logits = new float[(to - from) * data.classes()];
    rowLogits.compute(from, to, logits);
    return of(logits, data, from, to);
  }

  /// @param logits `[(to − from) × classes]`
  static ScoredRows of(float[] logits, Dataset data, int from, int to) {
    int classes = data.classes();
    ScoredRows scored = new ScoredRows(to - from);
    double[] z = new double[classes];
    double[] y = new double[classes];
    for (int i = 0; i < to - from; i++) {
      for (int k = 0; k < classes; k++) {
        z[k] = logits[i * classes + k];
      }
      scored.labels[i] = data.labels()[from + i];
      scored.weights[i] = data.weight(from + i);
      scored.score(i, z, y);
    }
    return scored;
  }

  /// @param z logits of the row; lost
  /// @param y scratch
  private void score(int i, double[] z, double[] y) {
    int label = labels[i];
    predicted[i] = argmax(z);
    Softmax.forward(z, y, 1, z.length);
    LogSoftmax.forward(z, z, 1, z.length);
    confidence[i] = y[predicted[i]];
    logLoss[i] = -z[label];
    double squares = 0;
    for (int k = 0; k < z.length; k++) {
      double difference = y[k] - (k == label ? 1 : 0);
      squares += difference * difference;
    }
    brier[i] = squares;
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

  int rows() {
    return labels.length;
  }

  int label(int i) {
    return labels[i];
  }

  float weight(int i) {
    return weights[i];
  }

  int predicted(int i) {
    return predicted[i];
  }

  /// `max y`.
  double confidence(int i) {
    return confidence[i];
  }

  /// `−log y_label`.
  double logLoss(int i) {
    return logLoss[i];
  }

  /// `Σ_k (y_k − t_k)²`.
  double brier(int i) {
    return brier[i];
  }
}
