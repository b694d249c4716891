package io.github.softjac.features;

import io.github.softjac.data.CsvRows;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import io.github.softjac.schema.CategoricalColumn;
import io.github.softjac.schema.Column;
import io.github.softjac.schema.NumericColumn;
import io.github.softjac.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The features of the rows of a file, one row at a time. Columns are found by their names; their
/// order is free and further columns are not looked at.
public final class RowEncoder {

  private final CsvRows rows;
  private final Schema schema;
  private final int[] places;

  /// An encoder of these rows.
  ///
  /// @throws DataException if the file lacks columns of the schema; the message lists them
  public RowEncoder(CsvRows rows, Schema schema) throws DataException {
    this.rows = rows;
    this.schema = schema;
    this.places = new int[schema.columns().size()];
    List<String> absent = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      String name = schema.columns().get(i).name();
      if (rows.header().has(name)) {
        places[i] = rows.header().place(name, "column");
      } else {
        absent.add(name);
      }
    }
    if (!absent.isEmpty()) {
      throw new DataException(
          rows.file(),
          "the file lacks %s %s, which the model needs; the file has %s"
              .formatted(
                  absent.size() == 1 ? "column" : "columns",
                  Quoted.list(absent),
                  Quoted.list(rows.header().names())));
    }
  }

  /// Writes the features of the present row into `features[offset .. offset + schema.features())`.
  ///
  /// @throws DataException if a cell of a numeric column is neither a number nor missing
  public void encode(float[] features, int offset) throws DataException {
    Arrays.fill(features, offset, offset + schema.features(), 0f);
    int at = offset;
    for (int i = 0; i < places.length; i++) {
      Column column = schema.columns().get(i);
      switch (column) {
        case NumericColumn numeric -> encode(numeric, places[i], features, at);
        case CategoricalColumn categorical -> encode(categorical, places[i], features, at);
      }
      at += column.features();
    }
  }

  private void encode(NumericColumn column, int place, float[] features, int at)
      throws DataException {
    double x = rows.number(place);
    if (!Double.isNaN(x)) {
      features[at] = column.scaled(x);
    } else if (!rows.isMissing(place)) {
      throw rows.badCell(
          place,
          Quoted.of(rows.text(place)) + " is not a number; allowed: a decimal number or empty");
    } else if (column.missingIndicator()) {
      features[at + 1] = 1;
    }
  }

  private void encode(CategoricalColumn column, int cell, float[] features, int at) {
    int place = rows.isMissing(cell) ? column.missingPlace() : column.place(rows.text(cell));
    if (place >= 0) {
      features[at + place] = 1;
    }
  }
}
