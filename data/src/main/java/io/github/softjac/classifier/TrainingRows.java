package io.github.softjac.classifier;

import io.github.softjac.data.ChunkWork;
import io.github.softjac.data.DataException;
import io.github.softjac.data.ReadingListener;
import io.github.softjac.data.SkippedRows;
import io.github.softjac.data.Source;
import io.github.softjac.features.LabelledRows;
import io.github.softjac.features.SchemaFitter;
import io.github.softjac.features.TableEncoder;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.schema.Schema;
import io.github.softjac.table.DataMemory;
import io.github.softjac.table.Table;
import io.github.softjac.table.TableOptions;
import io.github.softjac.table.TableReader;
import io.github.softjac.trainer.Dataset;
import io.github.softjac.trainer.StratifiedSplit;
import io.github.softjac.trainer.TrainingOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything that training takes from files: the schema, the rows to train on and those held out.
///
/// @param rows rows of the training data that were used
/// @param skipped rows that were left out as bad
/// @param training weighted by the weight column
/// @param numbers which of the used rows the training rows are, from 1
/// @param validation weighted by the weight column; `null`: no row is held out
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record TrainingRows(
    Schema schema,
    int rows,
    SkippedRows skipped,
    Dataset training,
    int[] numbers,
    @Nullable Dataset validation) {

  static TrainingRows read(
      Source source,
      ClassifierOptions options,
      TrainingOptions how,
      DataMemory memory,
      ReadingListener listener,
      Consumer<String> warnings)
      throws IOException, DataException {
    Table table = table(source, options, how, memory, listener);
    table.doubts().forEach(warnings);
    DataWarnings.ofClasses(table).forEach(warnings);
    int[] training = everyRow(table);
    int[] validation = {};
    if (options.validation() instanceof Validation.Fraction(double share)) {
      StratifiedSplit split =
          StratifiedSplit.of(table.labels(), table.classes().size(), share, how.seed());
      training = split.training();
      validation = split.validation();
      if (validation.length == 0) {
        warnings.accept(
            "no row is held out: a share of %s of %,d rows is less than one row of each class"
                .formatted(share, table.rows()));
      }
    }
    Schema schema;
    Dataset trainingSet;
    @Nullable Dataset validationSet = null;
    try (Workers workers = new Workers(how.threads())) {
      schema =
          SchemaFitter.fit(
              source.name(), table, training, options.label(), options.weight(), warnings, workers);
      DataWarnings.ofLeaks(table, training).forEach(warnings);
      trainingSet = dataset(source.name(), schema, table, training, memory, workers);
      requireWeight(source.name(), trainingSet, "training");
      if (validation.length > 0) {
        validationSet = dataset(source.name(), schema, table, validation, memory, workers);
        requireWeight(source.name(), validationSet, "validation");
      }
    }
    int rows = table.rows();
    SkippedRows skipped = table.skipped();
    if (options.validation() instanceof Validation.Held(Source other)) {
      ChunkWork work = new ChunkWork(options.badRows(), how.threads(), listener);
      validationSet = LabelledRows.read(other, schema, work, skipped);
    }
    int[] numbers = Arrays.stream(training).map(row -> row + 1).toArray();
    return new TrainingRows(schema, rows, skipped, trainingSet, numbers, validationSet);
  }

  private static Table table(
      Source source,
      ClassifierOptions options,
      TrainingOptions how,
      DataMemory memory,
      ReadingListener listener)
      throws IOException, DataException {
    TableOptions reading =
        TableOptions.label(options.label())
            .withWeight(options.weight())
            .withIgnored(options.ignored())
            .withTypes(options.types())
            .withBadRows(options.badRows())
            .withThreads(how.threads())
            .withListener(listener)
            .withMemory(memory);
    return new TableReader(source, reading).read();
  }

  private static int[] everyRow(Table table) {
    int[] rows = new int[table.rows()];
    Arrays.setAll(rows, row -> row);
    return rows;
  }

  private static Dataset dataset(
      String source, Schema schema, Table table, int[] rows, DataMemory memory, Workers workers)
      throws IOException, DataException {
    int[] labels = new int[rows.length];
    float @Nullable [] weights = table.weights() == null ? null : new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = table.labels()[rows[i]];
      if (weights != null && table.weights() != null) {
        weights[i] = table.weights()[rows[i]];
      }
    }
    return new Dataset(
        TableEncoder.encode(source, schema, table, rows, memory, workers),
        labels,
        weights,
        schema.classes().size());
  }

  private static void requireWeight(String source, Dataset rows, String task) throws DataException {
    if (rows.totalWeight() == 0) {
      throw new DataException(
          source,
          "the weights of all %,d %s rows are 0; allowed: at least one above 0"
              .formatted(rows.rows(), task));
    }
  }
}
