package io.github.softjac.cli;

import com.google.gson.JsonObject;
import io.github.softjac.classifier.Classifier;
import io.github.softjac.classifier.PredictionSink;
import io.github.softjac.data.DataException;
import io.github.softjac.data.SkippedRows;
import io.github.softjac.data.Source;
import io.github.softjac.model.AtomicFile;
import io.github.softjac.model.ModelFileException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `softjac predict`: a class and probabilities for each row.
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Predicts the class of each row of a table, with probabilities.",
      "",
      "Writes CSV: row (from 1), predicted (the most probable class), and one column p_CLASS for"
          + " each class. With --top N the columns after predicted are class1, p1, class2, p2, …:"
          + " the N most probable classes, best first.",
      "",
      "Columns are found by their names; their order is free, further columns are ignored, and the"
          + " label column is not needed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  softjac predict penguins.softjac new.csv",
      "  softjac predict penguins.softjac new.csv --out predictions.csv",
      "  softjac predict penguins.softjac new.csv --top 2",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 bad input data or model file."
    })
final class PredictCommand implements Callable<Integer> {

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
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write there instead of to standard output; a file of this name is replaced once all rows"
              + " are done.")
  private @Nullable Path out;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "The N most probable classes instead of all.")
  private @Nullable Integer top;

  @Option(
      names = "--json",
      description =
          "With --out: print one JSON object about it (rows, classes, out). Without: the object"
              + " has the predictions, too, each with row, predicted and probabilities by class.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final SkippedRows skipped = new SkippedRows();

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in before it calls `call`
  PredictCommand() {}

  @Override
  public Integer call() throws IOException, DataException, ModelFileException, BadInputException {
    if (top != null && top < 1) {
      throw new ParameterException(
          spec.commandLine(), "--top is %d: allowed are numbers from 1".formatted(top));
    }
    if (out != null) {
      List<Path> inputs = DataName.files(data);
      inputs.add(model);
      OutputFile.check(spec, out, inputs);
    }
    Classifier classifier = ModelArgument.load(model);
    Source source = dataOptions.source(spec, data);
    int classes = top == null ? 0 : top;
    if (out != null) {
      long rows = toFile(classifier, source, out, classes);
      if (json) {
        spec.commandLine().getOut().println(summary(classifier, rows, out));
      }
    } else if (json) {
      toJson(classifier, source, classes);
    } else {
      PredictionCsv csv =
          new PredictionCsv(spec.commandLine().getOut(), classifier.classes(), classes);
      predict(classifier, source, csv);
      csv.finish();
    }
    SkippedView.warn(spec.commandLine().getErr(), skipped);
    return ExitCode.DONE;
  }

  private long toFile(Classifier classifier, Source source, Path file, int classes)
      throws IOException, DataException {
    long[] rows = new long[1];
    try {
      AtomicFile.write(
          file,
          stream -> {
            PrintWriter writer =
                new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            PredictionCsv csv = new PredictionCsv(writer, classifier.classes(), classes);
            rows[0] = predictToFile(classifier, source, csv);
            csv.finish();
          });
    } catch (IOException e) {
      if (e.getCause() instanceof DataException badData) {
        throw badData;
      }
      throw e;
    }
    return rows[0];
  }

  /// Bad data ends the writing of the file like any other failure.
  private long predictToFile(Classifier classifier, Source source, PredictionCsv csv)
      throws IOException {
    try {
      return predict(classifier, source, csv);
    } catch (DataException e) {
      throw new IOException(e);
    }
  }

  private long predict(Classifier classifier, Source source, PredictionSink sink)
      throws IOException, DataException {
    try (ReadingProgress progress = ReadingProgress.on(spec.commandLine().getErr())) {
      return classifier.predict(source, sink, reading.work(progress), skipped);
    }
  }

  /// Standard output gets the whole object or nothing, so it waits in a file until it is whole.
  private void toJson(Classifier classifier, Source source, int classes)
      throws IOException, DataException {
    Path waiting = Files.createTempFile("softjac", ".json");
    waiting.toFile().deleteOnExit(); // where an interrupt comes before `finally`
    try {
      try (Writer writer = Files.newBufferedWriter(waiting)) {
        PredictionJson sink = new PredictionJson(writer, classifier.classes(), classes);
        sink.finish(predict(classifier, source, sink));
      }
      PrintWriter standardOutput = spec.commandLine().getOut();
      try (Reader reader = Files.newBufferedReader(waiting)) {
        reader.transferTo(standardOutput);
      }
      standardOutput.println();
    } finally {
      Files.deleteIfExists(waiting);
    }
  }

  private JsonObject summary(Classifier classifier, long rows, Path file) {
    JsonObject object = new JsonObject();
    object.addProperty("rows", rows);
    SkippedView.add(object, skipped);
    object.add("classes", Json.strings(classifier.classes()));
    object.addProperty("out", file.toString());
    return object;
  }
}
