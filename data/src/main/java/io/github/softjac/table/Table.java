package io.github.softjac.table;

import io.github.softjac.data.SkippedRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a training file in memory.
///
/// @param classes the values of the label, in the order of [ClassOrder]
/// @param labels place in `classes` by row
/// @param weights by row; `null`: there is no weight column
/// @param columns those to learn from, in the order of the file
/// @param ignored names of the columns that were to be left aside
/// @param doubts what the user should know about the types of the columns
/// @param skipped rows that were left out as bad
// Tables are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Table(
    List<String> classes,
    int[] labels,
    float @Nullable [] weights,
    List<TableColumn> columns,
    List<String> ignored,
    List<String> doubts,
    SkippedRows skipped) {

  /// Number of rows.
  public int rows() {
    return labels.length;
  }
}
