package io.github.softjac.classifier;

import com.google.gson.JsonObject;
import io.github.softjac.data.BadRows;
import io.github.softjac.data.ChunkWork;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.ReadingListener;
import io.github.softjac.data.SkippedRows;
import io.github.softjac.data.Source;
import io.github.softjac.evaluate.MetricSums;
import io.github.softjac.evaluate.Metrics;
import io.github.softjac.evaluate.ScoredRows;
import io.github.softjac.features.LabelledRows;
import io.github.softjac.model.ModelFile;
import io.github.softjac.model.ModelFileException;
import io.github.softjac.model.Network;
import io.github.softjac.model.NetworkFormat;
import io.github.softjac.schema.Schema;
import io.github.softjac.schema.SchemaFormat;
import io.github.softjac.source.Sources;
import io.github.softjac.table.DataMemory;
import io.github.softjac.trainer.Dataset;
import io.github.softjac.trainer.Trainer;
import io.github.softjac.trainer.TrainingException;
import io.github.softjac.trainer.TrainingListener;
import io.github.softjac.trainer.TrainingOptions;
import io.github.softjac.trainer.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A trained network together with the schema of its table: everything that the model file holds.
///
/// ```java
/// ClassifierTraining training = Classifier.train(Path.of("penguins.csv"),
///     ClassifierOptions.label("species"), TrainingOptions.defaults(),
///     TrainingListener.NONE, System.err::println);
/// training.classifier().save(Path.of("penguins.softjac"));
/// ```
///
/// Immutable; predicts from any number of threads.
public final class Classifier {

  private static final ChunkWork ALL_PROCESSORS =
      new ChunkWork(BadRows.FAIL, Runtime.getRuntime().availableProcessors(), ReadingListener.NONE);

  private final Schema schema;
  private final Network network;
  private final TrainingSummary summary;
  private final Model model;

  private Classifier(Schema schema, Network network, TrainingSummary summary) {
    this.schema = schema;
    this.network = network;
    this.summary = summary;
    model = new Model(this);
  }

  /// Trains a classifier on the rows of a file whose name says what format it has; see
  /// [#train(Source, ClassifierOptions, TrainingOptions, TrainingListener, ReadingListener,
  /// Consumer)].
  ///
  /// @throws DataException as there
  /// @throws IOException if reading fails
  public static ClassifierTraining train(
      Path data,
      ClassifierOptions options,
      TrainingOptions training,
      TrainingListener listener,
      Consumer<String> warnings)
      throws IOException, DataException {
    return train(Sources.of(data), options, training, listener, ReadingListener.NONE, warnings);
  }

  /// Trains a classifier on the rows of a table.
  ///
  /// The same file, options and seed give the same classifier to the bit, whatever the number of
  /// threads.
  ///
  /// @param listener hears how training goes
  /// @param reading hears how reading goes
  /// @param warnings receives what the user should know, a sentence each, before training begins
  /// @throws DataException if the training or the validation file cannot be used as it is
  /// @throws IOException if reading fails
  /// @throws TrainingException if the objective stops being finite
  public static ClassifierTraining train(
      Source data,
      ClassifierOptions options,
      TrainingOptions training,
      TrainingListener listener,
      ReadingListener reading,
      Consumer<String> warnings)
      throws IOException, DataException {
    try (DataMemory memory = DataMemory.of(options.memory())) {
      List<String> heard = new ArrayList<>();
      TrainingRows rows =
          TrainingRows.read(
              data,
              options,
              training,
              memory,
              reading,
              ((Consumer<String>) heard::add).andThen(warnings));
      return train(rows, options, training, listener, heard, data.name());
    }
  }

  private static ClassifierTraining train(
      TrainingRows rows,
      ClassifierOptions options,
      TrainingOptions training,
      TrainingListener listener,
      List<String> heard,
      String source)
      throws DataException {
    TrainingResult result = fit(rows, options.classWeights(), training, listener, source);
    Network network = result.network();
    @Nullable Dataset validation = rows.validation();
    return new ClassifierTraining(
        new Classifier(rows.schema(), network, TrainingSummary.of(training, rows, result)),
        rows.rows(),
        rows.skipped(),
        rows.training().rows(),
        rows.numbers(),
        validation == null ? 0 : validation.rows(),
        result,
        Metrics.of(network, rows.training(), training.threads()),
        validation == null ? null : Metrics.of(network, validation, training.threads()),
        heard);
  }

  private static TrainingResult fit(
      TrainingRows rows,
      ClassWeights classWeights,
      TrainingOptions options,
      TrainingListener listener,
      String source)
      throws DataException {
    Dataset training = rows.training();
    @Nullable Dataset validation = rows.validation();
    @Nullable ClassBalance balance =
        switch (classWeights) {
          case ClassWeights.Alike _ -> null;
          case ClassWeights.Balanced _ -> ClassBalance.of(training);
          case ClassWeights.Given given -> ClassBalance.of(given, rows.schema().classes(), source);
        };
    if (balance != null) {
      training = balance.apply(training);
      if (training.totalWeight() == 0) {
        throw new DataException(source, "with these class weights all training rows have weight 0");
      }
      // Held-out rows decide when to stop, so they count as those that are trained on.
      validation = validation == null ? null : balance.apply(validation);
    }
    return new Trainer(options).train(training, validation, listener);
  }

