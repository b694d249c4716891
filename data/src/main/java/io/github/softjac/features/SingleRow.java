package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Rows;
import io.github.softjac.schema.Schema;
import java.util.Arrays;

/// The features of one row at a time, in full or without their zeros: bit for bit those of
/// [RowFeatures], for who does not gather rows.
///
/// Not for several threads at once.
public final class SingleRow {

  private final RowEncoder encoder;
  private final int width;
  private final FeatureSink inFull = this::put;
  private final FeatureSink entries = this::add;

  private float[] x = {};
  private int start;
  private int[] places = new int[64];
  private float[] values = new float[64];
  private int size;

  /// The features of these rows.
  ///
  /// @throws DataException if they lack columns of the schema; the message lists them
  public SingleRow(Rows rows, Schema schema) throws DataException {
    encoder = new RowEncoder(rows, schema);
    width = schema.features();
  }

  /// Writes the features of the present row in full, from `x[at]` on.
  ///
  /// @throws DataException if a cell of a column of numbers or dates is neither that nor missing
  public void encode(float[] x, int at) throws DataException {
    Arrays.fill(x, at, at + width, 0f);
    this.x = x;
    start = at;
    encoder.encode(inFull);
  }

  private void put(int place, float value) {
    x[start + place] = value;
  }

  /// Finds the features of the present row that are not 0: [#places] and [#values] then hold so
  /// many.
  ///
  /// @throws DataException as [#encode]
  public int encodeEntries() throws DataException {
    size = 0;
    encoder.encode(entries);
    return size;
  }

  private void add(int place, float value) {
    if (value == 0) {
      return;
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    places[size] = place;
    values[size++] = value;
  }

  /// The places of the entries, ascending: good until the next row.
  public int[] places() {
    return places;
  }

  /// The values of the entries: good until the next row.
  public float[] values() {
    return values;
  }
}
