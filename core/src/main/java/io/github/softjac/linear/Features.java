package io.github.softjac.linear;

/// Rows of features, `[rows × columns]` floats: X of a linear model.
///
/// They lie in memory in full ([DenseRows]), in memory without their zeros ([SparseRows]), or
/// elsewhere, to be read a few rows at a time ([RowReader]). [LinearSoftmax] goes through them row
/// by row and never copies them as a whole.
public sealed interface Features permits DenseRows, SparseRows, RowReader {

  /// Number of rows.
  int rows();

  /// Number of features of a row.
  int columns();

  /// These rows, in this order, as features of their own. Rows in memory are copied; a reader's are
  /// read when they are needed.
  ///
  /// @param rows rows of these features; one may come several times
  /// @throws IndexOutOfBoundsException if there is no such row
  Features select(int[] rows);
}
