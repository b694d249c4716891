package io.github.softjac.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softjac.data.DataException;
import io.github.softjac.data.OpenRows;
import io.github.softjac.data.Quoted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each fault of a CSV file has one clear line.
class BadCsvTest {

  @TempDir private Path folder;

  @Test
  void missingFile() {
    Path file = folder.resolve("none.csv");
    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": there is no such file; allowed: a CSV file");
  }

  @Test
  void directory() {
    assertThatThrownBy(() -> readAll(folder))
        .isInstanceOf(DataException.class)
        .hasMessage(folder + ": this is a directory; allowed: a CSV file");
  }

  @Test
  void device() {
    Path device = Path.of("/dev/null");
    assertThatThrownBy(() -> readAll(device))
        .isInstanceOf(DataException.class)
        .hasMessage("/dev/null: this is not a regular file; allowed: a CSV file");
  }

  @Test
  void emptyFile() throws IOException {
    rejects("", "the file is empty; allowed: a header line, then data rows");
  }

  @Test
  void fileOfBlankLines() throws IOException {
    rejects("\n  \n\n", "the file is empty; allowed: a header line, then data rows");
  }

  @Test
  void nameTwiceInTheHeader() throws IOException {
    rejects(
        "a,b,a\n1,2,3\n",
        "columns 1 and 3 are both named \"a\" in the header; allowed: each name once");
  }

  @Test
  void emptyNameInTheHeader() throws IOException {
    rejects(
        ",a,b\n1,2,3\n",
        "column 1 of 3 has no name in the header; allowed: a name for every column");
  }

  @Test
  void tooFewCells() throws IOException {
    rejects("a,b,c\n1,2,3\n\n1,2\n", "row 2 (line 4): found 2 cells; allowed: 3, as in the header");
  }

  @Test
  void tooManyCells() throws IOException {
    rejects("a,b,c\n1,2,3,4\n", "row 1 (line 2): found 4 cells; allowed: 3, as in the header");
  }

  @Test
  void unclosedQuote() throws IOException {
    rejects(
        "a,b\n1,2\n3,\"x\n4,5\n",
        "line 3: not valid CSV: Unclosed quoted field at end of input; allowed: cells with or"
            + " without double quotes, a quote inside quotes doubled");
  }

  @Test
  void lettersAfterAQuote() throws IOException {
    rejects(
        "a,b\n1,2\n3,\"x\"y\n4,5\n",
        "line 3: not valid CSV: Unexpected character after closing quote: 'y' (0x79); allowed: cells with or without double quotes, a quote inside quotes doubled");
  }

  @Test
  void unclosedQuoteFarFromTheEnd() throws IOException {
    rejects(
        "a,b\n1,2\n3,\"x\n" + "4,5\n".repeat(5_000_000),
        "line 3: not valid CSV: The maximum buffer size of 16777216 is insufficient to read the data of a single field; allowed: cells with or without double quotes, a quote inside quotes doubled");
  }

  @Test
  void latin1() throws IOException {
    rejects(
        "a,b\r\n1,x\r\n2,caf\u00e9\r\n".getBytes(StandardCharsets.ISO_8859_1),
        "line 3: byte 16 of the file, 0xE9, is not UTF-8; allowed: UTF-8 text");
  }

  @Test
  void utf16() throws IOException {
    rejects(
        "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16),
        "line 1: byte 1 of the file, 0xFE, is not UTF-8; allowed: UTF-8 text");
  }

  @Test
  void letterCutOffAtTheEnd() throws IOException {
    byte[] whole = "a,b\n1,é".getBytes(StandardCharsets.UTF_8);
    rejects(
        Arrays.copyOf(whole, whole.length - 1),
        "line 2: byte 7 of the file, 0xC3, is not UTF-8; allowed: UTF-8 text");
  }

  @Test
  void faultFarIntoTheFileIsFoundAtItsByte() throws IOException {
    byte[] bytes = ("a,b\n" + "1,2\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    bytes[300_002] = (byte) 0xFF;
    rejects(bytes, "line 75001: byte 300,003 of the file, 0xFF, is not UTF-8; allowed: UTF-8 text");
  }

  @Test
  void messageOfAColumnWithALineEndInItsNameIsOneLine() {
    assertThat(new DataException("f", 1, 2, "a\nb", DataException.Fault.MALFORMED, "bad"))
        .hasMessage("f: row 1 (line 2), column \"a\\u000ab\": bad");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    assertThat(Quoted.of("a\u001b[2J\n")).isEqualTo("\"a\\u001b[2J\\u000a\"");
  }

  @Test
  void longTextIsCut() {
    assertThat(Quoted.of("x".repeat(61))).isEqualTo("\"" + "x".repeat(60) + "…\"");
  }

  private void rejects(String content, String problem) throws IOException {
    rejects(content.getBytes(StandardCharsets.UTF_8), problem);
  }

  private void rejects(byte[] content, String problem) throws IOException {
    Path file = Files.write(folder.resolve("data.csv"), content);
    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": " + problem);
  }

  private static void readAll(Path file) throws IOException, DataException {
    try (OpenRows rows = OpenRows.of(Sources.of(file))) {
      while (rows.next()) {
        assertThat(rows.row()).isPositive();
      }
    }
  }
}
