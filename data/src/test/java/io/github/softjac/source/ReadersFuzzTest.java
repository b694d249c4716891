package io.github.softjac.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.softjac.classifier.Classifier;
import io.github.softjac.data.DataException;
import io.github.softjac.data.OpenRows;
import io.github.softjac.data.Source;
import io.github.softjac.model.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/// Readers given any bytes: they read them or say what is wrong by a [DataException] (a model file
/// by a [ModelFileException]), and nothing else comes out of them.
///
/// As a test of Maven each takes its seeds and the inputs that were once found to break it, in
/// `ReadersFuzzTestInputs`. `data/src/test/sh/fuzz.sh` looks for new ones.
class ReadersFuzzTest {

  @TempDir private Path folder;

  @FuzzTest
  void csv(byte[] bytes) throws IOException {
    read(Format.CSV, bytes);
  }

  @FuzzTest
  void jsonLines(byte[] bytes) throws IOException {
    read(Format.JSONL, bytes);
  }

  @FuzzTest
  void libSvm(byte[] bytes) throws IOException {
    read(Format.LIBSVM, bytes);
  }

  @FuzzTest
  void npy(byte[] bytes) throws IOException {
    read(Format.NPY, bytes);
  }

  @FuzzTest
  void idx(byte[] bytes) throws IOException {
    read(Format.IDX, bytes);
  }

  @FuzzTest
  void parquet(byte[] bytes) throws IOException {
    read(Format.PARQUET, bytes);
  }

  /// Gzip and Zstandard are told by their first bytes, which the seeds have.
  @FuzzTest
  void compressed(byte[] bytes) throws IOException {
    read(Format.TSV, bytes);
  }

  @FuzzTest
  void modelFile(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("a.softjac"), bytes);
    try {
      Classifier.load(file);
    } catch (ModelFileException e) {
      requireOneLine(e.getMessage());
    }
  }

  /// Not the bytes of a file, but what a driver answers: names, values of odd types, failures.
  @FuzzTest
  void jdbc(byte[] bytes) throws IOException, SQLException {
    Driver driver = new AnyDriver(bytes);
    DriverManager.registerDriver(driver);
    try {
      read(new JdbcSource(AnyDriver.URL, "SELECT"));
    } finally {
      DriverManager.deregisterDriver(driver);
    }
  }

  private void read(Format format, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("a"), bytes);
    read(Sources.of(file, SourceOptions.NONE.withFormat(format)));
  }

  private static void read(Source source) throws IOException {
    try (OpenRows rows = OpenRows.of(source)) {
      int columns = rows.header().names().size();
      boolean more = true;
      while (more) {
        try {
          more = rows.next();
          for (int column = 0; more && column < columns; column++) {
            readCell(rows, column);
          }
        } catch (DataException e) {
          requireOneLine(e.getMessage());
          if (!e.isOfOneRow()) {
            return;
          }
        }
      }
    } catch (DataException e) {
      requireOneLine(e.getMessage());
    }
  }

  private static void readCell(OpenRows rows, int column) {
    boolean missing = rows.isMissing(column);
    double number = rows.number(column);
    String text = rows.text(column);
    rows.vector(column);
    if (missing && !Double.isNaN(number)) {
      throw new AssertionError("a missing cell has the number " + number + ", text " + text);
    }
  }

  private static void requireOneLine(@Nullable String message) {
    if (message == null) {
      throw new AssertionError("no message");
    }
    for (String sign : List.of("\n", "\r")) {
      if (message.contains(sign)) {
        throw new AssertionError("a message of several lines: " + message);
      }
    }
  }
}
