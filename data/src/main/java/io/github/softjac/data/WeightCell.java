package io.github.softjac.data;

import io.github.softjac.data.DataException.Fault;

/// The weight of a row.
public final class WeightCell {

  private WeightCell() {}

  /// The weight in the cell.
  ///
  /// @throws DataException if it is not a number, negative, or beyond the largest float
  public static float read(Rows rows, int column) throws DataException {
    float weight = (float) rows.number(column);
    if (!(weight >= 0) || weight == Float.POSITIVE_INFINITY) {
      throw rows.badCell(
          column,
          Fault.NOT_A_WEIGHT,
          Quoted.of(rows.text(column)) + " is not a weight; allowed: a finite number of 0 or more");
    }
    return weight;
  }
}
