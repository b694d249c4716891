package io.github.softjac.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softjac.data.DataException;
import io.github.softjac.schema.NumericColumn;
import io.github.softjac.schema.Schema;
import io.github.softjac.source.Sources;
import io.github.softjac.trainer.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files with labels that are compared with a model.
class LabelledRowsTest {

  private static final Schema SCHEMA =
      new Schema(
          "y", List.of("a", "b"), "w", List.of(new NumericColumn("x", 0, 1, false)), List.of());

  @TempDir private Path folder;

  @Test
  void labelsAreNumberedAsTheClassesOfTheSchema() throws Exception {
    assertThat(read("x,y\n1,b\n2,b\n3,a\n").labels()).containsExactly(1, 1, 0);
  }

  @Test
  void weightsAreReadWhereTheFileHasThem() throws Exception {
    assertThat(read("x,y,w\n1,b,0.5\n2,b,3\n").weights()).containsExactly(0.5f, 3f);
  }

  @Test
  void rowsCountOneWhereTheFileHasNoWeights() throws Exception {
    assertThat(read("x,y\n1,b\n2,b\n").weights()).isNull();
  }

  @Test
  void manyRowsAreAllThere() throws Exception {
    StringBuilder text = new StringBuilder("x,y,w\n");
    for (int row = 0; row < 10_000; row++) {
      text.append(row).append(row % 2 == 0 ? ",a," : ",b,").append(row % 5).append('\n');
    }
    Dataset rows = read(text.toString());
    assertThat(rows.rows()).isEqualTo(10_000);
    float[] x = new float[1];
    for (int row = 0; row < 10_000; row++) {
      rows.copyRow(row, x, 0);
      assertThat(x[0]).isEqualTo(row);
      assertThat(rows.labels()[row]).isEqualTo(row % 2);
      assertThat(rows.weight(row)).isEqualTo(row % 5);
    }
  }

  @Test
  void unseenLabel() throws IOException {
    rejects(
        "x,y\n1,a\n2,c\n",
        "row 2 (line 3), column \"y\": \"c\" is not a class of the model; allowed: \"a\", \"b\"");
  }

  @Test
  void missingLabel() throws IOException {
    rejects(
        "x,y\n1,a\n2,\n",
        "row 2 (line 3), column \"y\": the label is empty; allowed: the name of a class");
  }

  @Test
  void missingLabelColumn() throws IOException {
    rejects("x,z\n1,a\n", "there is no label column \"y\"; the file has \"x\", \"z\"");
  }

  @Test
  void noRows() throws IOException {
    rejects("x,y\n", "the file has a header and no rows; allowed: at least one row");
  }

  @Test
  void weightsThatAreAllZero() throws IOException {
    rejects(
        "x,y,w\n1,a,0\n2,b,0\n", "the weights of all 2 rows are 0; allowed: at least one above 0");
  }

  private Dataset read(String content) throws IOException, DataException {
    return LabelledRows.read(
        Sources.of(Files.writeString(folder.resolve("rows.csv"), content)), SCHEMA);
  }

  private void rejects(String content, String problem) throws IOException {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(DataException.class)
        .hasMessage(folder.resolve("rows.csv") + ": " + problem);
  }
}
