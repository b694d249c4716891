package io.github.softjac.linear;

import java.util.Objects;

/// Features in memory without their zeros: compressed rows (CSR). The entries of row i are those
/// from `starts[i]` up to, and without, `starts[i + 1]`: `values[e]` stands in column
/// `columnOf[e]`.
///
/// The arrays are checked once, here; they are not copied and must not be changed afterwards.
///
/// @param starts `[rows + 1]`: 0 at first, never falling, the number of entries at last
/// @param columnOf column of each entry, strictly ascending within a row, in `[0, columns)`; may be
///   longer than there are entries
/// @param values of the entries, all finite; may be longer than there are entries
/// @param columns number of features of a row, at least 1
// Two tables are never compared; the record's identity-like equality of arrays does no harm.
@SuppressWarnings("ArrayRecordComponent")
public record SparseRows(int[] starts, int[] columnOf, float[] values, int columns)
    implements Features {

  /// Checks everything.
  ///
  /// @throws IllegalArgumentException if one of the arrays is not as stated above; the message
  ///   names the row and what was found
  public SparseRows {
    FeatureCheck.shape(starts.length - 1, columns);
    checkStarts(starts, Math.min(columnOf.length, values.length));
    for (int row = 0; row + 1 < starts.length; row++) {
      int before = -1;
      for (int e = starts[row]; e < starts[row + 1]; e++) {
        int column = columnOf[e];
        if (column <= before || column >= columns) {
          throw new IllegalArgumentException(
              "column of an entry of row %d is %d: columns ascend within a row, this one in [%d, %d)"
                  .formatted(row, column, before + 1, columns));
        }
        if (!Float.isFinite(values[e])) {
          throw FeatureCheck.notFinite(row, column, values[e]);
        }
        before = column;
      }
    }
  }

  private static void checkStarts(int[] starts, int entries) {
    int before = 0;
    for (int row = 0; row < starts.length; row++) {
      if (starts[row] < before || (row == 0 && starts[0] != 0) || starts[row] > entries) {
        throw new IllegalArgumentException(
            "starts[%d] is %d: starts begin with 0, do not fall, and there are %d entries"
                .formatted(row, starts[row], entries));
      }
      before = starts[row];
    }
  }

  @Override
  public int rows() {
    return starts.length - 1;
  }

  /// Number of entries.
  public int entries() {
    return starts[starts.length - 1];
  }

  @Override
  public SparseRows select(int[] chosen) {
    int[] newStarts = new int[chosen.length + 1];
    for (int i = 0; i < chosen.length; i++) {
      int row = Objects.checkIndex(chosen[i], rows());
      newStarts[i + 1] = Math.addExact(newStarts[i], starts[row + 1] - starts[row]);
    }
    int[] newColumns = new int[newStarts[chosen.length]];
    float[] newValues = new float[newStarts[chosen.length]];
    for (int i = 0; i < chosen.length; i++) {
      int from = starts[chosen[i]];
      int length = newStarts[i + 1] - newStarts[i];
      System.arraycopy(columnOf, from, newColumns, newStarts[i], length);
      System.arraycopy(values, from, newValues, newStarts[i], length);
    }
    return new SparseRows(newStarts, newColumns, newValues, columns);
  }
}
