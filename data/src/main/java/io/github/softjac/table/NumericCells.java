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

  /// The numbers in the rows `rows[from], rows[from + 1], …`, NaN where they are missing.
  public void copy(int[] rows, int from, int count, double[] to) {
    numbers.copy(rows, from, count, to);
  }
}
