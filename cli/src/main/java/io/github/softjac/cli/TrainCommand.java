package io.github.softjac.cli;

import io.github.softjac.classifier.ClassWeights;
import io.github.softjac.classifier.Classifier;
import io.github.softjac.classifier.ClassifierOptions;
import io.github.softjac.classifier.ClassifierTraining;
import io.github.softjac.cost.Cost;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Source;
import io.github.softjac.model.ModelFile;
import io.github.softjac.trainer.TrainingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// `softjac train`: from a table to a model file.
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = "softjac train DATA --label COL [options]",
    description = {
      "Trains a softmax classifier on a table and saves it as one model file.",
      "",
      "The first line names the columns. A column of numbers is standardised, a column of words"
          + " becomes one feature a word, missing values are filled in and marked; all of it is"
          + " learned from the training rows and travels in the model file. A part of the rows is"
          + " held back to measure the model on.",
      "",
      "Minimised is (1/Σw) Σ w_i L_i + (l2/2) ‖W‖² + l1 ‖W‖₁, intercepts free of the penalties. The"
          + " same file and options give the same model, byte for byte, with any number of"
          + " threads.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  softjac train penguins.csv --label species",
      "      a linear model in penguins.softjac, measured on a fifth of the rows",
      "  softjac train train.csv --label class --validation test.csv --out m.softjac",
      "      measured on the rows of a second file, saved as m.softjac",
      "  softjac train images.csv --label digit --hidden 256,128 --epochs 30",
      "      a network with two hidden layers, stopped when it gets no better",
      "  softjac train images.csv --label digit --hidden 512 --checkpoint states --resume",
      "      the same command again, after a crash, goes on where it was",
      "  softjac train churn.csv --label left --l2 auto --calibrate",
      "      with the penalty and the temperature that suit rows held out",
      "  softjac train churn.csv --label left --ignore id,name --json",
      "      without the columns id and name; one JSON object for a script",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 bad input data, 130 interrupted (training"
          + " ends with what there is and saves it; before it, nothing is written)."
    })
