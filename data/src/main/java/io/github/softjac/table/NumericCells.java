package io.github.softjac.table;

import org.jspecify.annotations.Nullable;

/// Numbers by row, in floats where they lose nothing by it.
public final class NumericCells implements TableColumn {

  private final String name;
  private final float @Nullable [] floats;
  private final double @Nullable [] doubles;

  NumericCells(String name, int rows, boolean exactInFloat) {
    this.name = name;
    this.floats = exactInFloat ? new float[rows] : null;
    this.doubles = exactInFloat ? null : new double[rows];
  }

  @Override
  public String name() {
    return name;
  }

  /// The number in the row; NaN where it is missing.
  public double at(int row) {
    return floats != null ? floats[row] : doubles != null ? doubles[row] : Double.NaN;
  }

  void set(int row, double number) {
    if (floats != null) {
      floats[row] = (float) number;
    } else if (doubles != null) {
      doubles[row] = number;
    }
  }
}
