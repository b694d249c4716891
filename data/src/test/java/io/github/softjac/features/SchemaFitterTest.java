package io.github.softjac.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.data.DataException;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.schema.CategoricalColumn;
import io.github.softjac.schema.DroppedColumn;
import io.github.softjac.schema.HashedBuckets;
import io.github.softjac.schema.HashedColumn;
import io.github.softjac.schema.NumericColumn;
import io.github.softjac.schema.Schema;
import io.github.softjac.schema.TextColumn;
import io.github.softjac.source.Sources;
import io.github.softjac.table.Table;
import io.github.softjac.table.TableOptions;
import io.github.softjac.table.TableReader;
import io.github.softjac.text.TextTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is learned about columns, and which of them are dropped.
class SchemaFitterTest {

  /// The caller's thread.
  private static final Workers ALONE = new Workers(1);

  @TempDir private Path folder;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void meanAndPopulationDeviationAreThoseOfTheTrainingRows() throws Exception {
    Schema schema = fit("x,y\n2,a\n4,b\n1000,a\n9,b\n", 0, 1, 3);
    NumericColumn x = (NumericColumn) schema.columns().getFirst();
    assertThat(x.mean()).isEqualTo(5);
    // ((2−5)² + (4−5)² + (9−5)²) / 3 = 26/3
    assertThat(x.standardDeviation()).isEqualTo(Math.sqrt(26.0 / 3), within(1e-15));
    assertThat(x.missingIndicator()).isFalse();
  }

  @Test
  void missingNumbersCountNeitherInTheMeanNorInTheDeviation() throws Exception {
    NumericColumn x = (NumericColumn) fit("x,y\n1,a\n,b\n3,a\nNA,b\n").columns().getFirst();
    assertThat(x).isEqualTo(new NumericColumn("x", 2, 1, true));
  }

  @Test
  void missingNumberInARowHeldOutMakesNoIndicator() throws Exception {
    NumericColumn x = (NumericColumn) fit("x,y\n1,a\n,b\n3,a\n", 0, 2).columns().getFirst();
    assertThat(x.missingIndicator()).isFalse();
  }

  @Test
  void categoriesAreThoseOfTheTrainingRowsSorted() throws Exception {
    Schema schema = fit("x,y\nred,a\nblue,b\ngreen,a\nred,b\n", 0, 1, 3);
    assertThat(schema.columns())
        .containsExactly(new CategoricalColumn("x", List.of("blue", "red"), false));
  }

  @Test
  void missingWordIsACategoryOfItsOwn() throws Exception {
    Schema schema = fit("x,y\nred,a\n,b\nred,a\n");
    assertThat(schema.columns()).containsExactly(new CategoricalColumn("x", List.of("red"), true));
  }

  @Test
  void constantNumberIsDropped() throws Exception {
    Schema schema = fit("x,c,y\n1,5,a\n2,5.0,b\n");
    assertThat(schema.dropped())
        .containsExactly(new DroppedColumn("c", "every training row has the same value, 5"));
    assertThat(warnings)
        .containsExactly("column \"c\" is dropped: every training row has the same value, 5");
  }

  @Test
  void constantFractionIsDroppedThoughItsMeanRounds() throws Exception {
    Schema schema = fit("x,c,y\n1,0.1,a\n2,0.1,b\n3,0.1,a\n4,0.1,b\n5,0.1,b\n6,0.1,b\n");
    assertThat(schema.dropped())
        .containsExactly(new DroppedColumn("c", "every training row has the same value, 0.1"));
  }

  @Test
  void numberThatIsConstantInTrainingRowsIsDropped() throws Exception {
    assertThat(fit("x,c,y\n1,5,a\n2,6,b\n3,5,b\n", 0, 2).dropped())
        .containsExactly(new DroppedColumn("c", "every training row has the same value, 5"));
  }

  @Test
  void aSingleMissingNumberHasNoIndicator() throws Exception {
    assertThat(fit("x,y\n1,a\n,b\n3,a\n").columns())
        .containsExactly(new NumericColumn("x", 2, 1, false));
  }

  @Test
  void constantBesideASingleMissingNumberIsDropped() throws Exception {
    assertThat(fit("x,c,y\n1,5,a\n2,,b\n3,5,b\n").dropped())
        .containsExactly(
            new DroppedColumn(
                "c", "every training row but one that has none has the same value, 5"));
  }

  @Test
  void constantBesideMissingIsKeptForItsIndicator() throws Exception {
    assertThat(fit("c,y\n5,a\n,b\n5,a\n,b\n").columns())
        .containsExactly(new NumericColumn("c", 5, 0, true));
  }

