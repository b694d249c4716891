package io.github.softjac.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.softjac.classifier.Classifier;
import io.github.softjac.classifier.TrainingSummary;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Source;
import io.github.softjac.layer.Dropout;
import io.github.softjac.layer.Gelu;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.LayerNorm;
import io.github.softjac.layer.Linear;
import io.github.softjac.layer.OwnLayer;
import io.github.softjac.layer.Relu;
import io.github.softjac.layer.Residual;
import io.github.softjac.layer.Tanh;
import io.github.softjac.model.ModelFile;
import io.github.softjac.model.ModelFileException;
import io.github.softjac.schema.CategoricalColumn;
import io.github.softjac.schema.Column;
import io.github.softjac.schema.DateColumn;
import io.github.softjac.schema.DroppedColumn;
import io.github.softjac.schema.HashedColumn;
import io.github.softjac.schema.NumericColumn;
import io.github.softjac.schema.Schema;
import io.github.softjac.schema.TextColumn;
import io.github.softjac.schema.VectorColumn;
import io.github.softjac.table.DataProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `softjac inspect`: what is in a model file.
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Shows what is in a model file, or in a table.",
      "",
      "Of a table: type, missing cells and range of each column, rows of each class (--label), and"
          + " what may be wrong with it.",
      "",
      "Of a model:",
      "The label and its classes, the columns that the model looks at and what it learned about"
          + " them, the columns left out and why, the layers, and how it was trained.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  softjac inspect penguins.softjac",
      "  softjac inspect penguins.softjac --json",
      "  softjac inspect penguins.csv --label species",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 bad model file."
    })
final class InspectCommand implements Callable<Integer> {

