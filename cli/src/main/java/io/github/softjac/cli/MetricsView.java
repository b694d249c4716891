package io.github.softjac.cli;

import com.google.gson.JsonObject;
import io.github.softjac.evaluate.Metrics;
import java.util.List;
import java.util.Locale;

/// Metrics as text and as JSON.
final class MetricsView {

  private MetricsView() {}

  /// `rows`, `accuracy`, `logLoss`, `brier`, `ece`.
  static JsonObject json(Metrics metrics) {
    JsonObject object = new JsonObject();
    object.addProperty("rows", metrics.rows());
    object.add("accuracy", Json.number(metrics.accuracy()));
    object.add("logLoss", Json.number(metrics.logLoss()));
    object.add("brier", Json.number(metrics.brier()));
    object.add("ece", Json.number(metrics.ece()));
    return object;
  }

  /// A table to be filled by [#row].
  static Table table() {
    return new Table("<", "rows", "accuracy", "log-loss", "Brier", "ECE");
  }

  /// Adds a line to a table of metrics.
  static void row(Table table, String name, Metrics metrics) {
    table.row(
        name,
        count(metrics.rows()),
        four(metrics.accuracy()),
        four(metrics.logLoss()),
        four(metrics.brier()),
        four(metrics.ece()));
  }

  /// How often each class was taken for each; a `.` where never.
  static String confusion(Metrics metrics, List<String> classes) {
    String[] headers = new String[classes.size() + 2];
    headers[0] = "<actual";
    headers[classes.size() + 1] = "recall";
    for (int j = 0; j < classes.size(); j++) {
      headers[j + 1] = classes.get(j);
    }
    Table table = new Table(headers);
    for (int i = 0; i < classes.size(); i++) {
      String[] cells = new String[classes.size() + 2];
      cells[0] = classes.get(i);
      long total = 0;
      for (int j = 0; j < classes.size(); j++) {
        long times = metrics.confusion()[i][j];
        total += times;
        cells[j + 1] = times == 0 ? "." : count(times);
      }
      long right = metrics.confusion()[i][i];
      cells[classes.size() + 1] = total == 0 ? "-" : four((double) right / total);
      table.row(cells);
    }
    return table.text();
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String four(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
