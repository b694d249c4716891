package io.github.softjac.cli;

import com.google.gson.JsonObject;
import io.github.softjac.data.DataException.Fault;
import io.github.softjac.data.SkippedRows;
import java.io.PrintWriter;
import java.util.Locale;

/// Rows that were left out as bad, as warnings and as JSON.
final class SkippedView {

  private SkippedView() {}

  /// Says how many there were, why, and which came first.
  static void warn(PrintWriter err, SkippedRows skipped) {
    if (skipped.count() == 0) {
      return;
    }
    err.printf(
        Locale.ROOT,
        "warning: %,d %s skipped: %s%n",
        skipped.count(),
        skipped.count() == 1 ? "row was" : "rows were",
        skipped.summary());
    for (String message : skipped.first()) {
      err.println("  " + message);
    }
    if (skipped.count() > skipped.first().size()) {
      err.printf(Locale.ROOT, "  and %,d more%n", skipped.count() - skipped.first().size());
    }
  }

  /// Adds `skippedRows`, their number, and `skipped`: `byReason` and the `first` 20.
  static void add(JsonObject object, SkippedRows skipped) {
    object.addProperty("skippedRows", skipped.count());
    JsonObject byReason = new JsonObject();
    for (Fault fault : Fault.values()) {
      Long rows = skipped.counts().get(fault);
      if (rows != null) {
        byReason.addProperty(fault.words(), rows);
      }
    }
    JsonObject details = new JsonObject();
    details.add("byReason", byReason);
    details.add("first", Json.strings(skipped.first()));
    object.add("skipped", details);
  }
}
