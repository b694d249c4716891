package io.github.softjac.table;

import io.github.softjac.data.BadRows;
import io.github.softjac.data.ChunkWork;
import io.github.softjac.data.ReadingListener;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a table is read.
///
/// @param label name of the label column
/// @param weight name of the weight column; `null`: none
/// @param ignored names of columns to leave aside
/// @param types what the user takes columns for
/// @param badRows what becomes of rows that cannot be used
/// @param threads that read; the table does not depend on it
/// @param listener hears how far it is
/// @param memory where cells are kept
public record TableOptions(
    String label,
    @Nullable String weight,
    List<String> ignored,
    Map<String, ColumnType> types,
    BadRows badRows,
    int threads,
    ReadingListener listener,
    DataMemory memory) {

  /// Copies lists and maps.
  public TableOptions {
    ignored = List.copyOf(ignored);
    types = Map.copyOf(types);
  }

  /// All columns but the label are features, in memory; bad rows end it.
  public static TableOptions label(String label) {
    return new TableOptions(
        label,
        null,
        List.of(),
        Map.of(),
        BadRows.FAIL,
        1,
        ReadingListener.NONE,
        DataMemory.unlimited());
  }

  /// These options with a weight column.
  public TableOptions withWeight(@Nullable String column) {
    return new TableOptions(label, column, ignored, types, badRows, threads, listener, memory);
  }

  /// These options with columns to leave aside.
  public TableOptions withIgnored(List<String> columns) {
    return new TableOptions(label, weight, columns, types, badRows, threads, listener, memory);
  }

  /// These options with types.
  public TableOptions withTypes(Map<String, ColumnType> columns) {
    return new TableOptions(label, weight, ignored, columns, badRows, threads, listener, memory);
  }

  /// These options with another way with bad rows.
  public TableOptions withBadRows(BadRows way) {
    return new TableOptions(label, weight, ignored, types, way, threads, listener, memory);
  }

  /// These options with so many threads.
  public TableOptions withThreads(int count) {
    return new TableOptions(label, weight, ignored, types, badRows, count, listener, memory);
  }

  /// These options with a listener.
  public TableOptions withListener(ReadingListener other) {
    return new TableOptions(label, weight, ignored, types, badRows, threads, other, memory);
  }

  /// These options with cells in this memory.
  public TableOptions withMemory(DataMemory other) {
    return new TableOptions(label, weight, ignored, types, badRows, threads, listener, other);
  }

  ChunkWork work() {
    return new ChunkWork(badRows, threads, listener);
  }
}
