package io.github.softjac.schema;

/// Dates: the day, standardised, the season as a point on a circle, the day of the week, and, where
/// there are times, the time of day as a point on a circle.
///
/// Features, in this order: `(day − mean) / standardDeviation`, with fractions of days since 1970
/// in UTC; `sin` and `cos` of `2π · (day of the year from 0) / 365.25`; seven for Monday to Sunday,
/// one of them 1; with times `sin` and `cos` of `2π · (seconds of the day) / 86,400`; with missing
/// cells in the training rows, one that is 1 where the date is missing. All others are 0 then.
///
/// @param mean of the days of the training rows
/// @param standardDeviation of the same, the population form; 0: the day is no feature but 0
/// @param time whether a training row had a time other than midnight
/// @param missingIndicator whether a training row had no date
public record DateColumn(
    String name, double mean, double standardDeviation, boolean time, boolean missingIndicator)
    implements Column {

  /// Checks the statistics.
  ///
  /// @throws IllegalArgumentException as [NumericColumn]
  public DateColumn {
    new NumericColumn(name, mean, standardDeviation, missingIndicator);
  }

  /// The feature of a day.
  public float scaled(double day) {
    return new NumericColumn(name, mean, standardDeviation, missingIndicator).scaled(day);
  }

  @Override
  public int features() {
    return 10 + (time ? 2 : 0) + (missingIndicator ? 1 : 0);
  }
}
