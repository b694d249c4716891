package io.github.softjac.features;

import io.github.softjac.data.CsvRows;
import io.github.softjac.data.DataException;
import io.github.softjac.data.LabelCell;
import io.github.softjac.data.Quoted;
import io.github.softjac.data.WeightCell;
import io.github.softjac.schema.Schema;
import io.github.softjac.trainer.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file with labels, as a dataset of the schema's features and classes.
///
/// Rows are weighted by the schema's weight column if the file has it, and else count 1 each.
public final class LabelledRows {

  private static final int FIRST_CAPACITY = 256;

  private final CsvRows rows;
  private final Schema schema;
  private final RowEncoder encoder;
  private final Map<String, Integer> classes = new HashMap<>();
  private final int labelPlace;
  private final int weightPlace;

  private float[] features;
  private int[] labels = new int[FIRST_CAPACITY];
  private float[] weights = new float[FIRST_CAPACITY];
  private int count;

  private LabelledRows(CsvRows rows, Schema schema) throws DataException {
    this.rows = rows;
    this.schema = schema;
    this.labelPlace = rows.header().place(schema.label(), "label column");
    this.encoder = new RowEncoder(rows, schema);
    @Nullable String weight = schema.weight();
    this.weightPlace =
        weight != null && rows.header().has(weight)
            ? rows.header().place(weight, "weight column")
            : -1;
    for (String name : schema.classes()) {
      classes.put(name, classes.size());
    }
    this.features = new float[FeatureArrays.length(rows.file(), FIRST_CAPACITY, schema.features())];
  }

  /// Reads all rows of a file.
  ///
  /// @throws DataException if the file cannot be read, lacks columns, has no rows, or has a label
  ///   that is not a class of the schema, a number that is none, or a weight that is none, or if
  ///   all weights are 0
  public static Dataset read(Path file, Schema schema) throws IOException, DataException {
    try (CsvRows rows = CsvRows.open(file)) {
      LabelledRows labelled = new LabelledRows(rows, schema);
      while (rows.next()) {
        labelled.add();
      }
      if (labelled.count == 0) {
        throw new DataException(
            file, "the file has a header and no rows; allowed: at least one row");
      }
      Dataset dataset = labelled.dataset();
      if (dataset.totalWeight() == 0) {
        throw new DataException(
            file,
            "the weights of all %,d rows are 0; allowed: at least one above 0"
                .formatted(dataset.rows()));
      }
      return dataset;
    }
  }

  private void add() throws DataException {
    int width = schema.features();
    if (count == labels.length) {
      grow(width);
    }
    String label = LabelCell.read(rows, labelPlace);
    Integer place = classes.get(label);
    if (place == null) {
      throw rows.badCell(
          labelPlace,
          "%s is not a class of the model; allowed: %s"
              .formatted(Quoted.of(label), Quoted.list(schema.classes())));
    }
    labels[count] = place;
    weights[count] = weightPlace < 0 ? 1 : WeightCell.read(rows, weightPlace);
    encoder.encode(features, count * width);
    count++;
  }

  /// Makes room for half as many rows again, or for as many as an array can hold.
  private void grow(int width) throws DataException {
    long wanted = (long) count + count / 2;
    int capacity = (int) Math.min(wanted, FeatureArrays.LONGEST / width);
    if (capacity <= count) {
      capacity = FeatureArrays.length(rows.file(), wanted, width) / width;
    }
    features = Arrays.copyOf(features, capacity * width);
    labels = Arrays.copyOf(labels, capacity);
    weights = Arrays.copyOf(weights, capacity);
  }

  private Dataset dataset() {
    int width = schema.features();
    return FeatureArrays.dataset(
        Arrays.copyOf(features, count * width),
        width,
        Arrays.copyOf(labels, count),
        weightPlace < 0 ? null : Arrays.copyOf(weights, count),
        schema.classes().size());
  }
}
