package io.github.softjac.linear;

import java.util.Objects;

/// Features in memory, every one of them, row by row: element (i, j) is `values[i · columns + j]`.
///
/// The array is checked once, here; it is not copied and must not be changed afterwards.
///
/// @param values row-major `[rows × columns]`, all finite
/// @param rows number of rows, 0 or more
/// @param columns number of features of a row, at least 1
// Two tables are never compared; the record's identity-like equality of arrays does no harm.
@SuppressWarnings("ArrayRecordComponent")
public record DenseRows(float[] values, int rows, int columns) implements Features {

  /// Checks everything.
  ///
  /// @throws IllegalArgumentException if the shape is not as stated or does not fit the array, or a
  ///   feature is NaN or infinite (row and column are named)
  public DenseRows {
    FeatureCheck.shape(rows, columns);
    long length = (long) rows * columns;
    if (values.length != length) {
      throw new IllegalArgumentException(
          "features has %d elements: %d rows of %d columns need %d"
              .formatted(values.length, rows, columns, length));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw FeatureCheck.notFinite(i / columns, i % columns, values[i]);
      }
    }
  }

  @Override
  public DenseRows select(int[] chosen) {
    float[] copy = new float[Math.multiplyExact(chosen.length, columns)];
    for (int i = 0; i < chosen.length; i++) {
      int row = Objects.checkIndex(chosen[i], rows);
      System.arraycopy(values, row * columns, copy, i * columns, columns);
    }
    return new DenseRows(copy, chosen.length, columns);
  }
}
