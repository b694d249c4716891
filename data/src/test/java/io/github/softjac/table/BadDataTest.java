package io.github.softjac.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.github.softjac.data.DataException;
import io.github.softjac.data.ReadingListener;
import io.github.softjac.data.Source;
import io.github.softjac.source.SourceOptions;
import io.github.softjac.source.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every known way in which data can be bad, with the one line that a user gets to read; and what
/// looks bad but is not.
class BadDataTest {

  /// @param file its name: the format follows from it
  /// @param message what comes after the name of the file
  @SuppressWarnings("ArrayRecordComponent")
  record Case(String name, String file, byte[] content, String message) {

    @Override
    public String toString() {
      return name;
    }
  }

  @TempDir private Path folder;

  static Stream<Case> cases() {
    return Stream.of(csv(), text(), binary()).flatMap(List::stream);
  }

  private static List<Case> csv() {
    return List.of(
        csv("empty file", "", "the file is empty; allowed: a header line, then data rows"),
        csv(
            "nothing but a byte order mark",
            "\uFEFF",
            "the file is empty; allowed: a header line, then data rows"),
        csv(
            "nothing but blank lines",
            "\n \n\r\n",
            "the file is empty; allowed: a header line, then data rows"),
        csv(
            "header only",
            "x,label\n",
            "the file has a header and no rows; allowed: at least one row for each class"),
        csv(
            "unclosed quote",
            "x,label\n1,a\n\"2,b\n3,a\n",
            "line 3: not valid CSV: Unclosed quoted field at end of input; allowed: cells with or"
                + " without double quotes, a quote inside quotes doubled"),
        csv(
            "letters after a closing quote",
            "x,label\n\"1\"x,a\n",
            "line 2: not valid CSV: Unexpected character after closing quote: 'x' (0x78); allowed:"
                + " cells with or without double quotes, a quote inside quotes doubled"),
        csv(
            "short row",
            "x,z,label\n1,2,a\n3,b\n",
            "row 2 (line 3): found 2 cells; allowed: 3, as in the header"),
        csv(
            "long row",
            "x,label\n1,a\n3,b,7\n",
            "row 2 (line 3): found 3 cells; allowed: 2, as in the header"),
        csv(
            "short row after CRLF, LF and CR",
            "x,z,label\r\n1,2,a\n3,4,b\r5,6\r\n",
            "row 3 (line 4): found 2 cells; allowed: 3, as in the header"),
        csv(
            "name twice in the header",
            "x,x,label\n1,2,a\n",
            "columns 1 and 2 are both named \"x\" in the header; allowed: each name once"),
        csv(
            "no name in the header",
            "x,,label\n1,2,a\n",
            "column 2 of 3 has no name in the header; allowed: a name for every column"),
        csv(
            "no label column",
            "x,labels\n1,a\n",
            "there is no label column \"label\", did you mean \"labels\"? The file has \"x\","
                + " \"labels\""),
        new Case(
            "Latin-1",
            "a.csv",
            "x,label\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1),
            "line 2: byte 14 of the file, 0xE9, is not UTF-8; allowed: UTF-8 text"),
        new Case(
            "UTF-16",
            "a.csv",
            "x,label\n1,a\n".getBytes(StandardCharsets.UTF_16),
            "line 1: byte 1 of the file, 0xFE, is not UTF-8; allowed: UTF-8 text"),
        csv(
            "one class",
            "x,label\n1,a\n2,a\n",
            "label column \"label\" has one class only, \"a\"; allowed: two or more"),
        csv(
            "missing label",
            "x,label\n1,a\n2,\n",
            "row 2 (line 3), column \"label\": the label is empty; allowed: the name of a class"),
        csv(
            "label NA",
            "x,label\n1,a\n2,NA\n",
            "row 2 (line 3), column \"label\": the label \"NA\" stands for a missing value; allowed:"
                + " the name of a class"),
        csv(
            "label NaN",
            "x,label\n1,a\n2,NaN\n",
            "row 2 (line 3), column \"label\": the label \"NaN\" stands for a missing value; allowed:"
                + " the name of a class"),
        csv("a word among numbers", numbersWith("abc"), fault("abc")),
        csv("inf among numbers", numbersWith("inf"), fault("inf")),
        csv("-Infinity among numbers", numbersWith("-Infinity"), fault("-Infinity")),
        csv("1e999 among numbers", numbersWith("1e999"), fault("1e999")),
        csv("hexadecimal among numbers", numbersWith("0x1F"), fault("0x1F")),
        csv("a thousands separator among numbers", numbersWith("\"1,000\""), fault("1,000")),
        csv(
            "10,001 classes",
            classes(10_001),
            "label column \"label\" has more than 10,000 different values, such as \"c10000\"; allowed:"
                + " at most 10,000 classes"),
        csv(
            "a quote that is never closed in 20 MiB",
            "x,label\n\"1,a\n" + "2,b\n".repeat(6 << 20),
            "line 2: not valid CSV: The maximum buffer size of 16777216 is insufficient to read the"
                + " data of a single field; allowed: cells with or without double quotes, a quote"
                + " inside quotes doubled"));
  }

