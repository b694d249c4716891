package io.github.softjac.source;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.softjac.data.DataException;
import io.github.softjac.data.DataException.Fault;
import io.github.softjac.data.Header;
import io.github.softjac.data.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a chunk of a CSV file.
final class CsvRows extends Rows {

  private final TextChunk chunk;
  private final Utf8Reader text;
  private final CloseableIterator<CsvRecord> records;
  private final CsvRecord record = new CsvRecord();
  private long row;
  private boolean ended;

  private CsvRows(String source, Header header, TextChunk chunk, CsvDialect dialect) {
    super(source, header);
    this.chunk = chunk;
    this.text = new Utf8Reader(chunk.stream(), chunk.offset() == 0);
    this.records =
        CsvReader.builder()
            .fieldSeparator(dialect.separator())
            .quoteCharacter(dialect.quote())
            .skipEmptyLines(false)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(record, text)
            .iterator();
  }

  static CsvRows of(String source, Header header, TextChunk chunk, CsvDialect dialect) {
    return new CsvRows(source, header, chunk, dialect);
  }

  /// The rows of the first chunk, of which the first is the header.
  static CsvRows afterHeader(String source, Header header, TextChunk chunk, CsvDialect dialect)
      throws IOException, DataException {
    CsvRows rows = new CsvRows(source, header, chunk, dialect);
    rows.readHeader();
    return rows;
  }

  /// A reader of the header alone.
  static CsvRows ofHeader(String source, TextChunk chunk, CsvDialect dialect) throws DataException {
    return new CsvRows(source, new Header(source, List.of()), chunk, dialect);
  }

  /// Reads the record that names the columns; it does not count as a row.
  boolean readHeader() throws IOException, DataException {
    return read();
  }

  /// How many cells the present record has.
  int cells() {
    return record.count();
  }

  @Override
  public boolean next() throws IOException, DataException {
    if (!read()) {
      return false;
    }
    row++;
    int columns = header().names().size();
    if (record.count() != columns) {
      throw badRow(
          Fault.CELLS,
          "found %,d %s; allowed: %,d, as in the header"
              .formatted(record.count(), record.count() == 1 ? "cell" : "cells", columns));
    }
    return true;
  }

  @Override
  public long row() {
    return row;
  }

  @Override
  public long line() {
    return record.line();
  }

  @Override
  public long lines() {
    return chunk.lines();
  }

  @Override
  public boolean isMissing(int column) {
    return record.isMissing(column);
  }

  @Override
  public double number(int column) {
    return record.number(column);
  }

  @Override
  public String text(int column) {
    return record.text(column);
  }

  private boolean read() throws IOException, DataException {
    if (ended) {
      return false;
    }
    try {
      do {
        if (!records.hasNext()) {
          ended = true;
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
          source(),
          chunk.lineOf(text.malformedAt()),
          "byte %,d of the file, 0x%02X, is not UTF-8; allowed: UTF-8 text"
              .formatted(chunk.offset() + text.malformedAt() + 1, text.malformedByte()));
    }
    @Nullable Throwable cause = failure.getCause();
    if (cause instanceof IOException unreadable) {
      throw unreadable;
    }
    @Nullable Throwable innermost = cause == null ? failure : cause;
    String message =
        String.valueOf(innermost.getMessage()).replaceFirst("( \\(record start|\\. ).*", "");
    return new DataException(
        source(),
        record.line(),
        "not valid CSV: %s; allowed: cells with or without double quotes, a quote inside quotes doubled"
            .formatted(message));
  }
}
