package io.github.softjac.data;

import io.github.softjac.data.DataException.Fault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The rows of a source, or of a chunk of one, one at a time: typed cells under a cursor.
///
/// ```java
/// while (rows.next()) {
///   double x = rows.number(0);
/// }
/// ```
///
/// Rows and lines of a chunk count from its start.
public abstract class Rows {

  private final String source;
  private final Header header;

  /// Rows of a source with these columns.
  protected Rows(String source, Header header) {
    this.source = source;
    this.header = header;
  }

  /// What is read, for messages.
  public final String source() {
    return source;
  }

  /// The names of the columns.
  public final Header header() {
    return header;
  }

  /// Goes to the next row. After a [DataException] of one row ([DataException#isOfOneRow]) it can
  /// be called again, for the row after the bad one.
  ///
  /// @return whether there is one
  /// @throws DataException if the row is none
  /// @throws IOException if reading fails
  public abstract boolean next() throws IOException, DataException;

  /// The number of the row, from 1; 0 before the first.
  public abstract long row();

  /// The line on which the row starts, from 1; 0 where the format has no lines.
  public abstract long line();

  /// After the last row: how many lines there were; 0 where the format has no lines.
  public abstract long lines();

  /// Whether the cell stands for a missing value.
  public abstract boolean isMissing(int column);

  /// The number in the cell; NaN if there is none.
  public abstract double number(int column);

  /// The numbers of the column in all rows of the chunk, by row from 0, NaN where the cell is
  /// missing; `null` unless the source has them at hand and every cell is a number or missing. They
  /// are the same that [#number] gives row by row, and not to be changed.
  public double @Nullable [] numbers(int column) {
    return null;
  }

  /// The cell as text.
  public abstract String text(int column);

  /// The sparse vector in the cell; `null` if the column holds none.
  public @Nullable SparseVector vector(int column) {
    return null;
  }

  /// What to throw where the present row cannot be used.
  public DataException badRow(Fault fault, String problem) {
    return new DataException(source, row(), line(), null, fault, problem);
  }

  /// What to throw where a cell of the present row cannot be used.
  public DataException badCell(int column, Fault fault, String problem) {
    return new DataException(source, row(), line(), header.names().get(column), fault, problem);
  }
}
