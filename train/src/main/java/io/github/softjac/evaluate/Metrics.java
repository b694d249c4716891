package io.github.softjac.evaluate;

import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.model.Network;
import io.github.softjac.model.RowLogits;
import io.github.softjac.trainer.Dataset;

/// How good a network's predictions are. Means are weighted, `Σ w_i m_i / Σ w_i`; `y` is the
/// softmax of the network's logits, in double, and `t` the one-hot label.
///
/// @param rows number of rows
/// @param accuracy share of rows whose most probable class is the label; of classes that are
///   equally probable the lowest counts
/// @param logLoss mean of `−log y_label`, by log-sum-exp from the logits
/// @param brier mean of `Σ_k (y_k − t_k)²`, in `[0, 2]`
/// @param ece expected calibration error: rows are put in [#BINS] bins of equal width by the
///   probability of their most probable class, `[0, 1/15), [1/15, 2/15), …, [14/15, 1]`; the mean
///   over the bins, each by its share of the weight, of `|accuracy − mean probability|` (Guo et
///   al., On calibration of modern neural networks, ICML 2017)
/// @param confusion number of rows `[actual][predicted]`, not weighted
// Metrics are shown, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Metrics(
    long rows, double accuracy, double logLoss, double brier, double ece, long[][] confusion) {

  /// Bins of the calibration error.
  public static final int BINS = 15;

  /// Rows that a worker scores at a time.
  private static final int PIECE = 1024;

  /// Pieces that are scored before they are added up, which is done in order.
  private static final int WINDOW = 64;

  /// Metrics over these rows.
  ///
  /// @param threads at least 1; the result does not depend on it, to the bit
  /// @throws IllegalArgumentException if the table's columns or classes are not the network's, or
  ///   all its weight is 0, or `threads` is below 1
  public static Metrics of(Network network, Dataset data, int threads) {
    requireFitting(network, data);
    RowLogits logits = new RowLogits(network, data.features());
    MetricSums sums = new MetricSums(data.classes());
    int pieces = Math.ceilDiv(data.rows(), PIECE);
    try (Workers workers = new Workers(threads)) {
      for (int first = 0; first < pieces; first += WINDOW) {
        int from = first;
        ScoredRows[] scored = new ScoredRows[Math.min(WINDOW, pieces - from)];
        workers.run(
            scored.length,
            (i, worker) -> {
              int to = (int) Math.min(data.rows(), (from + i + 1L) * PIECE);
              scored[i] = ScoredRows.of(logits, data, (from + i) * PIECE, to);
            });
        for (ScoredRows rows : scored) {
          sums.add(rows);
        }
      }
    }
    return sums.metrics();
  }

  static void requireFitting(Network network, Dataset data) {
    if (data.columns() != network.inputs() || data.classes() != network.classes()) {
      throw new IllegalArgumentException(
          "data has %d columns and %d classes: the network has %d and %d"
              .formatted(data.columns(), data.classes(), network.inputs(), network.classes()));
    }
  }

  /// Metrics of predictions whose logits are known.
  ///
  /// @param z logits `[rows × classes]`, row-major
  /// @param temperature by which they are divided, above 0
  /// @throws IllegalArgumentException if there are not as many logits as rows and classes ask for,
  ///   or all weight is 0
  public static Metrics ofLogits(float[] z, double temperature, Dataset data) {
    if (z.length != (long) data.rows() * data.classes()) {
      throw new IllegalArgumentException(
          "z has %d elements: %d rows of %d classes need %d"
              .formatted(
                  z.length, data.rows(), data.classes(), (long) data.rows() * data.classes()));
    }
    float[] scaled = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      scaled[i] = (float) (z[i] / temperature);
    }
    MetricSums sums = new MetricSums(data.classes());
    sums.add(ScoredRows.of(scaled, data, 0, data.rows()));
    return sums.metrics();
  }
}
