package io.github.softjac.schema;

/// Numbers, standardised: the feature of `x` is `(x − mean) / standardDeviation`, and 0 where the
/// cell is missing.
///
/// @param mean of the training rows that have a value
/// @param standardDeviation of the same rows, the population form (divided by n); 0 where the
///   training rows hold one value beside missing ones: then the feature is 0 everywhere
/// @param missingIndicator whether a second feature says 1 where the cell is missing and else 0:
///   there is one if a cell of the training rows was missing
public record NumericColumn(
    String name, double mean, double standardDeviation, boolean missingIndicator)
    implements Column {

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

  @Override
  public int features() {
    return missingIndicator ? 2 : 1;
  }
}
