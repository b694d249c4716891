package io.github.softjac.source;

import io.github.softjac.data.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows that a query gave.
final class JdbcRows extends CellRows {

  private final List<@Nullable Object[]> rows;
  private int row;

  JdbcRows(String source, Header header, List<@Nullable Object[]> rows) {
    super(source, header);
    this.rows = rows;
  }

  @Override
  public boolean next() {
    if (row == rows.size()) {
      return false;
    }
    System.arraycopy(rows.get(row), 0, cells, 0, cells.length);
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
}
