package io.github.softjac.schema;

/// Numbers, standardised: see [#scaled]; the feature of a missing cell is 0, that of the mean.
///
/// @param mean of the training rows that have a value
/// @param standardDeviation of the same rows, the population form (divided by n); 0 where the
///   training rows hold one value beside missing ones: then the feature is 0 everywhere
/// @param missingIndicator whether a second feature says 1 where the cell is missing and else 0:
///   there is one if a cell of the training rows was missing
public record NumericColumn(
    String name, double mean, double standardDeviation, boolean missingIndicator)
    implements Column {

  private static final double FARTHEST = 1e6;

  /// Checks the statistics.
  ///
  /// @throws IllegalArgumentException if the mean is not finite, or the standard deviation is not
  ///   finite and 0 or more
  public NumericColumn {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException(
          "mean of column \"" + name + "\" is " + mean + ": it must be finite");
    }
    if (!(standardDeviation >= 0) || !Double.isFinite(standardDeviation)) {
      throw new IllegalArgumentException(
          "standard deviation of column \""
              + name
              + "\" is "
              + standardDeviation
              + ": it must be finite and 0 or more");
    }
  }

  /// The feature of a number: `(x − mean) / standardDeviation`, kept within ±1e6.
  ///
  /// No training row of fewer than 1e12 rows is that far out, since the largest of n standardised
  /// numbers is at most `√(n − 1)`; the limit keeps a wild number at prediction from becoming an
  /// infinity in float and the whole prediction from becoming NaN.
  public float scaled(double x) {
    if (standardDeviation == 0) {
      return 0;
    }
    double scaled = (x - mean) / standardDeviation;
    return (float) Math.clamp(scaled, -FARTHEST, FARTHEST);
  }

  /// The features of several numbers, each as [#scaled(double)] gives it; NaN stays NaN.
  public void scaled(double[] x, int count, float[] to) {
    if (standardDeviation == 0) {
      for (int i = 0; i < count; i++) {
        to[i] = Double.isNaN(x[i]) ? Float.NaN : 0;
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      to[i] = (float) Math.clamp((x[i] - mean) / standardDeviation, -FARTHEST, FARTHEST);
    }
  }

  @Override
  public int features() {
    return missingIndicator ? 2 : 1;
  }
}
