package io.github.softjac.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.data.DataException;
import io.github.softjac.data.OpenRows;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.linear.DenseRows;
import io.github.softjac.linear.Features;
import io.github.softjac.linear.RowReader;
import io.github.softjac.schema.CategoricalColumn;
import io.github.softjac.schema.NumericColumn;
import io.github.softjac.schema.Schema;
import io.github.softjac.source.Sources;
import io.github.softjac.table.DataMemory;
import io.github.softjac.table.Table;
import io.github.softjac.table.TableOptions;
import io.github.softjac.table.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Features of rows, in memory and from a file.
class EncodersTest {

  /// The caller's thread.
  private static final Workers ALONE = new Workers(1);

  private static final Schema SCHEMA =
      new Schema(
          "y",
          List.of("a", "b"),
          null,
          List.of(
              new NumericColumn("n", 10, 2, true),
              new CategoricalColumn("c", List.of("blue", "red"), true),
              new NumericColumn("m", 0, 1, false),
              new CategoricalColumn("d", List.of("u", "v"), false)),
          List.of());

  @TempDir private Path folder;

  @Test
  void numbersAreStandardisedAndWordsOneHot() throws Exception {
    assertThat(encode("n,c,m,d\n13,red,-4,u\n"))
        .containsExactly(1.5f, 0, /* c */ 0, 1, 0, /* m */ -4, /* d */ 1, 0);
  }

  @Test
  void missingCellsHaveTheirIndicators() throws Exception {
    assertThat(encode("n,c,m,d\n,NA,1,v\n")).containsExactly(0, 1, 0, 0, 1, 1, 0, 1);
  }

