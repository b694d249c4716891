package io.github.softjac.data;

import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A data file that cannot be used as it is.
///
/// The message is one line that can be shown as it is: the file; the row, line and column where
/// there is one; what was found; what is allowed. A row is a data row, counted from 1 after the
/// header, blank lines not counted; a line is a line of the file, counted from 1.
public final class DataException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /// A fault of the file as a whole.
  public DataException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /// A fault of one row, or of one cell of it.
  ///
  /// @param row the data row, from 1
  /// @param line the line of the file on which the row starts, from 1
  /// @param column the name of the column; `null`: the row as a whole
  public DataException(Path file, long row, long line, @Nullable String column, String problem) {
    super(
        file
            + ": row "
            + row
            + " (line "
            + line
            + ")"
            + (column == null ? "" : ", column " + Quoted.of(column))
            + ": "
            + problem);
  }
}
