package io.github.softjac.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A run of ints by row: those of each chunk in an array of their own.
final class IntRuns {

  /// @param firstRow of the chunk
  /// @param ends where each row's run ends in `values`
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(int firstRow, int[] values, int[] ends) {}

  private final List<Part> parts = new ArrayList<>();
  private int rows;
  private int[] firstRows = {};

  void append(int[] values, int[] ends, int count) {
    if (count == 0) {
      return;
    }
    firstRows = Arrays.copyOf(firstRows, parts.size() + 1);
    firstRows[parts.size()] = rows;
    parts.add(new Part(rows, Arrays.copyOf(values, ends[count - 1]), Arrays.copyOf(ends, count)));
    rows += count;
  }

  private Part part(int row) {
    int at = Arrays.binarySearch(firstRows, row);
    return parts.get(at >= 0 ? at : -at - 2);
  }

  int size(int row) {
    Part part = part(row);
    int at = row - part.firstRow;
    return part.ends[at] - (at == 0 ? 0 : part.ends[at - 1]);
  }

  int at(int row, int i) {
    Part part = part(row);
    int at = row - part.firstRow;
    return part.values[(at == 0 ? 0 : part.ends[at - 1]) + i];
  }
}