  @Test
  void missingCellsWithoutAnIndicatorAreTheMeanAndNoCategory() throws Exception {
    assertThat(encode("n,c,m,d\n10,blue,,\n")).containsExactly(0, 0, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void unseenWordIsNoCategory() throws Exception {
    assertThat(encode("n,c,m,d\n10,green,0,w\n")).containsOnly(0);
  }

  @Test
  void orderOfColumnsIsFreeAndFurtherColumnsAreNotLookedAt() throws Exception {
    assertThat(encode("d,extra,m,c,n\nu,\"x,y\",-4,red,13\n"))
        .containsExactly(1.5f, 0, 0, 1, 0, -4, 1, 0);
  }

  @Test
  void wildNumberStaysFinite() throws Exception {
    assertThat(encode("n,c,m,d\n1e300,red,-1e300,u\n"))
        .containsExactly(1e6f, 0, 0, 1, 0, -1e6f, 1, 0);
  }

  @Test
  void wordInANumericColumnIsRefused() throws IOException {
    rejects(
        "n,c,m,d\n1,red,2,u\nabc,red,2,u\n",
        "row 2 (line 3), column \"n\": \"abc\" is not a number; allowed: a decimal number or empty");
  }

  @Test
  void lackingColumnIsNamed() throws IOException {
    rejects(
        "n,c,d\n1,red,u\n",
        "the file lacks column \"m\", which the model needs; the file has \"n\", \"c\", \"d\"");
  }

  @Test
  void allLackingColumnsAreNamed() throws IOException {
    rejects(
        "N,c\n1,red\n",
        "the file lacks columns \"n\", \"m\", \"d\", which the model needs; the file has \"N\","
            + " \"c\"");
  }

  @Test
  void rowsInMemoryAndRowsOfAFileHaveTheSameBits() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder text = new StringBuilder("n,c,m,d,y\n");
    for (int row = 0; row < 500; row++) {
      text.append(random.nextInt(9) == 0 ? "NA" : Double.toString(random.nextDouble(1e6)))
          .append(',')
          .append(random.nextInt(9) == 0 ? "" : "w" + random.nextInt(12))
          .append(',')
          .append(random.nextInt(256))
          .append(',')
          .append(random.nextBoolean() ? "u" : "v")
          .append(row % 3 == 0 ? ",a\n" : ",b\n");
    }
    Path file = Files.writeString(folder.resolve("data.csv"), text);
    Table table = new TableReader(Sources.of(file), TableOptions.label("y")).read();
    int[] half = new int[250];
    int[] all = new int[500];
    Arrays.setAll(half, row -> 2 * row);
    Arrays.setAll(all, row -> row);
    Schema schema = SchemaFitter.fit(file.toString(), table, half, "y", null, warning -> {}, ALONE);
    float[] inMemory = values(inMemory(file, schema, table, all, ALONE));
    assertThat(values(LabelledRows.read(Sources.of(file), schema).features())).isEqualTo(inMemory);
    assertThat(LabelledRows.read(Sources.of(file), schema).labels()).isEqualTo(table.labels());
  }

  @Test
  void standardisedTrainingColumnHasMeanZeroAndDeviationOne() throws Exception {
    Path file = Files.writeString(folder.resolve("data.csv"), "x,y\n3,a\n5,b\n10,a\n-7,b\n");
    Table table = new TableReader(Sources.of(file), TableOptions.label("y")).read();
    int[] rows = {0, 1, 2, 3};
    Schema schema = SchemaFitter.fit(file.toString(), table, rows, "y", null, warning -> {}, ALONE);
    double sum = 0;
    double squares = 0;
    for (float x : values(inMemory(file, schema, table, rows, ALONE))) {
      sum += x;
      squares += x * x;
    }
    assertThat(sum).isCloseTo(0, within(1e-6));
    assertThat(squares / 4).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-320, 0.1, 3})
  void manyNumbersAreScaledAsOneIs(double deviation) {
    NumericColumn column = new NumericColumn("n", 0.7, deviation, true);
    double[] x = new double[100];
    SplittableRandom random = new SplittableRandom(3);
    Arrays.setAll(x, i -> random.nextDouble(-5, 5));
    x[1] = 1e308;
    x[2] = -1e308;
    x[3] = 0.7;
    x[4] = Math.nextDown(0.7);
    x[5] = 1e-320;
    float[] scaled = new float[100];
    column.scaled(x, 100, scaled);
    for (int i = 0; i < 100; i++) {
      assertThat(scaled[i]).as("of %s", x[i]).isEqualTo(column.scaled(x[i]));
    }
    column.scaled(new double[] {Double.NaN}, 1, scaled);
    assertThat(scaled[0]).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void featuresDependNeitherOnThreadsNorOnWhereTheyLie(int threads) throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder text = new StringBuilder("n,f,c,y\n");
    for (int row = 0; row < 40_000; row++) {
      text.append(random.nextInt(9) == 0 ? "NA" : Double.toString(random.nextDouble(-1, 1)))
          .append(',')
          .append(random.nextInt(99))
          .append(row % 5 == 0 ? ",u" : ",v")
          .append(row % 3 == 0 ? ",a\n" : ",b\n");
    }
    Path file = Files.writeString(folder.resolve("data.csv"), text);
    Table table = new TableReader(Sources.of(file), TableOptions.label("y")).read();
    int[] all = new int[table.rows()];
    Arrays.setAll(all, row -> row);
    int[] some = Arrays.stream(all).filter(row -> row % 4 != 1).toArray();
    try (Workers workers = new Workers(threads);
        DataMemory none = DataMemory.of(0)) {
      Schema alone = SchemaFitter.fit("data", table, some, "y", null, warning -> {}, ALONE);
      Schema shared = SchemaFitter.fit("data", table, some, "y", null, warning -> {}, workers);
      assertThat(shared).isEqualTo(alone);
      for (int[] rows : List.of(all, some)) {
        float[] expected = values(inMemory(file, alone, table, rows, ALONE));
        assertThat(values(inMemory(file, alone, table, rows, workers))).isEqualTo(expected);
        RowReader mapped =
            (RowReader) TableEncoder.encode("data", alone, table, rows, none, workers);
        float[] read = new float[expected.length];
        mapped.read(0, rows.length, read);
        assertThat(read).isEqualTo(expected);
      }
    }
  }

  private static Features inMemory(
      Path file, Schema schema, Table table, int[] rows, Workers workers) throws Exception {
    return TableEncoder.encode(
        file.toString(), schema, table, rows, DataMemory.unlimited(), workers);
  }

  private float[] encode(String content) throws IOException, DataException {
    Path file = Files.writeString(folder.resolve("rows.csv"), content);
    float[] features = {};
    try (OpenRows rows = OpenRows.of(Sources.of(file))) {
      RowFeatures encoder = new RowFeatures(rows, SCHEMA);
      while (rows.next()) {
        encoder.add();
        features = values(encoder.take());
      }
    }
    return features;
  }

  private static float[] values(Features features) {
    return ((DenseRows) features).values();
  }

  private void rejects(String content, String problem) throws IOException {
    assertThatThrownBy(() -> encode(content))
        .isInstanceOf(DataException.class)
        .hasMessage(folder.resolve("rows.csv") + ": " + problem);
  }
}
