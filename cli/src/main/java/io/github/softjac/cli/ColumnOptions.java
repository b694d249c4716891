package io.github.softjac.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.softjac.classifier.ClassifierOptions;
import io.github.softjac.table.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of `softjac train` that say what columns are, and how much memory their cells may take.
final class ColumnOptions {

  @Option(
      names = "--types",
      paramLabel = "COL=TYPE,…|FILE",
      description =
          "What columns are: numeric, categorical, hashed, date, text, or ignore; as"
              + " age=numeric,zip=categorical, or a JSON file {\"age\": \"numeric\"}. Default: what"
              + " their values are.")
  private @Nullable String types;

  @Option(
      names = "--text",
      paramLabel = "COL,…",
      split = ",",
      hideParamSyntax = true,
      description = "Columns of free text, beside those that evidently are.")
  private List<String> text = List.of();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = MemorySize.class,
      description =
          "How much memory the data may take, such as 2g; what is more is kept in a temporary file."
              + " The result does not depend on it. Default: half of the heap.")
  private @Nullable Long memory;

  ColumnOptions() {}

  /// Types by column.
  ///
  /// @throws IllegalArgumentException if the option is not as it should be
  Map<String, ColumnType> types() throws IOException {
    Map<String, ColumnType> all = new LinkedHashMap<>();
    given()
        .forEach((column, type) -> {
          if (!type.equals("ignore")) {
            all.put(column, type(column, type));
          }
        });
    for (String column : text) {
      ColumnType earlier = all.put(column, ColumnType.TEXT);
      if (earlier != null && earlier != ColumnType.TEXT) {
        throw new IllegalArgumentException(
            "column \"%s\" is both %s and text: allowed is one of them"
                .formatted(column, earlier.option()));
      }
    }
    return all;
  }

  /// Columns that are to be left aside.
  List<String> ignored() throws IOException {
    List<String> ignored = new ArrayList<>();
    given()
        .forEach((column, type) -> {
          if (type.equals("ignore")) {
            ignored.add(column);
          }
        });
    return ignored;
  }

  ClassifierOptions withMemory(ClassifierOptions options) {
    return memory == null ? options : options.withMemory(memory);
  }

  private static ColumnType type(String column, String name) {
    ColumnType type = ColumnType.named(name);
    if (type == null) {
      throw new IllegalArgumentException(
          "--types has \"%s\" for column \"%s\": allowed are %s, ignore"
              .formatted(name, column, String.join(", ", ColumnType.options())));
    }
    return type;
  }

  private Map<String, String> given() throws IOException {
    if (types == null) {
      return Map.of();
    }
    return types.indexOf('=') < 0 ? ofFile(Path.of(types)) : ofList(types);
  }

  private static Map<String, String> ofList(String list) {
    Map<String, String> types = new LinkedHashMap<>();
    for (String entry : list.split(",", -1)) {
      int equals = entry.lastIndexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "--types has \"%s\": allowed is column=type, with commas between".formatted(entry));
      }
      types.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    return types;
  }

  private static Map<String, String> ofFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "types is \"%s\": allowed is column=type, with commas between, or a JSON file"
              .formatted(file));
    }
    Map<String, String> types = new LinkedHashMap<>();
    try {
      JsonObject object = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        types.put(entry.getKey(), entry.getValue().getAsString());
      }
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      throw new IllegalArgumentException(
          "types is file \"%s\", which is not JSON such as {\"age\": \"numeric\"}".formatted(file),
          e);
    }
    return types;
  }
}
