package io.github.softjac.source;

import io.github.softjac.data.Header;
import io.github.softjac.data.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a batch of a Parquet file.
final class ParquetRows extends Rows {

  private final ParquetColumn[] columns;
  private final int rows;
  private int row;

  ParquetRows(String source, Header header, List<ParquetColumn> columns, int rows) {
    super(source, header);
    this.columns = columns.toArray(ParquetColumn[]::new);
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

  @Override
  public boolean isMissing(int column) {
    return columns[column].isMissing(row - 1);
  }

  @Override
  public double number(int column) {
    return columns[column].number(row - 1);
  }

  @Override
  public double @Nullable [] numbers(int column) {
    return columns[column].numbers();
  }

  @Override
  public String text(int column) {
    return columns[column].text(row - 1);
  }
}
