package io.github.softjac.linear;

import java.util.Arrays;

/// Sparse rows the other way round: the columns that have entries, and for each its entries by
/// ascending row. Columns without any, most of a hashed vocabulary, cost nothing.
final class SparseColumns {

  /// The columns that have entries, ascending.
  final int[] columns;

  /// The entries of `columns[c]` are those from `starts[c]` to `starts[c + 1]`.
  final int[] starts;

  final int[] rowOf;
  final float[] values;

  /// For each entry of the rows, in their order, the place of its column in [#columns].
  final int[] placeOf;

  SparseColumns(SparseRows x) {
    int entries = x.entries();
    int[] count = new int[x.columns()];
    for (int e = 0; e < entries; e++) {
      count[x.columnOf()[e]]++;
    }
    int used = 0;
    for (int ofColumn : count) {
      used += ofColumn > 0 ? 1 : 0;
    }
    columns = new int[used];
    starts = new int[used + 1];
    int[] place = new int[x.columns()];
    int c = 0;
    for (int j = 0; j < count.length; j++) {
      if (count[j] > 0) {
        columns[c] = j;
        place[j] = c;
        starts[c + 1] = starts[c] + count[j];
        c++;
      }
    }
    rowOf = new int[entries];
    values = new float[entries];
    placeOf = new int[entries];
    int[] next = Arrays.copyOf(starts, used);
    for (int row = 0; row < x.rows(); row++) {
      for (int e = x.starts()[row]; e < x.starts()[row + 1]; e++) {
        int at = place[x.columnOf()[e]];
        placeOf[e] = at;
        rowOf[next[at]] = row;
        values[next[at]] = x.values()[e];
        next[at]++;
      }
    }
  }
}
