package io.github.softjac.source;

import io.github.softjac.data.Header;
import io.github.softjac.data.NumberText;
import io.github.softjac.data.Rows;

/// Rows of a matrix, `[rows × width]`, and a label each where there are any.
final class MatrixRows extends Rows {

  private final double[] numbers;
  private final double[] labels;
  private final int width;
  private final int rows;
  private int row;

  MatrixRows(String source, Header header, double[] numbers, double[] labels, int width, int rows) {
    super(source, header);
    this.numbers = numbers;
    this.labels = labels;
    this.width = width;
    this.rows = rows;
  }

  @Override
  public boolean next() {
    if (row == rows) {
      return false;
    }
    row++;
    return true;
  }

  private double cell(int column) {
    return column == width ? labels[row - 1] : numbers[(row - 1) * width + column];
  }

  @Override
  public boolean isMissing(int column) {
    return Double.isNaN(cell(column));
  }

  @Override
  public double number(int column) {
    double number = cell(column);
    return Double.isInfinite(number) ? Double.NaN : number;
  }

  @Override
  public String text(int column) {
    return isMissing(column) ? "" : NumberText.of(cell(column));
  }

  @Override
  public long row() {
    return row;
  }

  @Override
  public long line() {
    return 0;
  }

  @Override
  public long lines() {
    return 0;
  }
}