  /// Reads a model file.
  ///
  /// @throws IOException if it is not there or cannot be read
  /// @throws ModelFileException if it is not a whole, undamaged classifier
  public static Classifier load(Path model) throws IOException, ModelFileException {
    ModelFile file = ModelFile.read(model);
    Schema schema = SchemaFormat.read(file);
    Network network = NetworkFormat.read(file);
    if (network.inputs() != schema.features()) {
      throw file.invalid(
          "the network takes %,d features and the schema makes %,d: they must be as many"
              .formatted(network.inputs(), schema.features()));
    }
    if (network.classes() != schema.classes().size()) {
      throw file.invalid(
          "the network has %,d classes and the schema %,d: they must be as many"
              .formatted(network.classes(), schema.classes().size()));
    }
    return new Classifier(schema, network, TrainingSummary.read(file));
  }

  /// Writes the model file; an existing one is replaced only by a complete one. The same classifier
  /// gives the same bytes.
  ///
  /// @throws IOException if it cannot be written
  public void save(Path model) throws IOException {
    JsonObject header = new JsonObject();
    header.add(SchemaFormat.SECTION, SchemaFormat.describe(schema));
    header.add(TrainingSummary.SECTION, summary.describe());
    header.add(NetworkFormat.SECTION, NetworkFormat.describe(network));
    ModelFile.write(model, new ModelFile(header, NetworkFormat.tensors(network)));
  }

  /// The classes, in the order of the probabilities.
  public List<String> classes() {
    return schema.classes();
  }

  /// What the classifier knows about its table.
  public Schema schema() {
    return schema;
  }

  /// Predictions for rows that are maps, records, or arrays.
  public Model model() {
    return model;
  }

  /// The network behind the features.
  public Network network() {
    return network;
  }

  /// How the classifier was trained.
  public TrainingSummary summary() {
    return summary;
  }

  /// As [#evaluate(Source)], for a file whose name says what format it has.
  public Metrics evaluate(Path data) throws IOException, DataException {
    return evaluate(Sources.of(data));
  }

  /// As [#predict(Source, PredictionSink)], for a file whose name says what format it has.
  public long predict(Path data, PredictionSink sink) throws IOException, DataException {
    return predict(Sources.of(data), sink);
  }

  /// Compares predictions with the label column of a table, in pieces: it may be larger than
  /// memory. Rows are weighted by the weight column of the training if the table has it.
  ///
  /// @throws DataException if the source cannot be used, lacks the label or a column of the schema,
  ///   or has a label that is not a class
  /// @throws IOException if reading fails
  public Metrics evaluate(Source data) throws IOException, DataException {
    return evaluate(data, ALL_PROCESSORS, new SkippedRows());
  }

  /// The same, with a say in how rows are read.
  ///
  /// @param skipped counts the rows that are left out as bad
  public Metrics evaluate(Source data, ChunkWork work, SkippedRows skipped)
      throws IOException, DataException {
    MetricSums sums = new MetricSums(classes().size());
    LabelledRows.inBlocks(
        data, schema, work, skipped, rows -> ScoredRows.of(network, rows), sums::add);
    if (!sums.isWeighted()) {
      throw LabelledRows.weightless(data, sums.rows());
    }
    return sums.metrics();
  }

  /// Predicts each row of a table, in pieces: it may be larger than memory. Columns are found by
  /// their names; the label and further columns are not looked at.
  ///
  /// @return the number of rows
  /// @throws DataException if the source cannot be used, lacks a column of the schema, or has no
  ///   rows; rows before a bad one may have been passed on
  /// @throws IOException if reading fails, or the sink fails
  public long predict(Source data, PredictionSink sink) throws IOException, DataException {
    return predict(data, sink, ALL_PROCESSORS, new SkippedRows());
  }

  /// The same, with a say in how rows are read.
  ///
  /// @param skipped counts the rows that are left out as bad
  /// @return the number of predictions
  public long predict(Source data, PredictionSink sink, ChunkWork work, SkippedRows skipped)
      throws IOException, DataException {
    try (Chunks chunks = data.open()) {
      long rows =
          work.run(
              chunks,
              (ChunkWork.Work<PredictedChunk>) chunk -> new PredictedChunk(chunk, schema, network),
              (chunk, place) -> chunk.passOn(place.rows(), sink),
              skipped);
      if (rows == 0) {
        throw new DataException(
            data.name(), "the file has a header and no rows; allowed: at least one row");
      }
      return rows - skipped.count();
    }
  }
}
