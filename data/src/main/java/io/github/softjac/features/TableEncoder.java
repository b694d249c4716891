package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.linear.DenseRows;
import io.github.softjac.linear.Features;
import io.github.softjac.schema.CategoricalColumn;
import io.github.softjac.schema.Column;
import io.github.softjac.schema.DateColumn;
import io.github.softjac.schema.HashedColumn;
import io.github.softjac.schema.NumericColumn;
import io.github.softjac.schema.Schema;
import io.github.softjac.schema.TextColumn;
import io.github.softjac.schema.VectorColumn;
import io.github.softjac.table.CategoricalCells;
import io.github.softjac.table.DataMemory;
import io.github.softjac.table.DateCells;
import io.github.softjac.table.HashedCells;
import io.github.softjac.table.NumericCells;
import io.github.softjac.table.Table;
import io.github.softjac.table.TableColumn;
import io.github.softjac.table.TextCells;
import io.github.softjac.table.VectorCells;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The features of rows of a table: what [RowEncoder] gives for the same rows of a file, bit for
/// bit. Any number of threads may ask at once.
public final class TableEncoder {

  /// Writes the features of a row of the table for one column.
  @FunctionalInterface
  private interface Encoding {
    void encode(int row, int at, FeatureSink sink);

    /// The same of the rows `rows[from], rows[from + 1], …`, to the rows of the block from `start`
    /// on.
    default void encode(int[] rows, int from, int count, int at, DenseBlock block, int start) {
      for (int i = 0; i < count; i++) {
        block.row(start + i);
        encode(rows[from + i], at, block);
      }
    }
  }

  /// Rows that a worker takes at a time.
  private static final int PIECE = 1 << 13;

  private final List<Encoding> encodings = new ArrayList<>();
  private final int[] offsets;

  /// An encoder of this table.
  public TableEncoder(Schema schema, Table table) {
    Map<String, TableColumn> cells = new HashMap<>();
    for (TableColumn column : table.columns()) {
      cells.put(column.name(), column);
    }
    offsets = new int[schema.columns().size()];
    int at = 0;
    for (Column column : schema.columns()) {
      offsets[encodings.size()] = at;
      encodings.add(
          encoding(column, Objects.requireNonNull(cells.get(column.name()), column.name())));
      at += column.features();
    }
  }

  /// The features of the given rows: in memory if there is room, else in its file. Sparse features
  /// are always in memory.
  ///
  /// @param source where the table is from, for messages
  /// @param workers share the rows of features that are not sparse
  /// @throws DataException if sparse features are more than one array holds
  /// @throws IOException if the file cannot be written
  public static Features encode(
      String source, Schema schema, Table table, int[] rows, DataMemory memory, Workers workers)
      throws IOException, DataException {
    TableEncoder encoder = new TableEncoder(schema, table);
    if (schema.isSparse()) {
      return encoder.sparse(source, schema, rows);
    }
    int width = schema.features();
    long numbers = (long) rows.length * width;
    if (numbers <= FeatureArrays.LONGEST && memory.take(4 * numbers)) {
      return encoder.dense(source, width, rows, workers);
    }
    return MappedRows.write(memory.file(), encoder, rows, width, workers);
  }

  private Features sparse(String source, Schema schema, int[] rows) throws DataException {
    FeatureRows features = FeatureRows.of(source, schema.features(), true, rows.length);
    for (int row : rows) {
      features.begin();
      encode(row, features);
    }
    return features.features();
  }

  private Features dense(String source, int width, int[] rows, Workers workers)
      throws DataException {
    float[] values = new float[FeatureArrays.length(source, rows.length, width)];
    workers.run(
        Math.ceilDiv(rows.length, PIECE),
        (piece, worker) -> {
          int from = piece * PIECE;
          int count = Math.min(PIECE, rows.length - from);
          encode(rows, from, count, new DenseBlock(values, width), from);
        });
    return new DenseRows(values, rows.length, width);
  }

  /// Writes the features of the rows `rows[from], rows[from + 1], …` to the rows of the block from
  /// `start` on: column after column, for as many rows as stay in the cache.
  void encode(int[] rows, int from, int count, DenseBlock block, int start) {
    for (int done = 0; done < count; done += DenseBlock.ROWS) {
      int some = Math.min(DenseBlock.ROWS, count - done);
      for (int i = 0; i < offsets.length; i++) {
        encodings.get(i).encode(rows, from + done, some, offsets[i], block, start + done);
      }
    }
  }

  private void encode(int row, FeatureSink sink) {
    for (int i = 0; i < offsets.length; i++) {
      encodings.get(i).encode(row, offsets[i], sink);
    }
  }

  private static Encoding encoding(Column column, TableColumn of) {
    return switch (column) {
      case NumericColumn numeric -> new NumericEncoding(numeric, (NumericCells) of);
      case CategoricalColumn categorical -> encoding(categorical, (CategoricalCells) of);
      case HashedColumn hashed -> {
        HashedCells cells = (HashedCells) of;
        yield (row, at, sink) -> {
          int bucket = cells.at(row);
          ColumnEncoding.category(ColumnEncoding.place(hashed, bucket < 0, bucket), at, sink);
        };
      }
      case DateColumn date -> {
        DateCells cells = (DateCells) of;
        yield (row, at, sink) -> ColumnEncoding.date(date, cells.at(row), at, sink);
      }
      case TextColumn text -> {
        TextCells cells = (TextCells) of;
        yield (row, at, sink) ->
            ColumnEncoding.text(text, cells.size(row), i -> cells.token(row, i), at, sink);
      }
      case VectorColumn vector -> {
        VectorCells cells = (VectorCells) of;
        yield (row, at, sink) -> {
          for (int i = 0; i < cells.size(row); i++) {
            ColumnEncoding.entry(vector, cells.index(row, i), cells.value(row, i), at, sink);
          }
        };
      }
    };
  }

  private record NumericEncoding(NumericColumn column, NumericCells cells) implements Encoding {

    @Override
    public void encode(int row, int at, FeatureSink sink) {
      ColumnEncoding.number(column, cells.at(row), at, sink);
    }

    @Override
    public void encode(int[] rows, int from, int count, int at, DenseBlock block, int start) {
      double[] numbers = block.numbers();
      float[] scaled = block.scaled();
      cells.copy(rows, from, count, numbers);
      column.scaled(numbers, count, scaled);
      block.add(start, count, at, scaled, column.missingIndicator());
    }
  }

  private static Encoding encoding(CategoricalColumn column, CategoricalCells cells) {
    List<String> words = cells.words();
    int[] places = new int[words.size()];
    for (int word = 0; word < places.length; word++) {
      places[word] = column.place(words.get(word));
    }
    return (row, at, sink) -> {
      int word = cells.at(row);
      ColumnEncoding.category(word < 0 ? column.missingPlace() : places[word], at, sink);
    };
  }
}
