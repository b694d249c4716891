package io.github.softjac.classifier;

import io.github.softjac.data.DataException;
import io.github.softjac.evaluate.Metrics;
import io.github.softjac.model.Network;
import io.github.softjac.schema.Schema;
import io.github.softjac.trainer.TrainingListener;
import io.github.softjac.trainer.TrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

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
@SuppressWarnings({"DoNotCallSuggester", "UnusedMethod"}) // bodies follow
public final class Classifier {

  private final Schema schema;
  private final Network network;

  private Classifier(Schema schema, Network network) {
    this.schema = schema;
    this.network = network;
  }

  /// Trains a classifier on the rows of a CSV file.
  public static ClassifierTraining train(
      Path data,
      ClassifierOptions options,
      TrainingOptions training,
      TrainingListener listener,
      Consumer<String> warnings)
      throws IOException, DataException {
    throw new UnsupportedOperationException(data + " " + options + training + listener + warnings);
  }

  /// Reads a model file.
  public static Classifier load(Path model) throws IOException {
    throw new UnsupportedOperationException(model.toString());
  }

  /// Writes the model file; an existing one is replaced only by a complete one.
  public void save(Path model) throws IOException {
    throw new UnsupportedOperationException(model.toString());
  }

  /// The classes, in the order of the probabilities.
  public List<String> classes() {
    return schema.classes();
  }

  /// What the classifier knows about its table.
  public Schema schema() {
    return schema;
  }

  /// The network behind the features.
  public Network network() {
    return network;
  }

  /// Compares predictions with the label column of a CSV file.
  public Metrics evaluate(Path data) throws IOException, DataException {
    throw new UnsupportedOperationException(data.toString());
  }

  /// Predicts each row of a CSV file; the label column need not be there.
  ///
  /// @return the number of rows
  public long predict(Path data, PredictionSink sink) throws IOException, DataException {
    throw new UnsupportedOperationException(data + " " + sink);
  }
}
