package io.github.softjac.data;

import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A data source that cannot be used as it is.
///
/// The message is one line that can be shown as it is: the source; the row, line and column where
/// there is one; what was found; what is allowed. A row is a data row, counted from 1 after the
/// header, blank lines not counted; a line is a line of the file, counted from 1.
public final class DataException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /// What is wrong with a row, for the counts of rows that are skipped.
  public enum Fault {
    /// Too few or too many cells.
    CELLS("wrong number of cells"),
    /// The label cell is empty or stands for a missing value.
    MISSING_LABEL("missing label"),
    /// The label is no class of the model.
    UNKNOWN_CLASS("unknown class"),
    /// A numeric column holds something else.
    NOT_A_NUMBER("not a number"),
    /// A column of dates holds something else.
    NOT_A_DATE("not a date"),
    /// The weight is no finite number of 0 or more.
    NOT_A_WEIGHT("not a weight"),
    /// The row is not what the format says a row is.
    MALFORMED("malformed row");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    /// The fault in words.
    public String words() {
      return words;
    }
  }

  private final String source;
  private final long row;
  private final long line;
  private final @Nullable String column;
  private final String problem;
  private final @Nullable Fault fault;

  /// A fault of the file as a whole.
  public DataException(Path file, String problem) {
    this(file.toString(), problem);
  }

  /// A fault of the source as a whole.
  public DataException(String source, String problem) {
    this(source, 0, 0, null, null, problem);
  }

  /// A fault of a line of the source that ends the reading: rows after it cannot be told apart.
  ///
  /// @param line the line of the file, from 1
  public DataException(String source, long line, String problem) {
    this(source, 0, line, null, null, problem);
  }

  /// A fault of one row, or of one cell of it.
  ///
  /// @param row the data row, from 1
  /// @param line the line of the file on which the row starts, from 1; 0: the source has no lines
  /// @param column the name of the column; `null`: the row as a whole
  /// @param fault the kind; `null` only for a fault of the source as a whole
  public DataException(
      String source,
      long row,
      long line,
      @Nullable String column,
      @Nullable Fault fault,
      String problem) {
    super(message(source, row, line, column, problem));
    this.source = source;
    this.row = row;
    this.line = line;
    this.column = column;
    this.fault = fault;
    this.problem = problem;
  }

  private static String message(
      String source, long row, long line, @Nullable String column, String problem) {
    StringBuilder message = new StringBuilder(source).append(": ");
    if (row > 0) {
      message.append("row ").append(row);
      if (line > 0) {
        message.append(" (line ").append(line).append(')');
      }
    } else if (line > 0) {
      message.append("line ").append(line);
    }
    if (column != null) {
      message.append(", column ").append(Quoted.of(column));
    }
    if (row > 0 || line > 0) {
      message.append(": ");
    }
    return message.append(problem).toString();
  }

  /// Whether the rows after this one can be read nevertheless.
  public boolean isOfOneRow() {
    return fault != null;
  }

  /// The kind of a fault of one row; `null` for a fault of the source as a whole.
  public @Nullable Fault fault() {
    return fault;
  }

  /// The data row, from 1; 0: a fault of the source as a whole.
  public long row() {
    return row;
  }

  /// The line of the file, from 1; 0: none.
  public long line() {
    return line;
  }

  /// The same fault so many rows and lines further on: chunks of a file count from their own start.
  public DataException shifted(long rows, long lines) {
    if ((rows == 0 && lines == 0) || (row == 0 && line == 0)) {
      return this;
    }
    DataException shifted =
        new DataException(
            source,
            row == 0 ? 0 : row + rows,
            line == 0 ? 0 : line + lines,
            column,
            fault,
            problem);
    shifted.setStackTrace(getStackTrace());
    return shifted;
  }
}
