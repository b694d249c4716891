package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import io.github.softjac.schema.Places;
import io.github.softjac.schema.VectorColumn;
import io.github.softjac.table.VectorCells;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is learned about a column of sparse vectors.
final class VectorStatistics {

  private static final int MOST_FEATURES = 1_000_000;

  private VectorStatistics() {}

  /// `null` if all values are 0.
  ///
  /// @throws DataException if too many places have values
  static @Nullable VectorColumn column(String source, VectorCells cells, int[] rows)
      throws DataException {
    float[] largest = {};
    for (int row : rows) {
      for (int i = 0; i < cells.size(row); i++) {
        int index = cells.index(row, i);
        if (index >= largest.length) {
          largest = Arrays.copyOf(largest, Math.max(index + 1, 2 * largest.length));
        }
        largest[index] = Math.max(largest[index], Math.abs(cells.value(row, i)));
      }
    }
    int[] kept = new int[largest.length];
    double[] values = new double[largest.length];
    int size = 0;
    for (int index = 0; index < largest.length; index++) {
      if (largest[index] > 0) {
        kept[size] = index;
        values[size++] = largest[index];
      }
    }
    if (size > MOST_FEATURES) {
      throw new DataException(
          source,
          "column %s has values at %,d different places; allowed: at most %,d"
              .formatted(Quoted.of(cells.name()), size, MOST_FEATURES));
    }
    return size == 0
        ? null
        : new VectorColumn(
            cells.name(),
            Places.of(Arrays.copyOf(kept, size), VectorColumn.PLACES),
            Arrays.copyOf(values, size));
  }
}
