package io.github.softjac.cli;

import com.google.gson.stream.JsonWriter;
import io.github.softjac.classifier.PredictionSink;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// Writes predictions as one JSON object: `classes`, `predictions` (each with `row`, `predicted`
/// and `probabilities` by class), `rows`.
final class PredictionJson implements PredictionSink {

  private final JsonWriter json;
  private final List<String> classes;
  private final int top;
  private final boolean all;

  /// Writes the beginning.
  ///
  /// @param top how many classes a row; 0: all, in their own order
  PredictionJson(Writer out, List<String> classes, int top) throws IOException {
    this.classes = classes;
    all = top == 0;
    this.top = all ? 1 : Math.min(top, classes.size());
    json = new JsonWriter(out);
    json.beginObject().name("classes").beginArray();
    for (String name : classes) {
      json.value(name);
    }
    json.endArray().name("predictions").beginArray();
  }

  @Override
  public void accept(long row, float[] probabilities) throws IOException {
    int[] best = Ranking.top(probabilities, top);
    json.beginObject().name("row").value(row).name("predicted").value(classes.get(best[0]));
    json.name("probabilities").beginObject();
    for (int i = 0; i < (all ? probabilities.length : top); i++) {
      int k = all ? i : best[i];
      json.name(classes.get(k)).value(probabilities[k]);
    }
    json.endObject().endObject();
  }

  /// Writes the end.
  void finish(long rows) throws IOException {
    json.endArray().name("rows").value(rows).endObject();
    json.flush();
  }
}