final class TrainCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DATA",
      arity = "1..*",
      description =
          "Files (CSV, TSV, Parquet, LIBSVM, NumPy, IDX, JSON lines; .gz and .zst), a pattern in"
              + " quotes, a jdbc: URL, or - for standard input.")
  private List<String> data;

  @Mixin private DataOptions dataOptions;

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COL",
      description = "The column to learn to predict.")
  private String label;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The model file. Default: in this folder, DATA's name ending in .softjac.")
  private @Nullable Path out;

  @Option(
      names = "--validation",
      paramLabel = "FRACTION|FILE",
      converter = ValidationChoice.Converter.class,
      defaultValue = "0.2",
      description =
          "Rows to measure on, not to train on: a share, drawn by the seed and alike for every"
              + " class; or a second file; 0: none. Default: ${DEFAULT-VALUE}.")
  private ValidationChoice validation;

  @Mixin private NetworkOptions network;

  @Option(
      names = "--cost",
      paramLabel = "NAME",
      converter = CostName.class,
      completionCandidates = CostName.class,
      defaultValue = "cross-entropy",
      description =
          "L, one of: ${COMPLETION-CANDIDATES}; a parameter follows after a colon, such as focal:2."
              + " Default: ${DEFAULT-VALUE}.")
  private Cost cost;

  @Mixin private SolverOptions solver;

  @Mixin private PenaltyOptions penalty;

  @Mixin private StepSettings steps;

  @Mixin private ControlOptions control;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything random. Default: 1.")
  private @Nullable Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Default: all processors. The result does not depend on it.")
  private @Nullable Integer threads;

  @Option(
      names = "--weight",
      paramLabel = "COL",
      description = "A column of row weights, each 0 or more.")
  private @Nullable String weight;

  @Option(
      names = "--class-weights",
      paramLabel = "KIND|CLASS=NUMBER,…",
      converter = ClassWeightsName.class,
      completionCandidates = ClassWeightsName.class,
      defaultValue = "none",
      description =
          "balanced: every class counts alike, however few its rows; or CLASS=NUMBER,…: rows of"
              + " these classes count so many times. Default: none.")
  private ClassWeights classWeights;

  @Option(
      names = "--ignore",
      paramLabel = "COL,…",
      split = ",",
      hideParamSyntax = true,
      description = "Columns to leave aside, such as identifiers.")
  private List<String> ignored = List.of();

  @Mixin private ReadingOptions reading;

  @Mixin private ColumnOptions columns;

  @Option(
      names = "--json",
      description =
          "Print one JSON object: model, rows, skippedRows, classes, iterations, seconds, train and"
              + " validation (rows, logLoss, accuracy, brier, ece), objective, sha256, and more.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in before it calls `call`
  TrainCommand() {}

  @Override
  public Integer call() throws IOException, DataException {
    try (Interrupts interrupts = new Interrupts()) {
      return train(interrupts);
    }
  }

  private int train(Interrupts interrupts) throws IOException, DataException {
    TrainingOptions training;
    ClassifierOptions classifier;
    try {
      training = trainingOptions(interrupts);
      classifier =
          ClassifierOptions.label(label)
              .withIgnored(allIgnored())
              .withWeight(weight)
              .withTypes(columns.types())
              .withBadRows(reading.badRows())
              .withClassWeights(classWeights);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), OptionNames.inMessage(e), e);
    }
    Path model = out == null ? DataName.model(data.getFirst()) : out;
    OutputFile.check(spec, model, DataName.files(inputs()));
    @Nullable Path outOfFold = penalty.outOfFold();
    if (outOfFold != null) {
      OutputFile.check(spec, "--out-of-fold", outOfFold, DataName.files(inputs()));
    }
    Source source = dataOptions.source(spec, data);
    classifier = columns.withMemory(classifier).withValidation(validation.rows(dataOptions, spec));

    PrintWriter err = spec.commandLine().getErr();
    long start = System.nanoTime();
    ClassifierTraining result;
    try (Progress progress = Progress.on(err);
        ReadingProgress read = ReadingProgress.on(err)) {
      result =
          Classifier.train(
              source,
              classifier,
              training,
              progress,
              read,
              warning -> err.println("warning: " + warning));
    }
    SkippedView.warn(err, result.skipped());
    if (outOfFold != null) {
      OutOfFoldFile.write(outOfFold, result);
    }
    result.classifier().save(model);
    double seconds = (System.nanoTime() - start) / 1e9;

    TrainSummary summary = new TrainSummary(data, model, result, seconds, ModelFile.sha256(model));
    PrintWriter standardOutput = spec.commandLine().getOut();
    if (json) {
      standardOutput.println(summary.json());
    } else {
      standardOutput.print(summary.text());
    }
    return switch (result.result().stop()) {
      case CONVERGED, LIMIT, NO_IMPROVEMENT, TIME_LIMIT -> ExitCode.DONE;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
      case NOT_FINITE -> {
        err.println("softjac train: " + result.result().stoppedBecause());
        yield ExitCode.FAILED;
      }
    };
  }

  private List<String> allIgnored() throws IOException {
    List<String> all = new ArrayList<>(ignored);
    all.addAll(columns.ignored());
    return all;
  }

  private TrainingOptions trainingOptions(Interrupts interrupts) {
    TrainingOptions.Builder builder = TrainingOptions.builder().cost(cost);
    network.applyTo(builder);
    solver.applyTo(builder);
    penalty.applyTo(builder);
    steps.applyTo(builder);
    builder.control(control.control(interrupts));
    if (seed != null) {
      builder.seed(seed);
    }
    if (threads != null) {
      builder.threads(threads);
    }
    return builder.build();
  }

  private List<String> inputs() {
    List<String> inputs = new ArrayList<>(data);
    if (validation.file() != null) {
      inputs.add(validation.file());
    }
    return inputs;
  }
}
