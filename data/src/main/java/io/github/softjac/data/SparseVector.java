package io.github.softjac.data;

import java.util.Arrays;

/// The entries of a row that are not 0, in an array that grows: reused from row to row.
public final class SparseVector {

  private int[] indices = new int[64];
  private float[] values = new float[64];
  private int size;

  /// An empty one.
  public SparseVector() {}

  /// Makes it empty.
  public void clear() {
    size = 0;
  }

  /// Adds an entry.
  ///
  /// @param index from 0, above that of the entry before
  public void add(int index, float value) {
    if (size == indices.length) {
      indices = Arrays.copyOf(indices, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    indices[size] = index;
    values[size++] = value;
  }

  /// How many entries.
  public int size() {
    return size;
  }

  /// The place of entry `i`, from 0.
  public int index(int i) {
    return indices[i];
  }

  /// The value of entry `i`.
  public float value(int i) {
    return values[i];
  }
}
