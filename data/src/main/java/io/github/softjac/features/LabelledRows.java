package io.github.softjac.features;

import io.github.softjac.data.BadRows;
import io.github.softjac.data.ChunkWork;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.ReadingListener;
import io.github.softjac.data.SkippedRows;
import io.github.softjac.data.Source;
import io.github.softjac.schema.Schema;
import io.github.softjac.trainer.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// A source with labels, as a dataset of the schema's features and classes.
///
/// Rows are weighted by the schema's weight column if the source has it, and else count 1 each.
public final class LabelledRows {

  private LabelledRows() {}

  /// Reads all rows of a source; a bad row ends it.
  ///
  /// @throws DataException as [#read(Source, Schema, ChunkWork, SkippedRows)]
  public static Dataset read(Source source, Schema schema) throws IOException, DataException {
    ChunkWork work = new ChunkWork(BadRows.FAIL, 1, ReadingListener.NONE);
    return read(source, schema, work, new SkippedRows());
  }

  /// Reads all rows of a source.
  ///
  /// @param skipped counts the rows that are left out
  /// @throws DataException if the source cannot be read, lacks columns, has no rows, or has a label
  ///   that is not a class of the schema, a number that is none, or a weight that is none, or if
  ///   all weights are 0
  public static Dataset read(Source source, Schema schema, ChunkWork work, SkippedRows skipped)
      throws IOException, DataException {
    try (Chunks chunks = source.open()) {
      LabelledColumns columns = LabelledColumns.of(chunks.header(), schema);
      List<LabelledChunk> parts = new ArrayList<>();
      work.run(
          chunks,
          (ChunkWork.Work<LabelledChunk>) rows -> new LabelledChunk(rows, schema, columns),
          (chunk, place) -> join(parts, chunk),
          skipped);
      requireRows(source, parts.isEmpty() ? 0 : parts.getFirst().rows(), skipped);
      Dataset dataset = parts.getFirst().dataset(schema.classes().size());
      if (dataset.totalWeight() == 0) {
        throw weightless(source, dataset.rows());
      }
      return dataset;
    }
  }

  /// Reads all rows of a source, a few at a time: no more than a few chunks are in memory.
  ///
  /// @param of what becomes of some rows, which are good until it returns; called by any thread
  /// @param fold receives it in the order of the rows
  /// @param skipped counts the rows that are left out
  /// @param <T> what becomes of rows
  /// @throws DataException as [#read(Source, Schema, ChunkWork, SkippedRows)], but for weights that
  ///   are all 0
  public static <T> void inBlocks(
      Source source,
      Schema schema,
      ChunkWork work,
      SkippedRows skipped,
      Function<Dataset, T> of,
      Consumer<T> fold)
      throws IOException, DataException {
    try (Chunks chunks = source.open()) {
      LabelledColumns columns = LabelledColumns.of(chunks.header(), schema);
      long rows =
          work.run(
              chunks,
              (ChunkWork.Work<List<T>>)
                  chunk ->
                      new LabelledBlocks<>(new LabelledChunk(chunk, schema, columns), schema, of),
              (results, place) -> results.forEach(fold),
              skipped);
      requireRows(source, rows - skipped.count(), skipped);
    }
  }

  private static void requireRows(Source source, long rows, SkippedRows skipped)
      throws DataException {
    if (rows == 0) {
      throw new DataException(
          source.name(),
          skipped.count() == 0
              ? "the file has a header and no rows; allowed: at least one row"
              : "all %,d rows were skipped: %s; allowed: at least one row"
                  .formatted(skipped.count(), skipped.summary()));
    }
  }

  /// What to throw of weights that are all 0.
  public static DataException weightless(Source source, long rows) {
    return new DataException(
        source.name(),
        "the weights of all %,d rows are 0; allowed: at least one above 0".formatted(rows));
  }

  private static void join(List<LabelledChunk> parts, LabelledChunk chunk) throws DataException {
    if (parts.isEmpty()) {
      parts.add(chunk);
    } else {
      parts.getFirst().addAll(chunk);
    }
  }
}
