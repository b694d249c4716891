package io.github.softjac.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.data.DataException;
import io.github.softjac.data.OpenRows;
import io.github.softjac.data.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a CSV file is read as.
class CsvSourceTest {

  @TempDir private Path folder;

  @Test
  void cellsComeAsTextByRowAndColumn() throws Exception {
    assertThat(cells("a,b\n1,x\n2,y\n")).containsExactly(List.of("1", "x"), List.of("2", "y"));
  }

  @Test
  void theLastLineNeedsNoEnd() throws Exception {
    assertThat(cells("a,b\n1,x")).containsExactly(List.of("1", "x"));
  }

  @Test
  void linesMayEndAsOnWindows() throws Exception {
    assertThat(cells("a,b\r\n1,x\r\n2,\r\n")).containsExactly(List.of("1", "x"), List.of("2", ""));
  }

  @Test
  void quotedCellsMayHoldCommasQuotesAndLineEnds() throws Exception {
    assertThat(cells("a,b\n\"x, \"\"y\"\"\",\"1\n2\"\n"))
        .containsExactly(List.of("x, \"y\"", "1\n2"));
  }

  @Test
  void spacesAroundACellAreNotPartOfIt() throws Exception {
    assertThat(cells(" a ,b\n 1\t,x y \n")).containsExactly(List.of("1", "x y"));
  }

  @Test
  void blankLinesAreNotRows() throws Exception {
    assertThat(cells("\n\na,b\n\n1,x\n   \n\n2,y\n\n"))
        .containsExactly(List.of("1", "x"), List.of("2", "y"));
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstName() throws Exception {
    try (OpenRows rows = OpenRows.of(source("\uFEFFa,b\n1,x\n"))) {
      assertThat(rows.header().names()).containsExactly("a", "b");
    }
  }

  @Test
  void lettersBeyondAsciiAreKept() throws Exception {
    assertThat(cells("größe,b\n😀é漢,x\n")).containsExactly(List.of("😀é漢", "x"));
  }

  @Test
  void lettersAcrossBufferBordersAreKept() throws Exception {
    for (int shift = 0; shift < 4; shift++) {
      String text = "x".repeat(shift) + "é漢😀".repeat(30_000);
      assertThat(cells("a,b\n" + text + ",y\n")).containsExactly(List.of(text, "y"));
    }
  }

  @Test
  void rowsAreCountedWithoutBlankLinesAndLinesWithThem() throws Exception {
    try (OpenRows rows = OpenRows.of(source("a,b\n1,\"x\ny\"\n\n2,z\n"))) {
      rows.next();
      rows.next();
      assertThat(rows.row()).isEqualTo(2);
      assertThat(rows.line()).isEqualTo(5);
    }
  }

  @Test
  void allSpellingsOfMissingAreMissing() throws Exception {
    try (OpenRows rows = OpenRows.of(source("a,b\n,\nNA,N/A\nNaN,nan\nnull,NULL\n?,\"\"\n"))) {
      while (rows.next()) {
        assertThat(rows.isMissing(0)).as("row %d", rows.row()).isTrue();
        assertThat(rows.isMissing(1)).as("row %d", rows.row()).isTrue();
      }
      assertThat(rows.row()).isEqualTo(5);
    }
  }

  @Test
  void otherWordsAreNotMissing() throws Exception {
    try (OpenRows rows = OpenRows.of(source("a,b\n0,na\nNone,-\n"))) {
      while (rows.next()) {
        assertThat(rows.isMissing(0)).isFalse();
        assertThat(rows.isMissing(1)).isFalse();
      }
    }
  }

  private List<List<String>> cells(String content) throws IOException, DataException {
    List<List<String>> cells = new ArrayList<>();
    try (OpenRows rows = OpenRows.of(source(content))) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 0; column < rows.header().names().size(); column++) {
          row.add(rows.text(column));
        }
        cells.add(row);
      }
    }
    return cells;
  }

  private Source source(String content) throws IOException {
    return Sources.of(file(content));
  }

  private Path file(String content) throws IOException {
    return Files.write(folder.resolve("data.csv"), content.getBytes(StandardCharsets.UTF_8));
  }
}
