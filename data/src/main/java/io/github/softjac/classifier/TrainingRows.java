package io.github.softjac.classifier;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import io.github.softjac.features.FeatureArrays;
import io.github.softjac.features.LabelledRows;
import io.github.softjac.features.SchemaFitter;
import io.github.softjac.features.TableEncoder;
import io.github.softjac.schema.Schema;
import io.github.softjac.table.Table;
import io.github.softjac.table.TableReader;
import io.github.softjac.trainer.Dataset;
import io.github.softjac.trainer.StratifiedSplit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything that training takes from files: the schema, the rows to train on and those held out.
///
/// @param rows rows of the training file
/// @param training weighted by the weight column
/// @param validation weighted by the weight column; `null`: no row is held out
record TrainingRows(Schema schema, int rows, Dataset training, @Nullable Dataset validation) {

  static TrainingRows read(
      Path file, ClassifierOptions options, long seed, Consumer<String> warnings)
      throws IOException, DataException {
    Table table =
        new TableReader(file, options.label(), options.weight(), options.ignored()).read();
    table.doubts().forEach(warnings);
    int[] training = everyRow(table);
    int[] validation = {};
    if (options.validation() instanceof Validation.Fraction(double share)) {
      warnAboutSingleRows(table, warnings);
      StratifiedSplit split =
          StratifiedSplit.of(table.labels(), table.classes().size(), share, seed);
      training = split.training();
      validation = split.validation();
      if (validation.length == 0) {
        warnings.accept(
            "no row is held out: a share of %s of %,d rows is less than one row of each class"
                .formatted(share, table.rows()));
      }
    }
    Schema schema =
        SchemaFitter.fit(file, table, training, options.label(), options.weight(), warnings);
    Dataset trainingSet = dataset(file, schema, table, training);
    requireWeight(file, trainingSet, "training");
    @Nullable Dataset validationSet =
        validation.length == 0 ? null : dataset(file, schema, table, validation);
    if (validationSet != null) {
      requireWeight(file, validationSet, "validation");
    }
    int rows = table.rows();
    if (options.validation() instanceof Validation.File(Path other)) {
      validationSet = LabelledRows.read(other, schema);
    }
    return new TrainingRows(schema, rows, trainingSet, validationSet);
  }

  private static int[] everyRow(Table table) {
    int[] rows = new int[table.rows()];
    Arrays.setAll(rows, row -> row);
    return rows;
  }

  private static Dataset dataset(Path file, Schema schema, Table table, int[] rows)
      throws DataException {
    int[] labels = new int[rows.length];
    float @Nullable [] weights = table.weights() == null ? null : new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = table.labels()[rows[i]];
      if (weights != null && table.weights() != null) {
        weights[i] = table.weights()[rows[i]];
      }
    }
    return FeatureArrays.dataset(
        TableEncoder.encode(file, schema, table, rows),
        schema.features(),
        labels,
        weights,
        schema.classes().size());
  }

  private static void requireWeight(Path file, Dataset rows, String task) throws DataException {
    if (rows.totalWeight() == 0) {
      throw new DataException(
          file,
          "the weights of all %,d %s rows are 0; allowed: at least one above 0"
              .formatted(rows.rows(), task));
    }
  }

  private static void warnAboutSingleRows(Table table, Consumer<String> warnings) {
    int[] counts = new int[table.classes().size()];
    for (int label : table.labels()) {
      counts[label]++;
    }
    List<String> single = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] == 1) {
        single.add(table.classes().get(k));
      }
    }
    if (!single.isEmpty()) {
      warnings.accept(
          "%s one row only and cannot be validated: %s"
              .formatted(
                  single.size() == 1 ? "a class has" : single.size() + " classes have",
                  Quoted.list(single)));
    }
  }
}
