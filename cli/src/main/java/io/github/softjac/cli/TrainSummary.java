package io.github.softjac.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.softjac.classifier.ClassifierTraining;
import io.github.softjac.layer.Linear;
import io.github.softjac.schema.Schema;
import io.github.softjac.trainer.TrainingDetails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What `softjac train` says at its end.
///
/// @param seconds of reading, training and saving
record TrainSummary(
    List<String> data, Path model, ClassifierTraining training, double seconds, String sha256) {

  private static final Set<String> BY_EPOCHS = Set.of("adam", "adamw", "sgd");

  JsonObject json() {
    JsonObject object = new JsonObject();
    object.addProperty("model", model.toString());
    object.addProperty("sha256", sha256);
    object.addProperty("rows", training.rows());
    SkippedView.add(object, training.skipped());
    object.add("classes", Json.strings(schema().classes()));
    object.addProperty("features", schema().features());
    object.addProperty("solver", training.result().solver());
    object.addProperty("iterations", training.result().iterations());
    object.addProperty("stoppedBecause", training.result().stoppedBecause());
    object.addProperty("solverReason", details().solverReason());
    object.addProperty("l2", details().l2());
    object.add("gradientNorm", Json.number(details().gradientNorm()));
    object.add("gapBound", Json.number(details().gapBound()));
    object.add("l2Path", SelectionView.json(details().path()));
    object.add("calibration", SelectionView.json(details().calibration()));
    object.addProperty("seconds", seconds);
    object.add("objective", Json.number(training.result().objective()));
    object.add("train", MetricsView.json(training.training()));
    object.add(
        "validation",
        training.validation() == null
            ? JsonNull.INSTANCE
            : MetricsView.json(training.validation()));
    object.add("warnings", Json.strings(training.warnings()));
    return object;
  }

  String text() throws IOException {
    long hiddenLayers =
        training.classifier().network().layers().stream()
                .filter(layer -> layer instanceof Linear)
                .count()
            - 1;
    Table facts = new Table("<", "<");
    facts.row("rows", MetricsView.count(training.rows()) + skipped());
    facts.row("classes", classes());
    facts.row(
        "features",
        "%,d from %d columns%s"
            .formatted(schema().features(), schema().columns().size(), dropped()));
    facts.row(
        "model",
        hiddenLayers == 0
            ? "linear"
            : hiddenLayers + (hiddenLayers == 1 ? " hidden layer" : " hidden layers"));
    facts.row(
        "solver",
        "%s, %,d %s, stopped by: %s"
            .formatted(
                training.result().solver(),
                training.result().iterations(),
                BY_EPOCHS.contains(training.result().solver()) ? "epochs" : "iterations",
                training.result().stoppedBecause()));
    facts.row("because", details().solverReason());
    facts.row("objective", objective());
    if (details().path() != null) {
      facts.row("l2", SelectionView.text(details().path()));
    }
    if (details().calibration() != null) {
      facts.row("temperature", SelectionView.text(details().calibration()));
    }
    facts.row("time", String.format(Locale.ROOT, "%.1f s", seconds));
    facts.row("saved as", "%s (%,d bytes)".formatted(model, Files.size(model)));
    facts.row("SHA-256", sha256);

    Table metrics = MetricsView.table();
    MetricsView.row(metrics, "training", training.training());
    if (training.validation() != null) {
      MetricsView.row(metrics, "validation", training.validation());
    }
    return "Trained on %s%n".formatted(DataName.shown(data))
        + facts.text()
        + "\n"
        + metrics.text()
        + "\nNext:\n  "
        + Shell.command("predict", model.toString(), data.getFirst(), "--top", "2")
        + "\n  "
        + Shell.command("evaluate", model.toString(), data.getFirst())
        + "\n  "
        + Shell.command("inspect", model.toString())
        + "\n";
  }

  private TrainingDetails details() {
    return training.result().details();
  }

  private String objective() {
    String value = String.format(Locale.ROOT, "%.8f", training.result().objective());
    double gap = details().gapBound();
    return Double.isNaN(gap)
        ? value
        : value + String.format(Locale.ROOT, ", at most %.0e above the least", gap);
  }

  private Schema schema() {
    return training.classifier().schema();
  }

  private String skipped() {
    return training.skipped().count() == 0
        ? ""
        : " (%,d more were skipped)".formatted(training.skipped().count());
  }

  private String classes() {
    int count = schema().classes().size();
    String names = String.join(", ", schema().classes());
    return count + (names.length() <= 80 ? ": " + names : "");
  }

  private String dropped() {
    int count = schema().dropped().size();
    return count == 0 ? "" : " (%d dropped, see the warnings)".formatted(count);
  }
}