  private static final int WIDEST_LIST = 60;

  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL|DATA",
      description = "A model file of softjac train, or data; see train --help.")
  private List<String> names;

  @Mixin private DataOptions dataOptions;

  @Mixin private ReadingOptions reading;

  @Option(
      names = "--label",
      paramLabel = "COL",
      description = "The label column of a table: count its classes.")
  private @Nullable String label;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in before it calls `call`
  InspectCommand() {}

  @Override
  public Integer call() throws IOException, ModelFileException, BadInputException, DataException {
    if (!isModel()) {
      return inspectData();
    }
    Path model = Path.of(names.getFirst());
    Classifier classifier = ModelArgument.load(model);
    String sha256 = ModelFile.sha256(model);
    if (json) {
      spec.commandLine().getOut().println(json(model, classifier, sha256));
    } else {
      spec.commandLine().getOut().print(text(model, classifier, sha256));
    }
    return ExitCode.DONE;
  }

  /// A model by its first bytes; also what has the ending of one, so that a damaged one is told as
  /// such.
  private boolean isModel() throws IOException {
    if (names.size() > 1 || names.getFirst().startsWith("jdbc:")) {
      return false;
    }
    if (names.getFirst().endsWith(".softjac")) {
      return true;
    }
    Path file = Path.of(names.getFirst());
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return new String(stream.readNBytes(7), StandardCharsets.ISO_8859_1).equals("SOFTJAC");
    }
  }

  private Integer inspectData() throws IOException, DataException {
    Source source = dataOptions.source(spec, names);
    DataProfile profile;
    try (ReadingProgress progress = ReadingProgress.on(spec.commandLine().getErr())) {
      profile = DataProfile.of(source, label, reading.work(progress));
    }
    SkippedView.warn(spec.commandLine().getErr(), profile.skipped());
    DataInspection inspection = new DataInspection(source.name(), profile);
    if (json) {
      spec.commandLine().getOut().println(inspection.json());
    } else {
      spec.commandLine().getOut().print(inspection.text());
    }
    return ExitCode.DONE;
  }

  private String text(Path model, Classifier classifier, String sha256) throws IOException {
    Schema schema = classifier.schema();
    Table facts = new Table("<model", "<" + model);
    facts.row("size", "%,d bytes".formatted(Files.size(model)));
    facts.row("SHA-256", sha256);
    facts.row("label", schema.label());
    facts.row("classes", schema.classes().size() + ": " + list(schema.classes()));
    if (schema.weight() != null) {
      facts.row("weight", schema.weight());
    }
    facts.row("features", Integer.toString(schema.features()));

    Table columns = new Table("<column", "<type", "features", "<what was learned");
    for (Column column : schema.columns()) {
      columns.row(
          column.name(), type(column), Integer.toString(column.features()), learned(column));
    }
    for (DroppedColumn column : schema.dropped()) {
      columns.row(column.name(), "dropped", "0", column.reason());
    }

    Table layers = new Table("layer", "<kind", "inputs", "outputs", "parameters");
    int number = 1;
    int width = classifier.network().inputs();
    for (Layer layer : classifier.network().layers()) {
      int outputs = layer.outputs(width);
      layers.row(
          Integer.toString(number++),
          kind(layer),
          MetricsView.count(width),
          MetricsView.count(outputs),
          MetricsView.count(parameters(layer)));
      width = outputs;
    }
    layers.row(
        Integer.toString(number),
        "softmax",
        MetricsView.count(width),
        MetricsView.count(width),
        "0");
    return facts.text()
        + "\n"
        + columns.text()
        + "\n"
        + layers.text()
        + "\n"
        + training(classifier.summary());
  }

  private static String training(TrainingSummary summary) {
    return new Table("<training", "<")
        .row("cost", summary.cost())
        .row("l2", Double.toString(summary.l2()))
        .row("seed", Long.toString(summary.seed()))
        .row("rows", MetricsView.count(summary.rows()))
        .row("validation rows", MetricsView.count(summary.validationRows()))
        .row("solver", summary.solver())
        .row("iterations", MetricsView.count(summary.iterations()))
        .row("stopped by", summary.stoppedBecause())
        .row("objective", String.format(Locale.ROOT, "%.8f", summary.objective()))
        .text();
  }

  private static String type(Column column) {
    return switch (column) {
      case NumericColumn _ -> "numeric";
      case CategoricalColumn _ -> "categorical";
      case HashedColumn _ -> "hashed";
      case DateColumn _ -> "date";
      case TextColumn _ -> "text";
      case VectorColumn _ -> "vector";
    };
  }

  private static String learned(Column column) {
    return switch (column) {
      case NumericColumn numeric ->
          String.format(
              Locale.ROOT,
              "mean %.6g, standard deviation %.6g%s",
              numeric.mean(),
              numeric.standardDeviation(),
              numeric.missingIndicator() ? ", missing marked" : "");
      case CategoricalColumn categorical ->
          "%d categories%s: %s"
              .formatted(
                  categorical.categories().size(),
                  categorical.missingCategory() ? " and missing" : "",
                  list(categorical.categories()));
      case HashedColumn hashed ->
          "%,d buckets of words%s"
              .formatted(hashed.buckets().size(), hashed.missingCategory() ? " and missing" : "");
      case DateColumn date ->
          "mean %s, standard deviation %.6g days%s%s"
              .formatted(
                  LocalDate.ofEpochDay((long) date.mean()),
                  date.standardDeviation(),
                  date.time() ? ", with times" : "",
                  date.missingIndicator() ? ", missing marked" : "");
      case TextColumn text ->
          "%,d tokens of %,d rows, norm %.3g"
              .formatted(text.features(), text.documents(), text.norm());
      case VectorColumn vector -> "%,d places".formatted(vector.features());
    };
  }

  private static String kind(Layer layer) {
    return switch (layer) {
      case Linear _ -> "linear";
      case LayerNorm _ -> "layer-norm";
      case Relu _ -> "relu";
      case Gelu _ -> "gelu";
      case Tanh _ -> "tanh";
      case Dropout dropout -> "dropout " + dropout.rate();
      case Residual residual -> "residual " + residual.span();
      case OwnLayer own -> own.getClass().getName();
    };
  }

  private static long parameters(Layer layer) {
    return layer.parameters().length;
  }

  /// The words with commas, as many as fit on a line.
  private static String list(List<String> words) {
    String joined = String.join(", ", words);
    if (joined.codePointCount(0, joined.length()) <= WIDEST_LIST) {
      return joined;
    }
    return joined.substring(0, joined.offsetByCodePoints(0, WIDEST_LIST)) + "…";
  }

  private JsonObject json(Path model, Classifier classifier, String sha256) throws IOException {
    Schema schema = classifier.schema();
    JsonObject object = new JsonObject();
    object.addProperty("model", model.toString());
    object.addProperty("bytes", Files.size(model));
    object.addProperty("sha256", sha256);
    object.addProperty("label", schema.label());
    object.add("classes", Json.strings(schema.classes()));
    if (schema.weight() != null) {
      object.addProperty("weight", schema.weight());
    }
    object.addProperty("features", schema.features());
    JsonArray columns = new JsonArray();
    for (Column column : schema.columns()) {
      columns.add(json(column));
    }
    object.add("columns", columns);
    JsonArray dropped = new JsonArray();
    for (DroppedColumn column : schema.dropped()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("name", column.name());
      entry.addProperty("reason", column.reason());
      dropped.add(entry);
    }
    object.add("dropped", dropped);
    JsonArray layers = new JsonArray();
    int width = classifier.network().inputs();
    for (Layer layer : classifier.network().layers()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("kind", kind(layer));
      entry.addProperty("inputs", width);
      width = layer.outputs(width);
      entry.addProperty("outputs", width);
      entry.addProperty("parameters", parameters(layer));
      layers.add(entry);
    }
    object.add("layers", layers);
    object.add("training", json(classifier.summary()));
    return object;
  }

  private static JsonObject json(TrainingSummary summary) {
    JsonObject object = new JsonObject();
    object.addProperty("cost", summary.cost());
    object.addProperty("l2", summary.l2());
    object.addProperty("seed", summary.seed());
    object.addProperty("rows", summary.rows());
    object.addProperty("validationRows", summary.validationRows());
    object.addProperty("solver", summary.solver());
    object.addProperty("iterations", summary.iterations());
    object.addProperty("stoppedBecause", summary.stoppedBecause());
    object.add("objective", Json.number(summary.objective()));
    return object;
  }

  private static JsonObject json(Column column) {
    JsonObject object = new JsonObject();
    object.addProperty("name", column.name());
    object.addProperty("type", type(column));
    object.addProperty("features", column.features());
    switch (column) {
      case NumericColumn numeric -> {
        object.addProperty("mean", numeric.mean());
        object.addProperty("standardDeviation", numeric.standardDeviation());
        object.addProperty("missingIndicator", numeric.missingIndicator());
      }
      case CategoricalColumn categorical -> {
        object.add("categories", Json.strings(categorical.categories()));
        object.addProperty("missingCategory", categorical.missingCategory());
      }
      case HashedColumn hashed -> object.addProperty("missingCategory", hashed.missingCategory());
      case DateColumn date -> {
        object.addProperty("meanDay", date.mean());
        object.addProperty("standardDeviation", date.standardDeviation());
        object.addProperty("missingIndicator", date.missingIndicator());
      }
      case TextColumn text -> {
        object.addProperty("documents", text.documents());
        object.addProperty("norm", text.norm());
      }
      case VectorColumn _ -> {}
    }
    return object;
  }
}
