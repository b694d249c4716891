package io.github.softjac.schema;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.softjac.model.ModelFile;
import io.github.softjac.model.ModelFileException;
import io.github.softjac.model.Section;
import io.github.softjac.text.TextTokens;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A schema as a section of a model file's header, and back; see `docs/data.md`.
///
/// ```json
/// {"label": "species", "classes": ["Adelie", "Gentoo"],
///  "columns": [
///    {"name": "mass", "type": "numeric", "mean": 4201.7, "standardDeviation": 801.9,
///     "missingIndicator": true},
///    {"name": "sex", "type": "categorical", "categories": ["FEMALE", "MALE"],
///     "missingCategory": true}],
///  "dropped": [{"name": "id", "reason": "ignored on request"}]}
/// ```
///
/// A key `weight` after `classes` names the weight column where there is one.
public final class SchemaFormat {

  /// Key of the schema's section in the header.
  public static final String SECTION = "schema";

  private static final String NUMERIC = "numeric";
  private static final String CATEGORICAL = "categorical";
  private static final String HASHED = "hashed";
  private static final String DATE = "date";
  private static final String TEXT = "text";
  private static final String VECTOR = "vector";

  private SchemaFormat() {}

  /// The schema's description: the section [#SECTION] of the header.
  public static JsonObject describe(Schema schema) {
    JsonObject description = new JsonObject();
    description.addProperty("label", schema.label());
    description.add("classes", array(schema.classes()));
    if (schema.weight() != null) {
      description.addProperty("weight", schema.weight());
    }
    JsonArray columns = new JsonArray();
    for (Column column : schema.columns()) {
      columns.add(describe(column));
    }
    description.add("columns", columns);
    JsonArray dropped = new JsonArray();
    for (DroppedColumn column : schema.dropped()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("name", column.name());
      entry.addProperty("reason", column.reason());
      dropped.add(entry);
    }
    description.add("dropped", dropped);
    return description;
  }

  private static JsonObject describe(Column column) {
    JsonObject description = new JsonObject();
    description.addProperty("name", column.name());
    switch (column) {
      case NumericColumn numeric -> {
        description.addProperty("type", NUMERIC);
        description.addProperty("mean", numeric.mean());
        description.addProperty("standardDeviation", numeric.standardDeviation());
        description.addProperty("missingIndicator", numeric.missingIndicator());
      }
      case CategoricalColumn categorical -> {
        description.addProperty("type", CATEGORICAL);
        description.add("categories", array(categorical.categories()));
        description.addProperty("missingCategory", categorical.missingCategory());
      }
      case HashedColumn hashed -> {
        description.addProperty("type", HASHED);
        description.addProperty("of", HashedBuckets.COUNT);
        description.add("buckets", array(hashed.buckets().numbers()));
        description.addProperty("missingCategory", hashed.missingCategory());
      }
      case DateColumn date -> {
        description.addProperty("type", DATE);
        description.addProperty("mean", date.mean());
        description.addProperty("standardDeviation", date.standardDeviation());
        description.addProperty("time", date.time());
        description.addProperty("missingIndicator", date.missingIndicator());
      }
      case TextColumn text -> {
        description.addProperty("type", TEXT);
        description.addProperty("documents", text.documents());
        description.addProperty("norm", text.norm());
        description.add("buckets", array(text.buckets().numbers()));
        description.add("frequencies", array(text.frequencies()));
      }
      case VectorColumn vector -> {
        description.addProperty("type", VECTOR);
        description.add("indices", array(vector.indices().numbers()));
        JsonArray largest = new JsonArray();
        for (double value : vector.largest()) {
          largest.add(value);
        }
        description.add("largest", largest);
      }
    }
    return description;
  }

  private static JsonArray array(int[] numbers) {
    JsonArray array = new JsonArray(numbers.length);
    for (int number : numbers) {
      array.add(number);
    }
    return array;
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray(texts.size());
    texts.forEach(array::add);
    return array;
  }

  /// The schema of a file, from its section [#SECTION].
  ///
  /// @throws ModelFileException if the section or a part of it is missing or wrong
  public static Schema read(ModelFile file) throws ModelFileException {
    Section description = file.section(SECTION);
    List<Column> columns = new ArrayList<>();
    for (Section column : description.sections("columns")) {
      columns.add(readColumn(column));
    }
    List<DroppedColumn> dropped = new ArrayList<>();
    for (Section column : description.sections("dropped")) {
      dropped.add(new DroppedColumn(column.text("name"), column.text("reason")));
    }
    String label = description.text("label");
    List<String> classes = description.texts("classes");
    @Nullable String weight = description.has("weight") ? description.text("weight") : null;
    try {
      return new Schema(label, classes, weight, columns, dropped);
    } catch (IllegalArgumentException e) {
      throw description.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static Column readColumn(Section description) throws ModelFileException {
    String name = description.text("name");
    String type = description.text("type");
    try {
      return switch (type) {
        case NUMERIC ->
            new NumericColumn(
                name,
                description.number("mean"),
                description.number("standardDeviation"),
                description.flag("missingIndicator"));
        case CATEGORICAL ->
            new CategoricalColumn(
                name, description.texts("categories"), description.flag("missingCategory"));
        case HASHED -> {
          int of = description.integer("of", HashedBuckets.COUNT, HashedBuckets.COUNT);
          yield new HashedColumn(
              name,
              Places.of(description.integers("buckets", 0, of - 1), of),
              description.flag("missingCategory"));
        }
        case DATE ->
            new DateColumn(
                name,
                description.number("mean"),
                description.number("standardDeviation"),
                description.flag("time"),
                description.flag("missingIndicator"));
        case TEXT ->
            new TextColumn(
                name,
                description.integer("documents", 1, Integer.MAX_VALUE),
                Places.of(
                    description.integers("buckets", 0, TextTokens.BUCKETS - 1), TextTokens.BUCKETS),
                description.integers("frequencies", 1, Integer.MAX_VALUE),
                description.number("norm"));
        case VECTOR ->
            new VectorColumn(
                name,
                Places.of(
                    description.integers("indices", 0, VectorColumn.PLACES - 1),
                    VectorColumn.PLACES),
                description.numbers("largest"));
        default ->
            throw description.invalid(
                "\"type\" is \"%s\": allowed are %s"
                    .formatted(
                        type, String.join(", ", NUMERIC, CATEGORICAL, HASHED, DATE, TEXT, VECTOR)));
      };
    } catch (IllegalArgumentException e) {
      throw description.invalid(String.valueOf(e.getMessage()));
    }
  }
}
