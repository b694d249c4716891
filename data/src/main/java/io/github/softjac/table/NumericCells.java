package io.github.softjac.table;

/// Numbers by row.
public final class NumericCells implements TableColumn {

  private final String name;
  private final NumberPages numbers;

  NumericCells(String name, NumberPages numbers) {
    this.name = name;
    this.numbers = numbers;
  }

  @Override
  public String name() {
    return name;
  }

  /// The number in the row; NaN where it is missing.
  public double at(int row) {
    return numbers.at(row);
  }
}
