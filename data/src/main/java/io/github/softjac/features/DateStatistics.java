package io.github.softjac.features;

import io.github.softjac.schema.DateColumn;
import io.github.softjac.table.DateCells;

/// What is learned about a column of dates.
final class DateStatistics {

  /// Seconds a day.
  static final double DAY = 86_400;

  private DateStatistics() {}

  /// The days of a column by row.
  static NumericStatistics.Cells days(DateCells cells) {
    return (rows, from, count, to) -> {
      for (int i = 0; i < count; i++) {
        to[i] = cells.at(rows[from + i]) / DAY;
      }
    };
  }

  static DateColumn column(NumericStatistics days, DateCells cells, int[] rows) {
    boolean time = false;
    for (int row : rows) {
      double seconds = cells.at(row);
      time |= !Double.isNaN(seconds) && seconds != DAY * Math.floor(seconds / DAY);
    }
    return new DateColumn(
        days.name(), days.mean(), days.standardDeviation(), time, days.isIndicated());
  }
}
