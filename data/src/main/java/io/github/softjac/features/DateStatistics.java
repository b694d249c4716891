package io.github.softjac.features;

import io.github.softjac.schema.DateColumn;
import io.github.softjac.table.DateCells;

/// What is learned about a column of dates.
final class DateStatistics {

  /// Seconds a day.
  static final double DAY = 86_400;

  private DateStatistics() {}

  static DateColumn column(NumericStatistics days, DateCells cells, int[] rows) {
    boolean time = false;
    for (int row : rows) {
      double seconds = cells.at(row);
      time |= !Double.isNaN(seconds) && seconds != DAY * Math.floor(seconds / DAY);
    }
    return new DateColumn(
        days.name(), days.mean(), days.standardDeviation(), time, days.missing() > 0);
  }
}
