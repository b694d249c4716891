package io.github.softjac.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.github.softjac.data.Chunk;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.OpenRows;
import io.github.softjac.data.Rows;
import io.github.softjac.data.Source;
import io.github.softjac.data.SparseVector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each format is read as.
class FormatsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|", ","})
  void theSeparatorIsFoundOut(String separator) throws Exception {
    Path file = write("a.csv", "a,b,c\n1,x,2.5\n3,y,4\n".replace(",", separator));
    assertThat(Cells.of(Sources.of(file)))
        .containsExactly(List.of("1", "x", "2.5"), List.of("3", "y", "4"));
  }

  @Test
  void commasInTextDoNotBeatSemicolons() throws Exception {
    Path file = write("a.csv", "text;label\nhello, you;a\none, two, three;b\n");
    assertThat(Cells.of(Sources.of(file)))
        .containsExactly(List.of("hello, you", "a"), List.of("one, two, three", "b"));
  }

  @Test
  void oneColumnWithCommasIsAShortHeaderAndSaysSo() throws Exception {
    Path file = write("a.csv", "text\nhello, you\n");
    assertThatThrownBy(() -> Cells.of(Sources.of(file)))
        .hasMessage(file + ": row 1 (line 2): found 2 cells; allowed: 1, as in the header");
  }

  @Test
  void singleQuotesAreFoundOut() throws Exception {
    Path file = write("a.csv", "'a','b'\n'x, y','it''s'\n");
    assertThat(Cells.of(Sources.of(file))).containsExactly(List.of("x, y", "it's"));
  }

  @Test
  void apostrophesAreNoQuotes() throws Exception {
    Path file = write("a.csv", "a,b\n'tis,x\n");
    assertThat(Cells.of(Sources.of(file))).containsExactly(List.of("'tis", "x"));
  }

  @Test
  void theSeparatorCanBeGiven() throws Exception {
    SourceOptions options = new SourceOptions(null, ':', null, null, null);
    assertThat(Cells.of(Sources.of(write("a.csv", "a:b\n1:2,5\n"), options)))
        .containsExactly(List.of("1", "2,5"));
  }

  @Test
  void tsvIsSeparatedByTabs() throws Exception {
    assertThat(Cells.of(Sources.of(write("a.tsv", "a\tb\n1,2\t3\n"))))
        .containsExactly(List.of("1,2", "3"));
  }

  @Test
  void gzipIsUnpacked() throws Exception {
    Path file = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Cells.of(Sources.of(file))).containsExactly(List.of("1", "2"));
  }

  @Test
  void zstandardIsUnpackedWhateverTheName() throws Exception {
    Path file = folder.resolve("a.csv");
    try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(file))) {
      out.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Cells.of(Sources.of(file))).containsExactly(List.of("1", "2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 1000})
  void chunksOfAnySizeGiveTheSameCells(int size) throws Exception {
    StringBuilder text = new StringBuilder("a,b\r\n");
    while (text.length() < TextChunks.SIZE + 100_000) {
      text.append(text.length()).append(",\"x\n\"\"y, ").append(text.length() % 7).append("\"\r\n");
      text.append("\n3,é\n");
    }
    Path file = write("a.csv", text.toString());
    Source whole = new CsvSource(new DataFile(file), CsvDialect.COMMAS, 1 << 24);
    Source pieces = new CsvSource(new DataFile(file), CsvDialect.COMMAS, size);
    try (OpenRows a = OpenRows.of(whole);
        OpenRows b = OpenRows.of(pieces)) {
      while (a.next()) {
        assertThat(b.next()).isTrue();
        assertThat(b.row()).isEqualTo(a.row());
        assertThat(b.line()).isEqualTo(a.line());
        assertThat(b.text(0)).isEqualTo(a.text(0));
        assertThat(b.text(1)).isEqualTo(a.text(1));
      }
      assertThat(b.next()).isFalse();
    }
  }

  @Test
  void jsonLinesHaveTheKeysAsColumns() throws Exception {
    Path file =
        write("a.jsonl", "{\"a\":1.50,\"b\":\"x y\"}\n\n{\"b\":null,\"c\":true}\r\n{\"a\":-2e3}\n");
    assertThat(Cells.names(Sources.of(file))).containsExactly("a", "b", "c");
    assertThat(Cells.of(Sources.of(file)))
        .containsExactly(
            List.of("1.50", "x y", ""), List.of("", "", "true"), List.of("-2e3", "", ""));
    try (OpenRows rows = OpenRows.of(Sources.of(file))) {
      rows.next();
      assertThat(rows.number(0)).isEqualTo(1.5);
      rows.next();
      assertThat(rows.isMissing(1)).isTrue();
      assertThat(rows.line()).isEqualTo(3);
    }
  }

  @Test
  void libsvmIsALabelAndASparseVector() throws Exception {
    Path file = write("a.libsvm", "+1 1:0.5 3:2 # comment\n# none\n-1 qid:3 2:0 7:1e-3\n");
    try (OpenRows rows = OpenRows.of(Sources.of(file))) {
      rows.next();
      assertThat(rows.text(0)).isEqualTo("+1");
      SparseVector vector = Objects.requireNonNull(rows.vector(1));
      assertThat(vector.size()).isEqualTo(2);
      assertThat(vector.index(1)).isEqualTo(2);
      assertThat(vector.value(1)).isEqualTo(2f);
      rows.next();
      assertThat(Objects.requireNonNull(rows.vector(1)).size()).isEqualTo(1);
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void npyIsAMatrixWithLabelsBesideIt() throws Exception {
    Path file = resource("X_small.npy");
    resource("y_small.npy");
    assertThat(Cells.names(Sources.of(file))).containsExactly("x0", "x1", "label");
    assertThat(Cells.of(Sources.of(file)))
        .containsExactly(List.of("1.5", "", "0"), List.of("-3", "4", "2"), List.of("5", "6", "0"));
  }

  @Test
  void npyInHalfPrecisionBigEndianAndUnsignedIsRead() throws Exception {
    assertThat(Cells.of(Sources.of(resource("half.npy"))))
        .containsExactly(List.of("0.5", "2"), List.of("-1", "3"));
    assertThat(Cells.of(Sources.of(resource("big.npy"))))
        .containsExactly(List.of("1"), List.of("258"));
    assertThat(Cells.of(Sources.of(resource("bytes.npy"))))
        .containsExactly(List.of("200"), List.of("1"));
  }

  @Test
  void idxImagesHaveTheirLabelsBesideThem() throws Exception {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, (byte) 255, 7, 8};
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 9, 4};
    Path file = folder.resolve("train-images-idx3-ubyte.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(images);
    }
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels);
    assertThat(Cells.of(Sources.of(file)))
        .containsExactly(List.of("0", "255", "9"), List.of("7", "8", "4"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.parquet", "snappy.parquet", "zstd.parquet"})
  void parquetHasNumbersTextBooleansDatesAndNulls(String name) throws Exception {
    Path file = resource(name);
    assertThat(Cells.names(Sources.of(file)))
        .containsExactly("i", "l", "f", "d", "s", "b", "day", "at", "money");
    assertThat(Cells.of(Sources.of(file)))
        .containsExactly(
            List.of(
                "1",
                "9007199254740993",
                "0.5",
                "2.25",
                "é x",
                "true",
                "2024-02-29",
                "2024-02-29T12:30:01.500",
                "12.34"),
            List.of("", "", "", "", "", "", "", "", ""),
            List.of(
                "-3",
                "4",
                "-1",
                "1.0E300",
                "z",
                "false",
                "1969-12-31",
                "1969-12-31T23:59:59",
                "-0.5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.tsv", "a.jsonl", "a.libsvm", "X_small.npy", "plain.parquet"})
  void aChunkGivesItsRowsAgain(String name) throws Exception {
    Path file =
        switch (name) {
          case "a.csv" -> write(name, "a,b\n1,x\n2,y\n");
          case "a.tsv" -> write(name, "a\tb\n1\tx\n2\ty\n");
          case "a.jsonl" -> write(name, "{\"a\":1}\n{\"a\":2,\"b\":3}\n");
          case "a.libsvm" -> write(name, "1 2:3\n0 1:2\n");
          default -> resource(name);
        };
    try (Chunks chunks = Sources.of(file).open()) {
      Chunk chunk = Objects.requireNonNull(chunks.next());
      List<String> once = texts(chunk.rows());
      assertThat(once).isNotEmpty();
      assertThat(texts(chunk.rows())).isEqualTo(once);
    }
  }

  private static List<String> texts(Rows rows) throws Exception {
    List<String> texts = new ArrayList<>();
    while (rows.next()) {
      for (int column = 0; column < rows.header().names().size(); column++) {
        texts.add(rows.row() + " " + rows.line() + " " + rows.text(column) + rows.number(column));
      }
    }
    return texts;
  }

  @Test
  void jdbcGivesTheRowsOfAQuery() throws Exception {
    String url = "jdbc:h2:mem:rows;DB_CLOSE_DELAY=-1";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE t(a INT, b VARCHAR(9), c DECIMAL(9,2), d DATE, e BOOLEAN, f DOUBLE)");
      statement.execute(
          "INSERT INTO t VALUES (1,'x',1.25,'2024-02-29',TRUE,2), (2,NULL,NULL,NULL,FALSE,0.5)");
    }
    Source source =
        Sources.named(
            List.of(url),
            new SourceOptions(null, null, null, null, "SELECT * FROM t ORDER BY a"),
            InputStream.nullInputStream());
    assertThat(source.name()).isEqualTo("jdbc:h2:mem:rows");
    assertThat(Cells.names(source)).containsExactly("A", "B", "C", "D", "E", "F");
    assertThat(Cells.of(source))
        .containsExactly(
            List.of("1", "x", "1.25", "2024-02-29", "true", "2"),
            List.of("2", "", "", "", "false", "0.5"));
  }

  @Test
  void aPatternIsAllFilesThatItFitsInTheOrderOfTheirNames() throws Exception {
    write("part-2.csv", "a\n3\n4\n");
    write("part-1.csv", "a\n1\n2\n");
    assertThat(Cells.of(named(folder + "/part-*.csv")))
        .containsExactly(List.of("1"), List.of("2"), List.of("3"), List.of("4"));
  }

  @Test
  void rowsOfSeveralFilesAreCountedInTheirOwnFile() throws Exception {
    write("part-1.csv", "a\n1\n2\n");
    Path second = write("part-2.csv", "a\n3\n4,5\n");
    assertThatThrownBy(() -> Cells.of(named(folder + "/part-*.csv")))
        .hasMessage(second + ": row 2 (line 3): found 2 cells; allowed: 1, as in the header");
  }

  @Test
  void filesOfOtherColumnsDoNotGoTogether() throws Exception {
    Path first = write("part-1.csv", "a,b\n1,2\n");
    Path second = write("part-2.csv", "b,a\n3,4\n");
    assertThatThrownBy(() -> Cells.of(named(folder + "/part-*.csv")))
        .hasMessage(
            second
                + ": the columns are \"b\", \"a\"; allowed: those of "
                + first
                + ", \"a\", \"b\"");
  }

  @Test
  void standardInputCanBeReadTwice() throws Exception {
    Source source =
        Sources.named(
            List.of("-"),
            SourceOptions.NONE,
            new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(Cells.of(source)).isEqualTo(Cells.of(source)).containsExactly(List.of("1", "2"));
    assertThat(source.name()).isEqualTo("standard input");
  }

  @Test
  void aPasswordInAUrlIsNotShown() {
    assertThat(new JdbcSource("jdbc:x://me:secret@host/db?password=secret", "q").name())
        .isEqualTo("jdbc:x://host/db");
  }

  private static Source named(String name) throws IOException, DataException {
    return Sources.named(List.of(name), SourceOptions.NONE, InputStream.nullInputStream());
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private Path resource(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(FormatsTest.class.getResourceAsStream(name), name)) {
      Path file = folder.resolve(name);
      Files.copy(stream, file);
      return file;
    }
  }
}