  @Test
  void constantWordIsDropped() throws Exception {
    assertThat(fit("x,c,y\n1,k,a\n2,k,b\n").dropped())
        .containsExactly(new DroppedColumn("c", "every training row has the same value, \"k\""));
  }

  @Test
  void columnWithoutValuesIsDropped() throws Exception {
    assertThat(fit("x,c,y\n1,,a\n2,NA,b\n").dropped())
        .containsExactly(new DroppedColumn("c", "no row has a value"));
  }

  @Test
  void columnWithoutValuesInTrainingRowsIsDropped() throws Exception {
    assertThat(fit("x,c,w,y\n1,,,a\n2,,,b\n3,7,k,b\n", 0, 1).dropped())
        .containsExactly(
            new DroppedColumn("c", "no training row has a value"),
            new DroppedColumn("w", "no training row has a value"));
  }

  @Test
  void identifierIsDropped() throws Exception {
    StringBuilder text = new StringBuilder("x,id,y\n");
    for (int row = 0; row < 10; row++) {
      text.append(row).append(",k").append(row).append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    assertThat(fit(text.toString()).dropped())
        .containsExactly(
            new DroppedColumn(
                "id", "each of its 10 values in training rows is different, as in an identifier"));
  }

  @Test
  void fewDifferentWordsAreNoIdentifier() throws Exception {
    assertThat(fit("x,y\nred,a\nblue,b\ngreen,a\n").columns()).hasSize(1);
  }

  @Test
  void bucketsOfManyWordsAreThoseOfTheTrainingRows() throws Exception {
    StringBuilder text = new StringBuilder("x,t,y\n");
    for (int row = 0; row < 1500; row++) {
      text.append(row % 5).append(",t").append(row % 1001).append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    HashedColumn column = (HashedColumn) fit(text.toString(), 0, 1, 1001, 3).columns().get(1);
    assertThat(column.features()).isEqualTo(3);
    assertThat(column.buckets().of(TextTokens.bucketOf("t1", HashedBuckets.COUNT))).isNotNegative();
    assertThat(column.buckets().of(TextTokens.bucketOf("t2", HashedBuckets.COUNT))).isNegative();
  }

  @Test
  void tokensOfOneTrainingRowHaveNoFeature() throws Exception {
    StringBuilder text = new StringBuilder("t,y\n");
    for (int row = 0; row < 12; row++) {
      text.append("always the same but ")
          .append((char) ('a' + row))
          .append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    TextColumn column = (TextColumn) fit(text.toString()).columns().getFirst();
    assertThat(column.documents()).isEqualTo(12);
    for (int frequency : column.frequencies()) {
      assertThat(frequency).isEqualTo(12);
    }
  }

  @Test
  void ignoredColumnIsListedWithoutAWarning() throws Exception {
    Path file = Files.writeString(folder.resolve("data.csv"), "x,i,y\n1,2,a\n3,4,b\n");
    Table table =
        new TableReader(Sources.of(file), TableOptions.label("y").withIgnored(List.of("i"))).read();
    Schema schema =
        SchemaFitter.fit(file.toString(), table, new int[] {0, 1}, "y", null, warnings::add, ALONE);
    assertThat(schema.dropped()).containsExactly(new DroppedColumn("i", "ignored on request"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void tableWithoutAUsefulColumn() {
    assertThatThrownBy(() -> fit("c,y\n5,a\n5,b\n"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.resolve("data.csv")
                + ": no column is left to learn from: \"c\" (every training row has the same value,"
                + " 5); allowed: one or more columns of numbers or categories that differ between"
                + " rows");
  }

  @Test
  void tableOfNothingButTheLabel() {
    assertThatThrownBy(() -> fit("y\na\nb\n"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.resolve("data.csv")
                + ": no column is left to learn from; allowed: one or more columns of numbers or"
                + " categories that differ between rows");
  }

  @Test
  void numbersTooLargeForAMean() {
    assertThatThrownBy(() -> fit("x,y\n1e308,a\n1.1e308,b\n"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.resolve("data.csv")
                + ": column \"x\" has numbers so large that their mean (Infinity) or standard"
                + " deviation (Infinity) is not finite; allowed: numbers up to 1e150");
  }

  private Schema fit(String content, int... rows) throws IOException, DataException {
    Path file = Files.writeString(folder.resolve("data.csv"), content);
    Table table = new TableReader(Sources.of(file), TableOptions.label("y")).read();
    int[] training = rows;
    if (rows.length == 0) {
      training = new int[table.rows()];
      for (int row = 0; row < training.length; row++) {
        training[row] = row;
      }
    }
    return SchemaFitter.fit(file.toString(), table, training, "y", null, warnings::add, ALONE);
  }
}
