package io.github.softjac.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softjac.data.BadRows;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Source;
import io.github.softjac.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a training file becomes in memory, and which files are refused.
class TableReaderTest {

  @TempDir private Path folder;

  @Test
  void columnOfNumbersIsNumeric() throws Exception {
    Table table = read("x,y\n1.5,a\n-2e3,b\n,a\n");
    NumericCells x = (NumericCells) table.columns().getFirst();
    assertThat(x.at(0)).isEqualTo(1.5);
    assertThat(x.at(1)).isEqualTo(-2000);
    assertThat(x.at(2)).isNaN();
  }

  @Test
  void numbersThatAreNoFloatsKeepTheirDigits() throws Exception {
    Table table = read("x,y\n1600000000.1,a\n1600000000.2,b\n");
    assertThat(((NumericCells) table.columns().getFirst()).at(1)).isEqualTo(1600000000.2);
  }

  @Test
  void columnOfWordsIsCategorical() throws Exception {
    Table table = read("x,y\nred,a\nblue,b\nNA,a\nred,b\n");
    CategoricalCells x = (CategoricalCells) table.columns().getFirst();
    assertThat(x.words()).containsExactly("red", "blue");
    assertThat(List.of(x.at(0), x.at(1), x.at(2), x.at(3))).containsExactly(0, 1, -1, 0);
  }

  @Test
  void typesAreFoundOverAllRows() throws Exception {
    Table table = read("x,y\n1,a\n2,b\n3,a\nhigh,b\nlow,a\nmid,b\n");
    assertThat(table.columns().getFirst()).isInstanceOf(CategoricalCells.class);
  }

  @Test
  void columnWithoutValuesIsEmpty() throws Exception {
    Table table = read("x,z,y\n1,,a\n2,NaN,b\n");
    assertThat(table.columns().get(1)).isEqualTo(new EmptyCells("z", "no row has a value"));
  }

  @Test
  void columnOfMoreThanAThousandWordsIsHashed() throws Exception {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int row = 0; row < 4004; row++) {
      text.append("word").append(row % 1001).append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    assertThat(read(text.toString()).columns().getFirst()).isInstanceOf(HashedCells.class);
  }

  @Test
  void columnOfExactlyAThousandWordsIsCategorical() throws Exception {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int row = 0; row < 4000; row++) {
      text.append("word").append(row % 1000).append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    assertThat(read(text.toString()).columns().getFirst()).isInstanceOf(CategoricalCells.class);
  }

  @Test
  void columnOfAWordARowIsAnIdentifier() throws Exception {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int row = 0; row < 1001; row++) {
      text.append("id").append(row).append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    assertThat(read(text.toString()).columns().getFirst())
        .isEqualTo(
            new EmptyCells(
                "x",
                "it has more than 1,000 different words, nearly one a row, as an identifier has"));
  }

  @Test
  void columnOfDifferentSentencesIsText() throws Exception {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int row = 0; row < 20; row++) {
      text.append("a sentence of number ").append(row).append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    assertThat(read(text.toString()).columns().getFirst()).isInstanceOf(TextCells.class);
  }

  @Test
  void columnOfDatesIsOne() throws Exception {
    Table table = read("x,y\n2024-02-29,a\n,b\n1970-01-02T00:00:01,a\n");
    DateCells dates = (DateCells) table.columns().getFirst();
    assertThat(dates.at(0)).isEqualTo(1709164800);
    assertThat(dates.at(1)).isNaN();
    assertThat(dates.at(2)).isEqualTo(86401);
  }

  @Test
  void aTypeThatTheFirstRowsDoNotShowIsFoundByAllRows() throws Exception {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int row = 0; row < 20_000; row++) {
      text.append(row < 10_000 ? Integer.toString(row % 9) : "w" + row % 9)
          .append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    CategoricalCells x = (CategoricalCells) read(text.toString()).columns().getFirst();
    assertThat(x.words()).hasSize(18).startsWith("0", "1").endsWith("w0");
    assertThat(x.words().get(x.at(19_999))).isEqualTo("w1");
  }

