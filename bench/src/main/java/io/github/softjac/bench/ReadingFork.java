package io.github.softjac.bench;

import com.sun.management.OperatingSystemMXBean;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import io.github.softjac.data.DataException;
import io.github.softjac.features.SchemaFitter;
import io.github.softjac.features.TableEncoder;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.schema.Schema;
import io.github.softjac.source.Sources;
import io.github.softjac.table.DataMemory;
import io.github.softjac.table.Table;
import io.github.softjac.table.TableOptions;
import io.github.softjac.table.TableReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.SplittableRandom;

/// One reader in a JVM of its own: prints the seconds of its fastest pass, and the least seconds of
/// processor time, of all threads, that a pass took: these hardly depend on what else the machine
/// does.
final class ReadingFork {

  /// Threads of the readers that have several.
  static final int THREADS = 2;

  private static final String LABEL = "label";

  /// The readers.
  enum Reader {
    /// CSV to features.
    SOFTJAC_CSV("Softjac, CSV to features"),
    /// Parquet to features.
    SOFTJAC_PARQUET("Softjac, Parquet to features"),
    /// The library below, Parquet to arrays: what is left for Softjac is beyond this.
    HARDWOOD("Hardwood alone, Parquet to arrays of doubles"),
    /// Cells to floats, one thread.
    FAST_CSV("FastCSV and Float.parseFloat, 1 thread"),
    /// CSV to sums.
    DUCK_CSV("DuckDB, CSV to sums of the columns"),
    /// Parquet to sums.
    DUCK_PARQUET("DuckDB, Parquet to sums of the columns");

    private final String title;

    Reader(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    boolean readsParquet() {
      return this == SOFTJAC_PARQUET || this == HARDWOOD || this == DUCK_PARQUET;
    }
  }

  private ReadingFork() {}

  /// Reads and prints.
  public static void main(String[] args) throws IOException, DataException, SQLException {
    Reader reader = Reader.valueOf(args[0]);
    Path file = Path.of(args[1]);
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double fastest = Double.POSITIVE_INFINITY;
    double cheapest = Double.POSITIVE_INFINITY;
    for (int pass = 0; pass < Integer.parseInt(args[2]); pass++) {
      long start = System.nanoTime();
      long processor = system.getProcessCpuTime();
      switch (reader) {
        case SOFTJAC_CSV, SOFTJAC_PARQUET -> softjac(file);
        case HARDWOOD -> hardwood(file);
        case FAST_CSV -> fastCsv(file);
        case DUCK_CSV -> duck("read_csv('" + file + "')");
        case DUCK_PARQUET -> duck("read_parquet('" + file + "')");
      }
      fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
      cheapest = Math.min(cheapest, (system.getProcessCpuTime() - processor) / 1e9);
    }
    System.out.println(fastest + " " + cheapest);
  }

  private static void softjac(Path file) throws IOException, DataException {
    Table table =
        new TableReader(Sources.of(file), TableOptions.label(LABEL).withThreads(THREADS)).read();
    int[] all = new int[table.rows()];
    Arrays.setAll(all, row -> row);
    String name = file.toString();
    try (Workers workers = new Workers(THREADS);
        DataMemory memory = DataMemory.unlimited()) {
      Schema schema = SchemaFitter.fit(name, table, all, LABEL, null, System.err::println, workers);
      if (TableEncoder.encode(name, schema, table, all, memory, workers).rows() != all.length) {
        throw new IllegalStateException("rows are missing");
      }
    }
  }

  private static void hardwood(Path file) throws IOException {
    long numbers = 0;
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
        ColumnReaders columns =
            reader.buildColumnReaders(ColumnProjection.all()).batchSize(1 << 14).build()) {
      while (columns.nextBatch()) {
        for (int column = 1; column < reader.getFileSchema().getColumns().size(); column++) {
          numbers += columns.getColumnReader(column).getDoubles().length;
        }
      }
    }
    if (numbers == 0) {
      throw new IllegalStateException("no numbers");
    }
  }

  private static void fastCsv(Path file) throws IOException {
    double sum = 0;
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
      boolean header = true;
      for (CsvRecord record : csv) {
        for (int i = 1; i < record.getFieldCount() && !header; i++) {
          sum += Float.parseFloat(record.getField(i));
        }
        header = false;
      }
    }
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("a number is none");
    }
  }

  private static void duck(String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + THREADS);
      try (ResultSet sums =
          statement.executeQuery("SELECT sum(columns(* EXCLUDE (" + LABEL + "))) FROM " + table)) {
        if (!sums.next()) {
          throw new IllegalStateException("no sums");
        }
      }
    }
  }

  /// Writes the same numbers, of six decimals, as CSV and as Parquet.
  static void write(Path csv, Path parquet, int rows, int columns) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write(LABEL);
      for (int column = 0; column < columns; column++) {
        out.write(",x" + column);
      }
      out.write('\n');
      for (int row = 0; row < rows; row++) {
        out.write(row % 3 == 0 ? "a" : "b");
        for (int column = 0; column < columns; column++) {
          int millionths = random.nextInt(-999_999, 1_000_000);
          out.write(millionths < 0 ? ",-0." : ",0.");
          out.write(Integer.toString(1_000_000 + Math.abs(millionths)), 1, 6);
        }
        out.write('\n');
      }
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_csv('%s')) TO '%s' (FORMAT parquet, COMPRESSION snappy)"
              .formatted(csv, parquet));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