  private static List<Case> text() {
    return List.of(
        bytes(
            "empty JSON lines",
            "a.jsonl",
            "",
            "the file is empty; allowed: one JSON object a line"),
        bytes(
            "a JSON line that is cut off",
            "a.jsonl",
            "{\"x\":1,\"label\":\"a\"}\n{\"x\":2,\"la\n",
            "row 2 (line 2): \"{\"x\":2,\"la\" is not a JSON object; allowed: one JSON object a line"),
        bytes(
            "a JSON array",
            "a.jsonl",
            "[1,2]\n",
            "line 1: \"[1,2]\" is not a JSON object; allowed: one JSON object a line"),
        bytes(
            "two JSON objects on a line",
            "a.jsonl",
            "{\"label\":1} {\"label\":2}\n",
            "line 1: \"{\"label\":1} {\"label\":2}\" is not a JSON object; allowed: one JSON object a"
                + " line"),
        bytes(
            "NaN in JSON",
            "a.jsonl",
            "{\"x\":1,\"label\":\"a\"}\n{\"x\":NaN,\"label\":\"b\"}\n",
            "row 2 (line 2): \"{\"x\":NaN,\"label\":\"b\"}\" is not a JSON object; allowed: one JSON"
                + " object a line, with null, not NaN or Infinity, for a missing value"),
        bytes(
            "nested JSON",
            "a.jsonl",
            "{\"x\":{\"y\":1},\"label\":\"a\"}\n",
            "row 1 (line 1), column \"x\": the value is an object or an array; allowed: a string, a"
                + " number, true, false or null"),
        bytes(
            "LIBSVM without a label",
            "a.svm",
            "1:1 2:1\n",
            "row 1 (line 1): the line begins with \"1:1\", not with a label; allowed: label"
                + " index:value …"),
        bytes(
            "LIBSVM index 0",
            "a.svm",
            "a 0:1 2:1\n",
            "row 1 (line 1): index 0 in \"0:1\"; allowed: indices from 1"),
        bytes(
            "LIBSVM indices that descend",
            "a.svm",
            "a 1:1\nb 3:1 2:1\n",
            "row 2 (line 2): index 2 after index 3; allowed: ascending indices, each once"),
        bytes(
            "LIBSVM index twice",
            "a.svm",
            "a 3:1 3:1\n",
            "row 1 (line 1): index 3 after index 3; allowed: ascending indices, each once"),
        bytes(
            "LIBSVM value that is no number",
            "a.svm",
            "a 3:x\n",
            "row 1 (line 1): \"3:x\" is no entry; allowed: index:value, a whole number from 1 to"
                + " 16,777,216 and a finite float"),
        bytes(
            "LIBSVM value beyond float",
            "a.svm",
            "a 3:1e39\n",
            "row 1 (line 1): \"3:1e39\" is no entry; allowed: index:value, a whole number from 1 to"
                + " 16,777,216 and a finite float"),
        bytes(
            "LIBSVM value NaN",
            "a.svm",
            "a 3:nan\n",
            "row 1 (line 1): \"3:nan\" is no entry; allowed: index:value, a whole number from 1 to"
                + " 16,777,216 and a finite float"),
        bytes(
            "LIBSVM index beyond all memory",
            "a.svm",
            "a 99999999999:1\n",
            "row 1 (line 1): \"99999999999:1\" is no entry; allowed: index:value, a whole number from 1"
                + " to 16,777,216 and a finite float"));
  }

