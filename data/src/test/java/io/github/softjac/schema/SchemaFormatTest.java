package io.github.softjac.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softjac.model.ModelFile;
import io.github.softjac.model.ModelFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The schema in the header of a model file.
class SchemaFormatTest {

  private static final Schema SCHEMA =
      new Schema(
          "species",
          List.of("b", "a"),
          "w",
          List.of(
              new NumericColumn("mass", 4201.754385964912, 801.9545356980957, true),
              new CategoricalColumn("sex", List.of("FEMALE", "MALE"), false)),
          List.of(new DroppedColumn("id", "ignored on request")));

  private static final String JSON =
      """
      {"label":"species","classes":["b","a"],"weight":"w","columns":[\
      {"name":"mass","type":"numeric","mean":4201.754385964912,\
      "standardDeviation":801.9545356980957,"missingIndicator":true},\
      {"name":"sex","type":"categorical","categories":["FEMALE","MALE"],"missingCategory":false}],\
      "dropped":[{"name":"id","reason":"ignored on request"}]}\
      """;

  @Test
  void schemaIsDescribedAsDocumented() {
    assertThat(SchemaFormat.describe(SCHEMA)).hasToString(JSON);
  }

  @Test
  void descriptionIsReadBackAsTheSameSchema() throws Exception {
    assertThat(read(JSON)).isEqualTo(SCHEMA);
  }

  @Test
  void weightMayBeAbsent() throws Exception {
    assertThat(read(JSON.replace("\"weight\":\"w\",", "")).weight()).isNull();
  }

  @Test
  void missingLabel() {
    rejects(
        JSON.replace("\"label\":\"species\",", ""),
        "header schema.label is missing: needed is a string");
  }

  @Test
  void oneClass() {
    rejects(
        JSON.replace("[\"b\",\"a\"]", "[\"b\"]"),
        "header schema: the schema has 1 classes: there must be two or more");
  }

  @Test
  void classTwice() {
    rejects(
        JSON.replace("[\"b\",\"a\"]", "[\"b\",\"b\"]"),
        "header schema: the schema has class \"b\" twice: each must be there once");
  }

  @Test
  void columnTwice() {
    rejects(
        JSON.replace("\"sex\"", "\"mass\""),
        "header schema: the schema has column \"mass\" twice: each must be there once");
  }

  @Test
  void noColumns() {
    rejects(
        JSON.replaceFirst("\"columns\":\\[.*?\\}\\]", "\"columns\":[]"),
        "header schema: the schema has no columns: there must be one or more");
  }

  @Test
  void unknownType() {
    rejects(
        JSON.replace("\"numeric\"", "\"colour\""),
        "header schema.columns[0]: \"type\" is \"colour\": allowed are numeric, categorical, hashed,"
            + " date, text, vector");
  }

  @Test
  void negativeDeviation() {
    rejects(
        JSON.replace("801.9545356980957", "-1.5"),
        "header schema.columns[0]: standard deviation of column \"mass\" is -1.5: it must be finite"
            + " and 0 or more");
  }

  @Test
  void unsortedCategories() {
    rejects(
        JSON.replace("[\"FEMALE\",\"MALE\"]", "[\"MALE\",\"FEMALE\"]"),
        "header schema.columns[1]: categories of column \"sex\" hold \"FEMALE\" after \"MALE\": they"
            + " must be sorted, each once");
  }

  @Test
  void noCategories() {
    rejects(
        JSON.replace("[\"FEMALE\",\"MALE\"]", "[]"),
        "header schema.columns[1]: column \"sex\" has no categories: there must be one or more");
  }

  private static Schema read(String json) throws ModelFileException {
    JsonObject header = new JsonObject();
    header.add(SchemaFormat.SECTION, JsonParser.parseString(json));
    return SchemaFormat.read(new ModelFile(header, List.of()));
  }

  private static void rejects(String json, String problem) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("model: " + problem);
  }
}