  @Test
  void theTableDependsNeitherOnThreadsNorOnMemory() throws Exception {
    StringBuilder text = new StringBuilder("n,c,y\n");
    for (int row = 0; row < 200_000; row++) {
      text.append(row * 0.1).append(",w").append(row % 77).append(row % 3 == 0 ? ",a\n" : ",b\n");
    }
    Source source = source(text.toString());
    Table one = new TableReader(source, TableOptions.label("y")).read();
    try (DataMemory none = DataMemory.of(0)) {
      TableOptions many = TableOptions.label("y").withThreads(3).withMemory(none);
      Table other = new TableReader(source, many).read();
      assertThat(other.labels()).isEqualTo(one.labels());
      NumericCells n = (NumericCells) one.columns().get(0);
      NumericCells m = (NumericCells) other.columns().get(0);
      CategoricalCells c = (CategoricalCells) one.columns().get(1);
      CategoricalCells d = (CategoricalCells) other.columns().get(1);
      assertThat(d.words()).isEqualTo(c.words());
      for (int row = 0; row < one.rows(); row++) {
        assertThat(m.at(row)).isEqualTo(n.at(row));
        assertThat(d.at(row)).isEqualTo(c.at(row));
      }
    }
  }

  @Test
  void numbersThatCountTheRowsRaiseADoubt() throws Exception {
    StringBuilder text = new StringBuilder("id,y\n");
    for (int row = 1; row <= 30; row++) {
      text.append(row).append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    assertThat(read(text.toString()).doubts())
        .containsExactly(
            "column \"id\" counts the rows (1, 2, …), as an identifier does; leave it aside by"
                + " --ignore unless it means something");
  }

  @Test
  void badRowsAreSkippedCountedAndListed() throws Exception {
    StringBuilder text = new StringBuilder("age,y\n");
    for (int row = 1; row <= 30; row++) {
      text.append(row == 17 ? "abc" : Integer.toString(row % 7))
          .append(row == 20 ? "," : row % 2 == 0 ? ",a" : ",b")
          .append(row == 21 ? ",c\n" : "\n");
    }
    Table table =
        new TableReader(source(text.toString()), TableOptions.label("y").withBadRows(BadRows.SKIP))
            .read();
    assertThat(table.rows()).isEqualTo(27);
    assertThat(table.skipped().count()).isEqualTo(3);
    assertThat(table.skipped().summary())
        .isEqualTo("1 wrong number of cells, 1 missing label, 1 not a number");
    Path file = folder.resolve("data.csv");
    assertThat(table.skipped().first())
        .containsExactly(
            file
                + ": row 17 (line 18), column \"age\": \"abc\" is not a number; allowed: a decimal"
                + " number or empty",
            file
                + ": row 20 (line 21), column \"y\": the label is empty; allowed: the name of a class",
            file + ": row 21 (line 22): found 3 cells; allowed: 2, as in the header");
  }

  @Test
  void aTypeThatIsAskedForIsKept() throws Exception {
    Table table =
        new TableReader(
                source("zip,y\n01,a\n1,b\n"),
                TableOptions.label("y").withTypes(Map.of("zip", ColumnType.CATEGORICAL)))
            .read();
    assertThat(((CategoricalCells) table.columns().getFirst()).words()).containsExactly("01", "1");
  }

  @Test
  void aWordInAColumnThatIsToBeNumericIsNamed() {
    assertThatThrownBy(() ->
            new TableReader(
                    source("x,y\n1,a\nred,b\n"),
                    TableOptions.label("y").withTypes(Map.of("x", ColumnType.NUMERIC)))
                .read())
        .hasMessage(
            folder.resolve("data.csv")
                + ": row 2 (line 3), column \"x\": \"red\" is not a number; allowed: a decimal number"
                + " or empty");
  }

  @Test
  void classesAreSortedAsText() throws Exception {
    Table table = read("x,y\n1,b\n2,a\n3,B\n4,10\n5,9\n");
    assertThat(table.classes()).containsExactly("10", "9", "B", "a", "b");
    assertThat(table.labels()).containsExactly(4, 3, 2, 0, 1);
  }

  @Test
  void classesThatAreNumbersAreSortedByNumber() throws Exception {
    Table table = read("x,y\n1,10\n2,9\n3,-1\n4,9.0\n");
    assertThat(table.classes()).containsExactly("-1", "9", "9.0", "10");
    assertThat(table.labels()).containsExactly(3, 1, 0, 2);
  }

  @Test
  void weightsAreNoFeature() throws Exception {
    Table table = reader("x,w,y\n1,0.5,a\n2,0,b\n", "w", List.of()).read();
    assertThat(table.weights()).containsExactly(0.5f, 0f);
    assertThat(table.columns()).extracting(TableColumn::name).containsExactly("x");
  }

  @Test
  void ignoredColumnsAreNotRead() throws Exception {
    Table table = reader("x,i,y\n1,p,a\n2,q,b\n", null, List.of("i")).read();
    assertThat(table.columns()).extracting(TableColumn::name).containsExactly("x");
  }

  @Test
  void aFewNumbersAmongWordsRaiseNoDoubt() throws Exception {
    assertThat(read("x,y\n1,a\nred,b\nblue,a\n").doubts()).isEmpty();
  }

  @Test
  void wordsAmongNumbersRaiseADoubt() throws Exception {
    assertThat(read("x,y\n1,a\n2,b\n3,b\nred,a\nblue,a\n").doubts())
        .containsExactly(
            "column \"x\" is taken as categorical: \"red\" of row 4 is not a number, though 3 of its"
                + " 5 values are");
  }

  @Test
  void headerOnly() throws IOException {
    rejects("x,y\n", "the file has a header and no rows; allowed: at least one row for each class");
  }

  @Test
  void missingLabelColumn() throws IOException {
    rejects(
        "x,yy\n1,a\n",
        "there is no label column \"y\", did you mean \"yy\"? The file has \"x\", \"yy\"");
  }

  @Test
  void missingWeightColumn() throws IOException {
    rejects(
        "x,y\n1,a\n",
        "weigth",
        List.of(),
        "there is no weight column \"weigth\"; the file has \"x\", \"y\"");
  }

  @Test
  void missingColumnToIgnore() throws IOException {
    rejects(
        "index,y\n1,a\n",
        null,
        List.of("indes"),
        "there is no column to ignore \"indes\", did you mean \"index\"? The file has \"index\","
            + " \"y\"");
  }

  @Test
  void oneClass() throws IOException {
    rejects(
        "x,y\n1,a\n2,a\n", "label column \"y\" has one class only, \"a\"; allowed: two or more");
  }

  @Test
  void emptyLabel() throws IOException {
    rejects(
        "x,y\n1,a\n\n2,\n3,b\n",
        "row 2 (line 4), column \"y\": the label is empty; allowed: the name of a class");
  }

  @Test
  void labelThatStandsForMissing() throws IOException {
    rejects(
        "x,y\n1,a\n2,NaN\n3,b\n",
        "row 2 (line 3), column \"y\": the label \"NaN\" stands for a missing value; allowed: the"
            + " name of a class");
  }

  @Test
  void oneWordInANumericColumn() throws IOException {
    StringBuilder text = new StringBuilder("age,y\n");
    for (int row = 1; row <= 30; row++) {
      text.append(row == 17 ? "abc" : Integer.toString(row)).append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    rejects(
        text.toString(),
        "row 17 (line 18), column \"age\": \"abc\" is not a number (29 of the 30 values of this"
            + " column are); allowed: a decimal number or empty");
  }

  @Test
  void oneWordInAHundredNumbers() throws IOException {
    StringBuilder text = new StringBuilder("age,y\n");
    for (int row = 1; row <= 10_000; row++) {
      text.append(row % 100 == 0 ? "inf" : Integer.toString(row))
          .append(row % 3 == 0 ? ",a\n" : ",b\n");
    }
    rejects(
        text.toString(),
        "row 100 (line 101), column \"age\": \"inf\" is not a number (9,900 of the 10,000 values of"
            + " this column are); allowed: a decimal number or empty");
  }

  @Test
  void twoWordsAmongAHundredNumbersAreCategories() throws Exception {
    StringBuilder text = new StringBuilder("age,y\n");
    for (int row = 1; row <= 100; row++) {
      text.append(row % 50 == 0 ? "old" : Integer.toString(row % 7))
          .append(row % 3 == 0 ? ",a\n" : ",b\n");
    }
    assertThat(read(text.toString()).columns().getFirst()).isInstanceOf(CategoricalCells.class);
  }

  @Test
  void negativeWeight() throws IOException {
    rejects(
        "x,w,y\n1,1,a\n2,-0.5,b\n",
        "w",
        List.of(),
        "row 2 (line 3), column \"w\": \"-0.5\" is not a weight; allowed: a finite number of 0 or"
            + " more");
  }

  @Test
  void missingWeight() throws IOException {
    rejects(
        "x,w,y\n1,,a\n2,1,b\n",
        "w",
        List.of(),
        "row 1 (line 2), column \"w\": \"\" is not a weight; allowed: a finite number of 0 or more");
  }

  @Test
  void weightBeyondFloat() throws IOException {
    rejects(
        "x,w,y\n1,1e39,a\n2,1,b\n",
        "w",
        List.of(),
        "row 1 (line 2), column \"w\": \"1e39\" is not a weight; allowed: a finite number of 0 or"
            + " more");
  }

  @Test
  void tooManyClasses() throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int row = 0; row <= 10_000; row++) {
      text.append("1,c").append(row).append('\n');
    }
    rejects(
        text.toString(),
        "label column \"y\" has more than 10,000 different values, such as \"c10000\"; allowed: at most"
            + " 10,000 classes");
  }

