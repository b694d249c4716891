package io.github.softjac.source;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import io.github.softjac.data.Chunk;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Header;
import io.github.softjac.data.Quoted;
import io.github.softjac.data.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A Parquet file of flat columns: numbers, decimals, booleans, text, dates and timestamps.
public final class ParquetSource implements Source {

  private static final String WHAT = "a Parquet file";
  private static final int CHUNK_ROWS = 16_384;

  /// The library tells at level INFO which instructions it uses: nothing for standard error.
  private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

  /// How many pages of a column the library has unpacked and not passed on, at most: 8 unless this
  /// says otherwise. Columns are unpacked one after another and are passed on together, so with 8 a
  /// whole file of pages of 1 MB may be unpacked before the first row is there.
  private static final String PAGES_AHEAD = "hardwood.internal.maxOutstanding";

  static {
    LIBRARY.setLevel(Level.WARNING);
    if (System.getProperty(PAGES_AHEAD) == null) {
      System.setProperty(PAGES_AHEAD, "2");
    }
  }

  private final DataFile file;

  /// A file.
  public ParquetSource(Path file) {
    this(new DataFile(file));
  }

  ParquetSource(DataFile file) {
    this.file = file;
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public Chunks open() throws IOException, DataException {
    file.check(WHAT);
    @Nullable ParquetFileReader reader = null;
    try {
      reader = ParquetFileReader.open(InputFile.of(file.path()));
      return new Open(reader);
    } catch (IOException | RuntimeException e) {
      close(reader);
      throw unreadable(e);
    } catch (DataException e) {
      close(reader);
      throw e;
    }
  }

  private static void close(@Nullable ParquetFileReader reader) throws IOException {
    if (reader != null) {
      reader.close();
    }
  }

  /// The library says in its own words what is wrong with the file.
  private DataException unreadable(Exception cause) {
    String message = String.valueOf(cause.getMessage());
    return new DataException(
        name(),
        "this is not a whole, undamaged Parquet file (%s); allowed: Parquet"
            .formatted(message.lines().findFirst().orElse("")));
  }

  private final class Open implements Chunks {

    private final ParquetFileReader reader;
    private final ColumnReaders columns;
    private final List<ColumnSchema> schemas;
    private final Header header;
    private final long rows;
    private long read;

    Open(ParquetFileReader reader) throws DataException {
      this.reader = reader;
      this.schemas = reader.getFileSchema().getColumns();
      List<String> names = new ArrayList<>();
      for (ColumnSchema schema : schemas) {
        if (schema.maxRepetitionLevel() > 0 || !reader.getFileSchema().isFlatSchema()) {
          throw new DataException(
              name(),
              "column %s is nested; allowed: flat columns"
                  .formatted(Quoted.of(String.valueOf(schema.fieldPath()))));
        }
        names.add(schema.name());
      }
      header = new Header(name(), names);
      rows = reader.getFileMetaData().numRows();
      columns = reader.buildColumnReaders(ColumnProjection.all()).batchSize(CHUNK_ROWS).build();
    }

    @Override
    public Header header() {
      return header;
    }

    @Override
    public @Nullable Chunk next() throws IOException, DataException {
      try {
        if (!columns.nextBatch()) {
          file.checkUnchanged();
          return null;
        }
        List<ParquetColumn> cells = new ArrayList<>();
        for (int column = 0; column < schemas.size(); column++) {
          cells.add(ParquetColumn.of(schemas.get(column), columns.getColumnReader(column)));
        }
        int count = columns.getRecordCount();
        read += count;
        return () -> new ParquetRows(name(), header, cells, count);
      } catch (RuntimeException e) {
        throw unreadable(e);
      }
    }

    @Override
    public double progress() {
      return rows == 0 ? 1 : read / (double) rows;
    }

    @Override
    public void close() throws IOException {
      columns.close();
      reader.close();
    }
  }
}