  private static List<Case> binary() {
    byte[] table = "x,label\n1,a\n2,b\n".repeat(1000).getBytes(UTF_8);
    byte[] gzip = packed(table, true);
    byte[] zstd = packed(table, false);
    byte[] damaged = gzip.clone();
    damaged[gzip.length - 6] ^= 1;
    byte[] parquet = resource("plain.parquet");
    return List.of(
        new Case(
            "truncated gzip",
            "a.csv.gz",
            Arrays.copyOf(gzip, gzip.length - 9),
            "the compressed data end too early: the file is truncated; allowed: a whole file"),
        new Case(
            "damaged gzip",
            "a.csv.gz",
            damaged,
            "the compressed data are damaged (Corrupt GZIP trailer); allowed: an undamaged file"),
        new Case(
            "truncated Zstandard",
            "a.csv.zst",
            Arrays.copyOf(zstd, zstd.length - 3),
            "the compressed data end too early: the file is truncated; allowed: a whole file"),
        bytes(
            "gzip by name alone",
            "a.csv.gz",
            "x,label\n1,a\n",
            "the file is not compressed, though its name ends in .gz; allowed: gzip or Zstandard data,"
                + " or a name that does not promise it"),
        new Case(
            "gzip bomb",
            "a.csv.gz",
            bomb(true),
            "the compressed file of 310,881 bytes unpacks to more than 400 times its size, as a"
                + " decompression bomb does; allowed: at most 400 times"),
        new Case(
            "Zstandard bomb",
            "a.csv.zst",
            bomb(false),
            "the compressed file of 9,785 bytes unpacks to more than 400 times its size, as a"
                + " decompression bomb does; allowed: at most 400 times"),
        new Case(
            "Parquet under the name of CSV",
            "a.csv",
            parquet,
            "this is a Parquet file, not CSV; allowed: CSV text, or --format parquet"),
        new Case(
            "truncated Parquet",
            "a.parquet",
            Arrays.copyOf(parquet, parquet.length / 2),
            "this is not a whole, undamaged Parquet file ("),
        bytes(
            "text under the name of Parquet",
            "a.parquet",
            "x,label\n1,a\n",
            "this is not a whole, undamaged Parquet file ("),
        new Case(
            "nested Parquet",
            "a.parquet",
            resource("nested.parquet"),
            "column \"list.list.element\" is nested; allowed: flat columns"),
        bytes(
            "text under the name of a NumPy array",
            "a.npy",
            "x,label\n1,a\n",
            "the file does not begin as a NumPy array does; allowed: \\x93NUMPY"),
        new Case(
            "NumPy objects",
            "a.npy",
            resource("objects.npy"),
            "the array is of type \"|O\"; allowed: integers of 1 to 8 bytes, floats of 2 to 8,"
                + " booleans"),
        new Case(
            "NumPy records",
            "a.npy",
            resource("records.npy"),
            "the array is of type \"records\"; allowed: integers of 1 to 8 bytes, floats of 2 to 8,"
                + " booleans"),
        new Case(
            "NumPy in Fortran order",
            "a.npy",
            resource("fortran.npy"),
            "the array is in Fortran order; allowed: C order, as numpy.ascontiguousarray makes it"),
        new Case(
            "NumPy array without labels",
            "a.npy",
            Arrays.copyOf(resource("X_small.npy"), resource("X_small.npy").length - 8),
            "there is no label column \"label\"; the file has \"x0\", \"x1\"; labels come from a file"
                + " beside it, whose name has \"labels\" (or y for X), or from that of --labels"),
        new Case(
            "IDX with a wrong magic",
            "a-idx3-ubyte",
            new byte[] {1, 2, 3, 4, 5},
            "the file begins with 01 02 03 04; allowed for IDX: 00 00, a type (08, 09, 0B to 0E), the"
                + " number of dimensions"),
        new Case(
            "IDX of no columns",
            "a-idx2-ubyte",
            new byte[] {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 0},
            "a row has 0 numbers; allowed: 1 to 1,000,000"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void badDataAreNamedInOneLine(Case bad) throws IOException {
    Path file = Files.write(folder.resolve(bad.file), bad.content);
    assertThatThrownBy(() -> read(Sources.of(file)))
        .isInstanceOf(DataException.class)
        .message()
        .doesNotContain("\n")
        .startsWith(file + ": " + bad.message)
        .satisfies(message ->
            assertThat(bad.message.endsWith("(") || message.equals(file + ": " + bad.message))
                .as(message)
                .isTrue());
  }

  @Test
  void idxWithFewerImagesThanCounted() throws IOException {
    idx(
        new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3},
        new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 9, 4});
    rejects(
        "a-images-idx3-ubyte",
        "the file ends 1 bytes too early for what its header counts; allowed: as many numbers as"
            + " counted");
  }

  @Test
  void idxWithMoreImagesThanCounted() throws IOException {
    idx(
        new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3},
        new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 9, 4});
    rejects(
        "a-images-idx3-ubyte",
        "bytes follow the last of the 2 rows that the header counts; allowed: as many numbers as"
            + " counted");
  }

  @Test
  void idxWithAnotherNumberOfLabels() throws IOException {
    idx(
        new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2},
        new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 9, 4, 4});
    assertThatThrownBy(() -> read(Sources.of(folder.resolve("a-images-idx3-ubyte"))))
        .hasMessage(
            folder.resolve("a-labels-idx1-ubyte")
                + ": 3 labels for the 2 rows of "
                + folder.resolve("a-images-idx3-ubyte")
                + "; allowed: one label a row");
  }

  @Test
  void truncatedNumpyArrayWithLabels() throws IOException {
    byte[] x = resource("X_small.npy");
    Files.write(folder.resolve("X_small.npy"), Arrays.copyOf(x, x.length - 8));
    Files.write(folder.resolve("y_small.npy"), resource("y_small.npy"));
    rejects("X_small.npy", "the file ends 8 bytes too early; allowed: a whole array");
  }

  @Test
  void infinityAmongTheNumbersOfANumpyArray() throws IOException {
    float[] x = new float[30];
    x[16] = Float.POSITIVE_INFINITY;
    Files.write(folder.resolve("X.npy"), npy(x));
    Files.write(folder.resolve("y.npy"), npy(new float[30]));
    rejects(
        "X.npy",
        "row 17, column \"x0\": \"Infinity\" is not a number (29 of the 30 values of this column"
            + " are); allowed: a decimal number or empty");
  }

  @Test
  void labelNaNOfANumpyArray() throws IOException {
    Files.write(folder.resolve("X.npy"), npy(new float[] {1, 2, 3}));
    Files.write(folder.resolve("y.npy"), npy(new float[] {0, 1, Float.NaN}));
    rejects("X.npy", "row 3, column \"label\": the label is empty; allowed: the name of a class");
  }

  @Test
  void databaseWithoutADriver() {
    rejects(
        "jdbc:nosuch:db",
        "SELECT 1",
        "jdbc:nosuch:db: there is no driver for this URL; allowed: URLs whose driver is on the class"
            + " path (SOFTJAC_CLASSPATH)");
  }

  @Test
  void queryThatFails() {
    rejects(
        "jdbc:h2:mem:bad",
        "SELECT * FROM nowhere",
        "jdbc:h2:mem:bad: the database says: Table \"NOWHERE\" not found (this database is empty); SQL"
            + " statement: (SQL state 42S04); allowed: a query that succeeds");
  }

  @Test
  void queryThatFailsInOneOfItsRows() {
    rejects(
        "jdbc:h2:mem:bad;LAZY_QUERY_EXECUTION=1",
        "SELECT X, 10 / (X - 3) AS \"label\" FROM SYSTEM_RANGE(1, 5)",
        "jdbc:h2:mem:bad: the database says: Division by zero: \"CAST(10 AS BIGINT)\" [22012-240] (SQL"
            + " state 22012); allowed: a query that succeeds");
  }

  @Test
  void databaseThatIsNotThere() {
    rejects(
        "jdbc:h2:mem:nowhere;IFEXISTS=TRUE",
        "SELECT 1",
        "jdbc:h2:mem:nowhere: the database says: Database \"mem:nowhere\" not found, and"
            + " IFEXISTS=true, so we cant auto-create it [90146-240] (SQL state 90146); allowed: a query"
            + " that succeeds");
  }

  @Test
  void fileThatChangesWhileItIsRead() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.csv"), "x,label\n" + "1,a\n2,b\n".repeat(1_500_000));
    ReadingListener meddler = (rows, share) -> append(file);
    assertThatThrownBy(() ->
            new TableReader(Sources.of(file), TableOptions.label("label").withListener(meddler))
                .read())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": the file changed while it was read (12,000,008 bytes of ")
        .hasMessageEndingWith("; allowed: a file that stays as it is");
  }

  @Test
  void aByteOrderMarkAndMixedLineEndsAreNotBad() throws Exception {
    Table table = table("\uFEFFx,label\r\n1,a\n2,b\r3,a\r\n");
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.columns().getFirst().name()).isEqualTo("x");
  }

  @Test
  void nanIsAMissingNumberAndNotBad() throws Exception {
    NumericCells x = (NumericCells) table("x,label\n1,a\nNaN,b\nnan,a\n").columns().getFirst();
    assertThat(x.at(0)).isEqualTo(1);
    assertThat(x.at(1)).isNaN();
    assertThat(x.at(2)).isNaN();
  }

  @Test
  void hugeAndTinyNumbersAreNotBad() throws Exception {
    NumericCells x =
        (NumericCells) table("x,label\n1e308,a\n1e-320,b\n-1e308,a\n").columns().getFirst();
    assertThat(x.at(0)).isEqualTo(1e308);
    assertThat(x.at(1)).isEqualTo(1e-320);
  }

  @Test
  void aFieldOfAMillionCharactersIsNotBad() throws Exception {
    Table table = table("x,t,label\n1," + "word ".repeat(200_000) + ",a\n2,short,b\n");
    assertThat(table.rows()).isEqualTo(2);
  }

  @Test
  void twentyThousandColumnsAreNotBad() throws Exception {
    StringBuilder text = new StringBuilder("label");
    StringBuilder cells = new StringBuilder();
    for (int column = 0; column < 20_000; column++) {
      text.append(",c").append(column);
      cells.append(",").append(column % 10);
    }
    Table table = table(text + "\na" + cells + "\nb" + cells + "\n");
    assertThat(table.columns()).hasSize(20_000);
  }

  @Test
  void tenThousandClassesAreNotBad() throws Exception {
    assertThat(table(classes(10_000)).classes()).hasSize(10_000);
  }

  private static void append(Path file) {
    try (OutputStream out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.APPEND)) {
      out.write("3,a\n".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void idx(byte[] images, byte[] labels) throws IOException {
    Files.write(folder.resolve("a-images-idx3-ubyte"), images);
    Files.write(folder.resolve("a-labels-idx1-ubyte"), labels);
  }

  private void rejects(String file, String problem) {
    assertThatThrownBy(() -> read(Sources.of(folder.resolve(file))))
        .isInstanceOf(DataException.class)
        .hasMessage(folder.resolve(file) + ": " + problem);
  }

  private static void rejects(String url, String query, String message) {
    assertThatThrownBy(() ->
            read(
                Sources.named(
                    List.of(url),
                    new SourceOptions(null, null, null, null, query),
                    InputStream.nullInputStream())))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private Table table(String content) throws IOException, DataException {
    return read(Sources.of(Files.writeString(folder.resolve("a.csv"), content)));
  }

  private static Table read(Source source) throws IOException, DataException {
    return new TableReader(source, TableOptions.label("label")).read();
  }

  private static Case csv(String name, String content, String message) {
    return bytes(name, "a.csv", content, message);
  }

  private static Case bytes(String name, String file, String content, String message) {
    return new Case(name, file, content.getBytes(UTF_8), message);
  }

  private static String numbersWith(String cell) {
    StringBuilder text = new StringBuilder("age,label\n");
    for (int row = 1; row <= 30; row++) {
      text.append(row == 17 ? cell : Integer.toString(row)).append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    return text.toString();
  }

  private static String fault(String cell) {
    return "row 17 (line 18), column \"age\": \""
        + cell
        + "\" is not a number (29 of the 30 values of this column are); allowed: a decimal number or"
        + " empty";
  }

  private static String classes(int count) {
    StringBuilder text = new StringBuilder("x,label\n");
    for (int row = 0; row < count; row++) {
      text.append("1,c").append(row).append('\n');
    }
    return text.toString();
  }

  private static byte[] bomb(boolean gzip) {
    byte[] line = new byte[1 << 20];
    Arrays.fill(line, (byte) '\n');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = gzip ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
      out.write("x,label\n".getBytes(UTF_8));
      for (int i = 0; i < 305; i++) {
        out.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] packed(byte[] content, boolean gzip) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = gzip ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// One column of floats.
  private static byte[] npy(float[] x) {
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, 1), }".formatted(x.length);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + Float.BYTES * x.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) header.length()).put(header.getBytes(UTF_8));
    bytes.asFloatBuffer().put(x);
    return bytes.array();
  }

  private static byte[] resource(String name) {
    try (InputStream stream =
        Objects.requireNonNull(
            BadDataTest.class.getResourceAsStream("/io/github/softjac/source/" + name), name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
