package io.github.softjac.evaluate;

/// Adds rows up to [Metrics], as they come: a table of any length takes the same memory.
///
/// Sums are made of pieces of 1024 rows, counted over all rows, so they do not depend on how many
/// rows come at a time.
public final class MetricSums {

  private static final int PIECE = 1024;

  private final long[][] confusion;
  private final Sums total = new Sums();
  private final Sums piece = new Sums();
  private long rows;
  private boolean weighted;

  /// @param classes K
  public MetricSums(int classes) {
    confusion = new long[classes][classes];
  }

  /// Adds rows after those before.
  public void add(ScoredRows scored) {
    for (int i = 0; i < scored.rows(); i++) {
      confusion[scored.label(i)][scored.predicted(i)]++;
      if (scored.weight(i) > 0) {
        piece.add(scored, i);
        weighted = true;
      }
      rows++;
      if (rows % PIECE == 0) {
        total.take(piece);
      }
    }
  }

  /// How many rows there were.
  public long rows() {
    return rows;
  }

  /// Whether a row had a weight above 0.
  public boolean isWeighted() {
    return weighted;
  }

  /// The metrics of all rows; no more can be added.
  ///
  /// @throws IllegalArgumentException if all weight is 0
  public Metrics metrics() {
    if (!weighted) {
      throw new IllegalArgumentException(
          "data of %d rows and a total weight of 0.0: a weight above 0 is needed".formatted(rows));
    }
    total.take(piece);
    double weight = 0;
    double correct = 0;
    double gap = 0;
    for (int bin = 0; bin < Metrics.BINS; bin++) {
      weight += total.weight[bin];
      correct += total.correct[bin];
      gap += Math.abs(total.correct[bin] - total.confidence[bin]);
    }
    return new Metrics(
        rows,
        correct / weight,
        total.logLoss / weight,
        total.brier / weight,
        gap / weight,
        confusion);
  }

  /// Weighted sums over some rows; three of them by bins of the confidence.
  private static final class Sums {

    private final double[] weight = new double[Metrics.BINS];
    private final double[] correct = new double[Metrics.BINS];
    private final double[] confidence = new double[Metrics.BINS];
    private double logLoss;
    private double brier;

    void add(ScoredRows scored, int i) {
      double w = scored.weight(i);
      logLoss += w * scored.logLoss(i);
      brier += w * scored.brier(i);
      int bin = Math.min((int) (scored.confidence(i) * Metrics.BINS), Metrics.BINS - 1);
      weight[bin] += w;
      confidence[bin] += w * scored.confidence(i);
      correct[bin] += scored.predicted(i) == scored.label(i) ? w : 0;
    }

    /// Adds the others, which are 0 afterwards.
    void take(Sums others) {
      logLoss += others.logLoss;
      brier += others.brier;
      others.logLoss = 0;
      others.brier = 0;
      take(weight, others.weight);
      take(correct, others.correct);
      take(confidence, others.confidence);
    }

    private static void take(double[] sums, double[] others) {
      for (int bin = 0; bin < sums.length; bin++) {
        sums[bin] += others[bin];
        others[bin] = 0;
      }
    }
  }
}
