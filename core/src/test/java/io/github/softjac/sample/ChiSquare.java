package io.github.softjac.sample;

/// Pearson's test of draws against a distribution.
final class ChiSquare {

  private ChiSquare() {}

  /// `Σ (count − n p)² / (n p)`, brought to a standard normal by Wilson and Hilferty's cube root
  /// (PNAS 17(12), 1931). Beyond 4 happens once in 30,000 right samplers; seeds are fixed.
  static double deviation(long[] counts, double[] p) {
    long draws = 0;
    for (long count : counts) {
      draws += count;
    }
    double statistic = 0;
    int freedom = -1;
    for (int k = 0; k < p.length; k++) {
      if (p[k] == 0) {
        statistic += counts[k] > 0 ? Double.POSITIVE_INFINITY : 0;
        continue;
      }
      double expected = draws * p[k];
      statistic += (counts[k] - expected) * (counts[k] - expected) / expected;
      freedom++;
    }
    double variance = 2.0 / (9 * freedom);
    return (Math.cbrt(statistic / freedom) - (1 - variance)) / Math.sqrt(variance);
  }
}
