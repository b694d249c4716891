package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.linear.DenseRows;
import io.github.softjac.linear.Features;
import io.github.softjac.linear.SparseRows;
import java.util.Arrays;

/// Features of rows in memory, as they come: in full, or without their zeros.
abstract sealed class FeatureRows implements FeatureSink {

  private static final int FIRST_CAPACITY = 256;

  /// In full unless the schema has columns that are 0 nearly everywhere.
  static FeatureRows of(String source, int width, boolean sparse, int rows) throws DataException {
    return sparse ? new Sparse(width, rows) : new Dense(source, width, rows);
  }

  /// Begins a row.
  abstract void begin() throws DataException;

  /// Forgets the row that has begun.
  abstract void forget();

  /// Adds the rows of others, which are of the same kind.
  abstract void addAll(FeatureRows others) throws DataException;

  /// The features of all rows.
  abstract Features features();

  /// Forgets all rows.
  abstract void clear();

  private static final class Dense extends FeatureRows {

    private final String source;
    private final int width;
    private float[] values;
    private int rows;

    Dense(String source, int width, int rows) throws DataException {
      this.source = source;
      this.width = width;
      this.values = new float[FeatureArrays.length(source, Math.max(1, rows), width)];
    }

    @Override
    void begin() throws DataException {
      if ((rows + 1L) * width > values.length) {
        grow();
      }
      Arrays.fill(values, rows * width, (rows + 1) * width, 0f);
      rows++;
    }

    @Override
    void addAll(FeatureRows others) throws DataException {
      Dense more = (Dense) others;
      while ((rows + (long) more.rows) * width > values.length) {
        grow();
      }
      System.arraycopy(more.values, 0, values, rows * width, more.rows * width);
      rows += more.rows;
    }

    /// Makes room for half as many rows again, or for as many as an array can hold.
    private void grow() throws DataException {
      long wanted = Math.max(rows + (long) FIRST_CAPACITY, rows + (long) rows / 2);
      int capacity = (int) Math.min(wanted, FeatureArrays.LONGEST / width);
      if (capacity <= rows) {
        capacity = FeatureArrays.length(source, wanted, width) / width;
      }
      values = Arrays.copyOf(values, capacity * width);
    }

    @Override
    public void add(int place, float value) {
      values[(rows - 1) * width + place] = value;
    }

    @Override
    void forget() {
      rows--;
    }

    @Override
    Features features() {
      int length = rows * width;
      return new DenseRows(
          values.length == length ? values : Arrays.copyOf(values, length), rows, width);
    }

    @Override
    void clear() {
      rows = 0;
    }
  }

  private static final class Sparse extends FeatureRows {

    private final int width;
    private int[] starts;
    private int[] places = new int[1024];
    private float[] values = new float[1024];
    private int rows;
    private int entries;

    Sparse(int width, int rows) {
      this.width = width;
      this.starts = new int[Math.max(1, rows) + 1];
    }

    @Override
    void begin() {
      if (rows + 1 == starts.length) {
        starts = Arrays.copyOf(starts, 2 * starts.length);
      }
      rows++;
      starts[rows] = entries;
    }

    @Override
    void addAll(FeatureRows others) {
      Sparse more = (Sparse) others;
      for (int row = 0; row < more.rows; row++) {
        begin();
        for (int e = more.starts[row]; e < more.starts[row + 1]; e++) {
          add(more.places[e], more.values[e]);
        }
      }
    }

    @Override
    public void add(int place, float value) {
      if (value == 0) {
        return;
      }
      if (entries == places.length) {
        int capacity = (int) Math.min(FeatureArrays.LONGEST, entries * 3L / 2);
        places = Arrays.copyOf(places, capacity);
        values = Arrays.copyOf(values, capacity);
      }
      places[entries] = place;
      values[entries++] = value;
      starts[rows] = entries;
    }

    @Override
    void forget() {
      rows--;
      entries = starts[rows];
    }

    @Override
    Features features() {
      return new SparseRows(Arrays.copyOf(starts, rows + 1), places, values, width);
    }

    @Override
    void clear() {
      rows = 0;
      entries = 0;
    }
  }
}
