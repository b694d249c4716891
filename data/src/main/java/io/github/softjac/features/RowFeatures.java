package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Rows;
import io.github.softjac.linear.Features;
import io.github.softjac.schema.Schema;

/// Features of rows that pass by, gathered.
public final class RowFeatures {

  private final RowEncoder encoder;
  private final FeatureRows features;
  private int rows;

  /// Gathers from these rows.
  ///
  /// @throws DataException if they lack columns of the schema; the message lists them
  public RowFeatures(Rows rows, Schema schema) throws DataException {
    encoder = new RowEncoder(rows, schema);
    features = FeatureRows.of(rows.source(), schema.features(), schema.isSparse(), 0);
  }

  /// Adds the present row; leaves no trace of it where a cell is bad.
  ///
  /// @throws DataException if a cell of a column of numbers or dates is neither that nor missing
  public void add() throws DataException {
    features.begin();
    try {
      encoder.encode(features);
    } catch (DataException e) {
      features.forget();
      throw e;
    }
    rows++;
  }

  /// How many rows there are.
  public int rows() {
    return rows;
  }

  /// The features of all rows, which are forgotten. They are good until the next row is added.
  public Features take() {
    Features taken = features.features();
    features.clear();
    rows = 0;
    return taken;
  }
}
