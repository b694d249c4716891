package io.github.softjac.features;

import io.github.softjac.data.ChunkWork;
import io.github.softjac.data.DataException;
import io.github.softjac.schema.Schema;
import io.github.softjac.trainer.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The rows of a chunk, in blocks, and what becomes of each block.
///
/// @param <T> what becomes of a block
final class LabelledBlocks<T> implements ChunkWork.Worker<List<T>> {

  private static final int MOST_ROWS = 1024;
  private static final int MOST_FEATURES = 1 << 20;

  private final LabelledChunk rows;
  private final Function<Dataset, T> of;
  private final int classes;
  private final int block;
  private final List<T> results = new ArrayList<>();

  LabelledBlocks(LabelledChunk rows, Schema schema, Function<Dataset, T> of) {
    this.rows = rows;
    this.of = of;
    this.classes = schema.classes().size();
    this.block = Math.clamp(MOST_FEATURES / Math.max(classes, schema.features()), 1, MOST_ROWS);
  }

  @Override
  public void row() throws DataException {
    rows.row();
    if (rows.rows() == block) {
      finish();
    }
  }

  private void finish() {
    if (rows.rows() > 0) {
      results.add(of.apply(rows.dataset(classes)));
      rows.clear();
    }
  }

  @Override
  public List<T> result() {
    finish();
    return results;
  }
}
