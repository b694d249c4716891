package io.github.softjac.classifier;

import io.github.softjac.data.ChunkWork;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Rows;
import io.github.softjac.features.RowFeatures;
import io.github.softjac.linear.Features;
import io.github.softjac.model.Network;
import io.github.softjac.model.RowLogits;
import io.github.softjac.schema.Schema;
import io.github.softjac.softmax.Softmax;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The predictions for a chunk of rows.
final class PredictedChunk implements ChunkWork.Worker<PredictedChunk> {

  /// Most rows and most features of a block. The result does not depend on them.
  private static final int BLOCK_ROWS = 1024;

  private static final int BLOCK_FEATURES = 1 << 20;

  private final Rows rows;
  private final Network network;
  private final RowFeatures features;
  private final int block;
  private final List<float[]> probabilities = new ArrayList<>();
  private long[] numbers = new long[256];
  private int count;

  PredictedChunk(Rows rows, Schema schema, Network network) throws DataException {
    this.rows = rows;
    this.network = network;
    this.features = new RowFeatures(rows, schema);
    this.block = Math.clamp(BLOCK_FEATURES / schema.features(), 1, BLOCK_ROWS);
  }

  @Override
  public void row() throws DataException {
    features.add();
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = rows.row();
    if (features.rows() == block) {
      predict();
    }
  }

  private void predict() {
    if (features.rows() == 0) {
      return;
    }
    Features block = features.take();
    float[] y = new float[block.rows() * network.classes()];
    new RowLogits(network, block).compute(0, block.rows(), y);
    Softmax.forward(y, y, block.rows(), network.classes());
    probabilities.add(y);
  }

  @Override
  public PredictedChunk result() {
    predict();
    return this;
  }

  /// @param before rows before this chunk
  void passOn(long before, PredictionSink sink) throws IOException {
    int classes = network.classes();
    int row = 0;
    for (float[] y : probabilities) {
      for (int at = 0; at < y.length; at += classes) {
        sink.accept(before + numbers[row++], Arrays.copyOfRange(y, at, at + classes));
      }
    }
  }
}
