package io.github.softjac.features;

import io.github.softjac.data.ChunkWork;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Rows;
import io.github.softjac.schema.Schema;
import io.github.softjac.trainer.Dataset;
import java.util.Arrays;

/// Labels, weights and features of some rows, and of further ones after them.
final class LabelledChunk implements ChunkWork.Worker<LabelledChunk> {

  private final Rows at;
  private final LabelledColumns columns;
  private final RowEncoder encoder;
  private final FeatureRows features;
  private int[] labels = new int[256];
  private float[] weights = new float[256];
  private int rows;

  LabelledChunk(Rows at, Schema schema, LabelledColumns columns) throws DataException {
    this.at = at;
    this.columns = columns;
    this.encoder = new RowEncoder(at, schema);
    this.features = FeatureRows.of(at.source(), schema.features(), schema.isSparse(), 0);
  }

  @Override
  public void row() throws DataException {
    int label = columns.label(at);
    float weight = columns.weight(at);
    features.begin();
    try {
      encoder.encode(features);
    } catch (DataException e) {
      features.forget();
      throw e;
    }
    reserve(1);
    labels[rows] = label;
    weights[rows++] = weight;
  }

  private void reserve(int more) {
    if (rows + more > labels.length) {
      int capacity = Math.max(rows + more, rows + rows / 2);
      labels = Arrays.copyOf(labels, capacity);
      weights = Arrays.copyOf(weights, capacity);
    }
  }

  @Override
  public LabelledChunk result() {
    return this;
  }

  /// Takes the rows of a later chunk, too.
  void addAll(LabelledChunk later) throws DataException {
    features.addAll(later.features);
    reserve(later.rows);
    System.arraycopy(later.labels, 0, labels, rows, later.rows);
    System.arraycopy(later.weights, 0, weights, rows, later.rows);
    rows += later.rows;
  }

  int rows() {
    return rows;
  }

  /// Forgets all rows, and with them what [#dataset] gave.
  void clear() {
    features.clear();
    rows = 0;
  }

  Dataset dataset(int classes) {
    return new Dataset(
        features.features(),
        Arrays.copyOf(labels, rows),
        columns.hasWeight() ? Arrays.copyOf(weights, rows) : null,
        classes);
  }
}
