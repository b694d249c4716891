package io.github.softjac.cli;

import com.google.gson.JsonObject;
import io.github.softjac.classifier.Classifier;
import io.github.softjac.data.DataException;
import io.github.softjac.data.SkippedRows;
import io.github.softjac.evaluate.Metrics;
import io.github.softjac.model.ModelFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `softjac evaluate`: how good a model is on rows whose labels are known.
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Measures a model on a table that has the label column, too.",
      "",
      "accuracy: share of rows whose most probable class is the right one. log-loss: mean of"
          + " -log(probability of the right class). Brier: mean of Σ (y - t)². ECE: how far the"
          + " stated confidence is from the share of right answers, in 15 bins.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  softjac evaluate penguins.softjac test.csv",
      "  softjac evaluate penguins.softjac test.csv --json",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 bad input data or model file."
    })
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model file of softjac train.")
  private Path model;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "DATA",
      description = "Rows with the columns of the training data, in any order; see train --help.")
  private List<String> data;

  @Mixin private DataOptions dataOptions;

  @Mixin private ReadingOptions reading;

  @Option(
      names = "--json",
      description =
          "Print one JSON object: rows, accuracy, logLoss, brier, ece, classes, confusion (rows:"
              + " actual, columns: predicted, both in the order of classes).")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in before it calls `call`
  EvaluateCommand() {}

  @Override
  public Integer call() throws IOException, DataException, ModelFileException, BadInputException {
    Classifier classifier = ModelArgument.load(model);
    SkippedRows skipped = new SkippedRows();
    Metrics metrics;
    try (ReadingProgress progress = ReadingProgress.on(spec.commandLine().getErr())) {
      metrics =
          classifier.evaluate(dataOptions.source(spec, data), reading.work(progress), skipped);
    }
    SkippedView.warn(spec.commandLine().getErr(), skipped);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject object = MetricsView.json(metrics);
      SkippedView.add(object, skipped);
      object.add("classes", Json.strings(classifier.classes()));
      object.add("confusion", Json.numbers(metrics.confusion()));
      out.println(object);
    } else {
      Table table = MetricsView.table();
      MetricsView.row(table, DataName.shown(data), metrics);
      out.print(table.text());
      out.println();
      out.println("Rows of each class, and what they were taken for:");
      out.println();
      out.print(MetricsView.confusion(metrics, classifier.classes()));
    }
    return ExitCode.DONE;
  }
}
