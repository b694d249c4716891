package io.github.softjac.features;

/// Takes features of rows in full, in any order of rows.
final class DenseBlock implements FeatureSink {

  /// Rows that are worked on together: their features stay in the second-level cache.
  static final int ROWS = 512;

  private final float[] values;
  private final int width;
  private final double[] numbers = new double[ROWS];
  private int start;

  DenseBlock(float[] values, int width) {
    this.values = values;
    this.width = width;
  }

  /// The row that is written from now on.
  void row(int row) {
    start = row * width;
  }

  /// Room for a number of each row.
  double[] numbers() {
    return numbers;
  }

  @Override
  public void add(int place, float value) {
    values[start + place] = value;
  }
}
