package io.github.softjac.classifier;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import io.github.softjac.features.SingleRow;
import io.github.softjac.model.Network;
import io.github.softjac.schema.Column;
import io.github.softjac.schema.NumericColumn;
import io.github.softjac.schema.Schema;
import io.github.softjac.softmax.Softmax;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The predictions of a [Model] on one thread: from a row to features, through the network, to
/// probabilities, in memory of its own.
final class RowPredictor {

  /// Rows of arrays that go through the network together.
  private static final int BLOCK = 64;

  private final List<String> columns;

  /// The first column that does not hold numbers.
  private final @Nullable String words;

  private final Network network;
  private final boolean sparse;
  private final ClassValue<RecordColumns> records;
  private final RowOfValues values;
  private final SingleRow features;
  private final float[] y;
  private float[] x = {};

  RowPredictor(
      Schema schema, Network network, List<String> columns, ClassValue<RecordColumns> records) {
    this.columns = columns;
    words = firstOfWords(schema);
    this.network = network;
    this.records = records;
    sparse = schema.isSparse();
    y = new float[network.classes()];
    try {
      values = new RowOfValues(columns);
      features = new SingleRow(values, schema);
    } catch (DataException e) {
      throw new IllegalStateException("the columns of a schema are those of its own rows", e);
    }
  }

  private static @Nullable String firstOfWords(Schema schema) {
    for (Column column : schema.columns()) {
      if (!(column instanceof NumericColumn)) {
        return column.name();
      }
    }
    return null;
  }

  /// The place of the largest probability, the first of several.
  static int largest(float[] y) {
    int largest = 0;
    for (int k = 1; k < y.length; k++) {
      if (y[k] > y[largest]) {
        largest = k;
      }
    }
    return largest;
  }

  /// The most probable class of a row of any kind.
  int predict(Object row) {
    logits(row, y);
    return largest(softmax(y));
  }

  /// The probabilities of a row of any kind.
  float[] probabilities(Object row) {
    float[] result = new float[network.classes()];
    logits(row, result);
    return softmax(result);
  }

  private static float[] softmax(float[] z) {
    Softmax.forward(z, z, 1, z.length);
    return z;
  }

  private void logits(Object row, float[] z) {
    switch (row) {
      case double[] numbers -> take(numbers);
      case Map<?, ?> map -> values.take(map);
      case Record record -> records.get(record.getClass()).read(record, values);
      default ->
          throw new IllegalArgumentException(
              "a row of %s; allowed: a map, a record, or an array of doubles"
                  .formatted(row.getClass().getName()));
    }
    try {
      if (sparse) {
        int entries = features.encodeEntries();
        network.logits(features.places(), features.values(), entries, z);
      } else {
        float[] x = room(1);
        features.encode(x, 0);
        network.logits(x, 1, z);
      }
    } catch (DataException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private float[] room(int rows) {
    if (x.length < rows * network.inputs()) {
      x = new float[Math.multiplyExact(rows, network.inputs())];
    }
    return x;
  }

  /// The probabilities of rows of numbers, a block at a time.
  float[][] probabilities(double[][] rows) {
    requireNumbers();
    int classes = network.classes();
    float[][] all = new float[rows.length][classes];
    int most = Math.min(BLOCK, rows.length);
    float[] z = new float[most * classes];
    float[] x = room(most);
    for (int from = 0; from < rows.length; from += most) {
      int count = Math.min(most, rows.length - from);
      for (int i = 0; i < count; i++) {
        encode(rows[from + i], from + i + 1, x, i * network.inputs());
      }
      network.logits(x, count, z);
      Softmax.forward(z, z, count, classes);
      for (int i = 0; i < count; i++) {
        System.arraycopy(z, i * classes, all[from + i], 0, classes);
      }
    }
    return all;
  }

  private void encode(double[] row, int number, float[] x, int at) {
    try {
      take(row);
      features.encode(x, at);
    } catch (DataException | IllegalArgumentException e) {
      throw new IllegalArgumentException("row " + number + ": " + e.getMessage(), e);
    }
  }

  private void take(double[] row) {
    requireNumbers();
    if (row.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row of %,d numbers; allowed: %,d, one for each column of the model"
              .formatted(row.length, columns.size()));
    }
    for (int i = 0; i < row.length; i++) {
      values.set(i, row[i]);
    }
  }

  private void requireNumbers() {
    if (words != null) {
      throw new IllegalArgumentException(
          "an array of numbers for a model whose column %s holds none; allowed: a map or a record"
              .formatted(Quoted.of(words)));
    }
  }
}
