package io.github.softjac.data;

import io.github.softjac.data.DataException.Fault;

/// The label of a row.
public final class LabelCell {

  private LabelCell() {}

  /// The class that the cell names.
  ///
  /// @throws DataException if the cell is missing
  public static String read(Rows rows, int column) throws DataException {
    if (rows.isMissing(column)) {
      String found = rows.text(column);
      throw rows.badCell(
          column,
          Fault.MISSING_LABEL,
          (found.isEmpty()
                  ? "the label is empty"
                  : "the label " + Quoted.of(found) + " stands for a missing value")
              + "; allowed: the name of a class");
    }
    return rows.text(column);
  }
}
