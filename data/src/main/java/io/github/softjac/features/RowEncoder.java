package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.data.DataException.Fault;
import io.github.softjac.data.Quoted;
import io.github.softjac.data.Rows;
import io.github.softjac.data.SparseVector;
import io.github.softjac.schema.CategoricalColumn;
import io.github.softjac.schema.Column;
import io.github.softjac.schema.DateColumn;
import io.github.softjac.schema.HashedBuckets;
import io.github.softjac.schema.HashedColumn;
import io.github.softjac.schema.NumericColumn;
import io.github.softjac.schema.Schema;
import io.github.softjac.schema.TextColumn;
import io.github.softjac.schema.VectorColumn;
import io.github.softjac.table.DateCell;
import io.github.softjac.text.TextTokens;
import java.util.ArrayList;
import java.util.List;

/// The features of rows that pass by, one row at a time. Columns are found by their names; their
/// order is free and further columns are not looked at.
final class RowEncoder {

  private final Rows rows;
  private final List<Column> columns;
  private final int[] places;
  private final TextTokens tokens = new TextTokens();

  /// An encoder of these rows.
  ///
  /// @throws DataException if the file lacks columns of the schema; the message lists them
  RowEncoder(Rows rows, Schema schema) throws DataException {
    this.rows = rows;
    this.columns = schema.columns();
    this.places = new int[columns.size()];
    List<String> absent = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      String name = columns.get(i).name();
      if (rows.header().has(name)) {
        places[i] = rows.header().place(name, "column");
      } else {
        absent.add(name);
      }
    }
    if (!absent.isEmpty()) {
      throw new DataException(
          rows.source(),
          "the file lacks %s %s, which the model needs; the file has %s"
              .formatted(
                  absent.size() == 1 ? "column" : "columns",
                  Quoted.list(absent),
                  Quoted.list(rows.header().names())));
    }
  }

  /// Gives the features of the present row.
  ///
  /// @throws DataException if a cell of a column of numbers or dates is neither that nor missing
  void encode(FeatureSink sink) throws DataException {
    int at = 0;
    for (int i = 0; i < places.length; i++) {
      Column column = columns.get(i);
      encode(column, places[i], at, sink);
      at += column.features();
    }
  }

  private void encode(Column column, int cell, int at, FeatureSink sink) throws DataException {
    boolean missing = rows.isMissing(cell);
    switch (column) {
      case NumericColumn numeric -> ColumnEncoding.number(numeric, number(cell, missing), at, sink);
      case CategoricalColumn categorical ->
          ColumnEncoding.category(
              ColumnEncoding.place(categorical, missing, rows.text(cell)), at, sink);
      case HashedColumn hashed ->
          ColumnEncoding.category(
              ColumnEncoding.place(
                  hashed, missing, TextTokens.bucketOf(rows.text(cell), HashedBuckets.COUNT)),
              at,
              sink);
      case DateColumn date -> ColumnEncoding.date(date, seconds(cell, missing), at, sink);
      case TextColumn text -> {
        int[] of = missing ? new int[0] : tokens.of(rows.text(cell));
        ColumnEncoding.text(text, of.length, i -> of[i], at, sink);
      }
      case VectorColumn vector -> encode(vector, cell, at, sink);
    }
  }

  private void encode(VectorColumn column, int cell, int at, FeatureSink sink)
      throws DataException {
    SparseVector vector = rows.vector(cell);
    if (vector == null) {
      throw rows.badCell(
          cell,
          Fault.MALFORMED,
          "the column holds no vectors; allowed: the format of the training");
    }
    for (int i = 0; i < vector.size(); i++) {
      ColumnEncoding.entry(column, vector.index(i), vector.value(i), at, sink);
    }
  }

  private double number(int cell, boolean missing) throws DataException {
    double x = rows.number(cell);
    if (Double.isNaN(x) && !missing) {
      throw rows.badCell(
          cell,
          Fault.NOT_A_NUMBER,
          Quoted.of(rows.text(cell)) + " is not a number; allowed: a decimal number or empty");
    }
    return x;
  }

  private double seconds(int cell, boolean missing) throws DataException {
    double seconds = missing ? Double.NaN : DateCell.seconds(rows.text(cell));
    if (Double.isNaN(seconds) && !missing) {
      throw rows.badCell(
          cell,
          Fault.NOT_A_DATE,
          Quoted.of(rows.text(cell))
              + " is not a date; allowed: 2024-02-29, 2024-02-29T12:30:00 or empty");
    }
    return seconds;
  }
}
