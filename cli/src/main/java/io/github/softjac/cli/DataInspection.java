package io.github.softjac.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.softjac.classifier.DataWarnings;
import io.github.softjac.table.ColumnProfile;
import io.github.softjac.table.ColumnType;
import io.github.softjac.table.DataProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `softjac inspect` says of data.
record DataInspection(String source, DataProfile profile) {

  private static final int MOST_CLASSES = 50;

  String text() {
    Table facts = new Table("<data", "<" + source);
    facts.row("rows", MetricsView.count(profile.rows()));
    facts.row("columns", MetricsView.count(profile.columns().size()));
    Table columns = new Table("<column", "<type", "missing", "different", "least", "most");
    for (ColumnProfile column : profile.columns()) {
      columns.row(
          column.name(),
          column.type().option(),
          MetricsView.count(column.missing()),
          column.words() == 0 ? "" : different(column),
          column.numbers() == 0 ? "" : number(column.least()),
          column.numbers() == 0 ? "" : number(column.most()));
    }
    StringBuilder text = new StringBuilder(facts.text()).append('\n').append(columns.text());
    if (!profile.classes().isEmpty()) {
      text.append('\n').append(classes());
    }
    if (!warnings().isEmpty()) {
      text.append("\nWarnings:\n");
      warnings().forEach(warning -> text.append("  ").append(warning).append('\n'));
    }
    return text.toString();
  }

  private static String different(ColumnProfile column) {
    int words = column.differentWords();
    return MetricsView.count(words) + (words < ColumnProfile.MOST_DIFFERENT ? "" : " or more");
  }

  private String classes() {
    Table table = new Table("<class", "rows", "share");
    int shown = 0;
    for (var entry : profile.classes().entrySet()) {
      if (shown++ < MOST_CLASSES) {
        table.row(
            entry.getKey(),
            MetricsView.count(entry.getValue()),
            String.format(Locale.ROOT, "%.2f %%", 100.0 * entry.getValue() / profile.rows()));
      }
    }
    int more = profile.classes().size() - MOST_CLASSES;
    return table.text() + (more > 0 ? "and %,d more classes%n".formatted(more) : "");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (ColumnProfile column : profile.columns()) {
      String warning = column.warning(source);
      if (warning != null) {
        warnings.add(warning);
      }
    }
    profile.tellers().forEach((column, how) -> warnings.add(DataWarnings.ofLeak(column, how)));
    if (profile.classes().size() > 1) {
      warnings.addAll(DataWarnings.ofClasses(profile.classes()));
    }
    if (profile.classes().size() == 1) {
      warnings.add("the label has one class only: training needs two or more");
    }
    return warnings;
  }

  JsonObject json() {
    JsonObject object = new JsonObject();
    object.addProperty("data", source);
    object.addProperty("rows", profile.rows());
    SkippedView.add(object, profile.skipped());
    JsonArray columns = new JsonArray();
    for (ColumnProfile column : profile.columns()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("name", column.name());
      entry.addProperty("type", column.type().option());
      entry.addProperty("missing", column.missing());
      if (column.words() > 0) {
        entry.addProperty("different", column.differentWords());
      }
      if (column.type() == ColumnType.NUMERIC) {
        entry.add("least", Json.number(column.least()));
        entry.add("most", Json.number(column.most()));
      }
      columns.add(entry);
    }
    object.add("columns", columns);
    JsonObject classes = new JsonObject();
    profile.classes().forEach(classes::addProperty);
    object.add("classes", classes);
    object.add("warnings", Json.strings(warnings()));
    return object;
  }
}
