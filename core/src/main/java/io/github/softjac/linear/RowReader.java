package io.github.softjac.linear;

import java.util.Objects;

/// Features that are read a few rows at a time, for a table that is larger than the memory: a
/// mapped file, say. Every pass reads every row once.
public non-sealed interface RowReader extends Features {

  /// Copies rows to an array, row by row. Several threads call it at once, for different rows.
  ///
  /// @param from the first row
  /// @param count how many rows
  /// @param x receives them, row-major `[count × columns]`, from index 0 on; all finite
  void read(int from, int count, float[] x);

  /// A reader of these rows, one at a time.
  @Override
  default RowReader select(int[] chosen) {
    for (int row : chosen) {
      Objects.checkIndex(row, rows());
    }
    return new SelectedRows(this, chosen.clone());
  }
}
