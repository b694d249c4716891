package io.github.softjac.table;

/// Dates by row.
public final class DateCells implements TableColumn {

  private final String name;
  private final NumberPages seconds;

  DateCells(String name, NumberPages seconds) {
    this.name = name;
    this.seconds = seconds;
  }

  @Override
  public String name() {
    return name;
  }

  /// Seconds since 1970 in UTC; NaN where the date is missing.
  public double at(int row) {
    return seconds.at(row);
  }
}
