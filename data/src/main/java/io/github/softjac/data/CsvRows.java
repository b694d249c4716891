package io.github.softjac.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV file, one at a time.
///
/// The format is that of RFC 4180: columns separated by commas, cells optionally in double quotes,
/// lines ended by LF, CRLF or CR, the first line the header. The text is UTF-8, with or without a
/// byte order mark. Spaces and tabs around a cell are not part of it; blank lines are skipped. An
/// empty cell, `NA`, `N/A`, `NaN`, `nan`, `null`, `NULL` and `?` are missing values.
///
/// ```java
/// try (CsvRows rows = CsvRows.open(file)) {
///   while (rows.next()) {
///     double x = rows.number(0);
///   }
/// }
/// ```
public final class CsvRows implements Closeable {

  private final Path file;
  private final Utf8Reader text;
  private final CsvReader<CsvRecord> csv;
  private final CloseableIterator<CsvRecord> records;
  private final CsvRecord record = new CsvRecord();
  private final Header header;
  private long row;

  private CsvRows(Path file, InputStream input) throws IOException, DataException {
    this.file = file;
    this.text = new Utf8Reader(input);
    this.csv =
        CsvReader.builder()
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(record, text);
    this.records = csv.iterator();
    if (!read()) {
      throw new DataException(file, "the file is empty; allowed: a header line, then data rows");
    }
    List<String> names = new ArrayList<>();
    for (int column = 0; column < record.count(); column++) {
      names.add(record.text(column));
    }
    this.header = new Header(file, names);
  }

  /// Opens the file and reads its header.
  ///
  /// @throws DataException if there is no such file, it is not a regular file that may be read, it
  ///   is empty, not UTF-8, or its header has empty names or a name twice
  /// @throws IOException if reading fails
  public static CsvRows open(Path file) throws IOException, DataException {
    if (!Files.exists(file)) {
      throw new DataException(file, "there is no such file; allowed: a CSV file");
    }
    if (Files.isDirectory(file)) {
      throw new DataException(file, "this is a directory; allowed: a CSV file");
    }
    if (!Files.isRegularFile(file)) {
      throw new DataException(file, "this is not a regular file; allowed: a CSV file");
    }
    InputStream input;
    try {
      input = Files.newInputStream(file);
    } catch (AccessDeniedException e) {
      throw new DataException(file, "the file may not be read: permission denied");
    }
    try {
      return new CsvRows(file, input);
    } catch (IOException | DataException | RuntimeException e) {
      try (input) {
        throw e;
      }
    }
  }

  /// The file that is read.
  public Path file() {
    return file;
  }

  /// The names of the columns.
  public Header header() {
    return header;
  }

  /// Goes to the next row.
  ///
  /// @return whether there is one
  /// @throws DataException if the row has too few or too many cells, a quote is not closed, or the
  ///   text is not UTF-8
  public boolean next() throws IOException, DataException {
    if (!read()) {
      return false;
    }
    row++;
    int columns = header.names().size();
    if (record.count() != columns) {
      throw badRow(
          "found %,d cells; allowed: %,d, as in the header".formatted(record.count(), columns));
    }
    return true;
  }

  /// The number of the row, from 1; 0 before the first.
  public long row() {
    return row;
  }

  /// The line of the file on which the row starts, from 1.
  public long line() {
    return record.line();
  }

  /// Whether the cell stands for a missing value.
  public boolean isMissing(int column) {
    return record.isMissing(column);
  }

  /// The number in the cell; NaN if there is none.
  public double number(int column) {
    return record.number(column);
  }

  /// The cell as it is, without the quotes and the spaces around it.
  public String text(int column) {
    return record.text(column);
  }

  /// What to throw where the present row cannot be used.
  public DataException badRow(String problem) {
    return new DataException(file, row, line(), null, problem);
  }

  /// What to throw where a cell of the present row cannot be used.
  public DataException badCell(int column, String problem) {
    return new DataException(file, row, line(), header.names().get(column), problem);
  }

  private boolean read() throws IOException, DataException {
    try {
      do {
        if (!records.hasNext()) {
          return false;
        }
        records.next();
      } while (record.isBlank());
      return true;
    } catch (CsvParseException | UncheckedIOException e) {
      throw explained(e);
    }
  }

  /// The parser wraps whatever happens below it; here it gets its own name again.
  private DataException explained(RuntimeException failure) throws IOException {
    if (text.malformedAt() >= 0) {
      return new DataException(
          file,
          "line %d: byte %,d of the file, 0x%02X, is not UTF-8; allowed: UTF-8 text"
              .formatted(lineOf(text.malformedAt()), text.malformedAt() + 1, text.malformedByte()));
    }
    @Nullable Throwable cause = failure.getCause();
    if (cause instanceof IOException unreadable) {
      throw unreadable;
    }
    @Nullable Throwable innermost = cause == null ? failure : cause;
    String message =
        String.valueOf(innermost.getMessage()).replaceFirst("( \\(record start|\\. ).*", "");
    return new DataException(
        file,
        "line %d: not valid CSV: %s; allowed: cells with or without double quotes, a quote inside quotes doubled"
            .formatted(record.line(), message));
  }

  private long lineOf(long end) throws IOException {
    long line = 1;
    int previous = 0;
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file))) {
      for (long i = 0; i < end; i++) {
        int current = input.read();
        if (current == '\r' || (current == '\n' && previous != '\r')) {
          line++;
        }
        previous = current;
      }
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