  private Table read(String content) throws IOException, DataException {
    return reader(content, null, List.of()).read();
  }

  private void rejects(String content, String problem) throws IOException {
    rejects(content, null, List.of(), problem);
  }

  private void rejects(
      String content, @Nullable String weight, List<String> ignored, String problem)
      throws IOException {
    Path file = file(content);
    assertThatThrownBy(() -> reader(content, weight, ignored).read())
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": " + problem);
  }

  private TableReader reader(String content, @Nullable String weight, List<String> ignored)
      throws IOException {
    return new TableReader(
        source(content), TableOptions.label("y").withWeight(weight).withIgnored(ignored));
  }

  @Test
  void sourceIsOpenedOnceWhereItsFirstRowsTellTheTypes() throws Exception {
    assertThat(timesOpened("x,y\n1,a\n2,b\n")).isEqualTo(1);
  }

  @Test
  void sourceIsOpenedTwiceWhereItsFirstRowsAreWrong() throws Exception {
    String numbers = "1,a\n2,b\n".repeat(3000);
    assertThat(timesOpened("x,y\n" + numbers + "w,a\nv,b\n".repeat(3000))).isEqualTo(2);
  }

  private int timesOpened(String content) throws Exception {
    Source source = source(content);
    int[] times = {0};
    Source counting =
        new Source() {
          @Override
          public String name() {
            return source.name();
          }

          @Override
          public Chunks open() throws IOException, DataException {
            times[0]++;
            return source.open();
          }
        };
    new TableReader(counting, TableOptions.label("y")).read();
    return times[0];
  }

  private Source source(String content) throws IOException {
    return Sources.of(file(content));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), content);
  }
}
