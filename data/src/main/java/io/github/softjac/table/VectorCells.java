package io.github.softjac.table;

/// Sparse vectors by row.
public final class VectorCells implements TableColumn {

  private final String name;
  private final IntRuns indices;
  private final IntRuns values;

  VectorCells(String name, IntRuns indices, IntRuns values) {
    this.name = name;
    this.indices = indices;
    this.values = values;
  }

  @Override
  public String name() {
    return name;
  }

  /// How many entries the row has.
  public int size(int row) {
    return indices.size(row);
  }

  /// The place of entry `i`, from 0.
  public int index(int row, int i) {
    return indices.at(row, i);
  }

  /// The value of entry `i`.
  public float value(int row, int i) {
    return Float.intBitsToFloat(values.at(row, i));
  }
}
