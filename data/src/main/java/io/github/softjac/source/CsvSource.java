package io.github.softjac.source;

import io.github.softjac.data.Chunk;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Header;
import io.github.softjac.data.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A CSV file: columns between separators, cells optionally in quotes (a quote inside them is
/// doubled), lines ended by LF, CRLF or CR, the first line the header. The text is UTF-8, with or
/// without a byte order mark. Spaces and tabs around a cell are not part of it; blank lines are
/// skipped.
public final class CsvSource implements Source {

  private static final String WHAT = "a CSV file";

  private final DataFile file;
  private final @Nullable CsvDialect dialect;
  private final int chunkSize;

  /// A file.
  ///
  /// @param dialect `null`: to be found out
  public CsvSource(Path file, @Nullable CsvDialect dialect) {
    this(new DataFile(file), dialect, TextChunks.SIZE);
  }

  CsvSource(DataFile file, @Nullable CsvDialect dialect, int chunkSize) {
    this.file = file;
    this.dialect = dialect;
    this.chunkSize = chunkSize;
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public Chunks open() throws IOException, DataException {
    TextChunks text = new TextChunks(FileBytes.open(file, WHAT), chunkSize);
    try {
      return new Open(name(), text, dialect);
    } catch (IOException | DataException | RuntimeException e) {
      try (text) {
        throw e;
      }
    }
  }

  private static final class Open implements Chunks {

    private final String name;
    private final TextChunks text;
    private final CsvDialect dialect;
    private final RecordEnd recordEnd;
    private final Header header;
    private @Nullable TextChunk first;

    Open(String name, TextChunks text, @Nullable CsvDialect asked)
        throws IOException, DataException {
      this.name = name;
      this.text = text;
      CsvDialect present = asked;
      TextChunk start = text.next(RecordEnd.LINES);
      if (start == null) {
        throw empty(name);
      }
      refuseOtherFormats(name, start);
      if (present == null) {
        present = CsvDialect.detect(start);
      }
      dialect = present;
      recordEnd = RecordEnd.quoted((byte) dialect.separator(), (byte) dialect.quote());
      // The first chunk was cut at a line end; that may have been inside quotes.
      first = text.extend(start, recordEnd);
      header = header(first);
    }

    private Header header(TextChunk start) throws IOException, DataException {
      CsvRows rows = CsvRows.ofHeader(name, start, dialect);
      if (!rows.readHeader()) {
        throw empty(name);
      }
      List<String> names = new ArrayList<>();
      for (int column = 0; column < rows.cells(); column++) {
        names.add(rows.text(column));
      }
      return new Header(name, names);
    }

    private static DataException empty(String name) {
      return new DataException(name, "the file is empty; allowed: a header line, then data rows");
    }

    private static void refuseOtherFormats(String name, TextChunk start) throws DataException {
      if (start.startsWith("PAR1")) {
        throw new DataException(
            name, "this is a Parquet file, not CSV; allowed: CSV text, or --format parquet");
      }
      if (start.startsWith("\u0093NUMPY")) {
        throw new DataException(
            name, "this is a NumPy array, not CSV; allowed: CSV text, or --format npy");
      }
    }

    @Override
    public Header header() {
      return header;
    }

    @Override
    public @Nullable Chunk next() throws IOException, DataException {
      TextChunk chunk = first;
      if (chunk != null) {
        first = null;
        TextChunk whole = chunk;
        return () -> CsvRows.afterHeader(name, header, whole, dialect);
      }
      TextChunk following = text.next(recordEnd);
      return following == null ? null : () -> CsvRows.of(name, header, following, dialect);
    }

    @Override
    public double progress() {
      return text.progress();
    }

    @Override
    public void close() throws IOException {
      text.close();
    }
  }
}
