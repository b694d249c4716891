package io.github.softjac.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.softjac.trainer.Calibration;
import io.github.softjac.trainer.PenaltyPath;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What rows held out have decided, as text and as JSON.
final class SelectionView {

  private SelectionView() {}

  /// `folds`, `best`, `chosen`, and `points`, each with `l2`, `logLoss`, `standardError`.
  static JsonElement json(@Nullable PenaltyPath path) {
    if (path == null) {
      return JsonNull.INSTANCE;
    }
    JsonObject object = new JsonObject();
    object.addProperty("folds", path.folds());
    object.addProperty("best", path.best());
    object.addProperty("chosen", path.chosen());
    JsonArray points = new JsonArray(path.points().size());
    for (PenaltyPath.Point point : path.points()) {
      JsonObject element = new JsonObject();
      element.addProperty("l2", point.l2());
      element.add("logLoss", Json.number(point.logLoss()));
      element.add("standardError", Json.number(point.standardError()));
      points.add(element);
    }
    object.add("points", points);
    return object;
  }

  /// `temperature`, `rows` (`validation` or `out-of-fold`), `before` and `after`.
  static JsonElement json(@Nullable Calibration calibration) {
    if (calibration == null) {
      return JsonNull.INSTANCE;
    }
    JsonObject object = new JsonObject();
    object.addProperty("temperature", calibration.temperature());
    object.addProperty("rows", rows(calibration));
    object.add("before", MetricsView.json(calibration.before()));
    object.add("after", MetricsView.json(calibration.after()));
    return object;
  }

  static String text(PenaltyPath path) {
    for (PenaltyPath.Point point : path.points()) {
      if (point.l2() == path.chosen()) {
        return String.format(
            Locale.ROOT,
            "%.2g of %d tried by %d folds: log-loss there %.4f ± %.4f (least at %.2g)",
            path.chosen(),
            path.points().size(),
            path.folds(),
            point.logLoss(),
            point.standardError(),
            path.best());
      }
    }
    throw new IllegalStateException("the chosen l2 is one of those tried");
  }

  static String text(Calibration calibration) {
    return String.format(
        Locale.ROOT,
        "%.4f by %s rows: log-loss %.4f → %.4f, ECE %.4f → %.4f",
        calibration.temperature(),
        rows(calibration),
        calibration.before().logLoss(),
        calibration.after().logLoss(),
        calibration.before().ece(),
        calibration.after().ece());
  }

  private static String rows(Calibration calibration) {
    return calibration.outOfFold() ? "out-of-fold" : "validation";
  }
}
