package io.github.softjac.features;

/// Takes features of rows in full, in any order of rows.
final class DenseBlock implements FeatureSink {

  /// Rows that are worked on together: their features stay in the first-level cache.
  static final int ROWS = 128;

  private final float[] values;
  private final int width;
  private final double[] numbers = new double[ROWS];
  private final float[] scaled = new float[ROWS];
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

  /// Room for a feature of each row.
  float[] scaled() {
    return scaled;
  }

  @Override
  public void add(int place, float value) {
    values[start + place] = value;
  }

  /// Writes a feature of each of `count` rows from `row` on; where it is NaN, 1 at the next place
  /// instead, if that is for missing numbers.
  void add(int row, int count, int place, float[] features, boolean missingIndicator) {
    int at = row * width + place;
    for (int i = 0; i < count; i++, at += width) {
      float feature = features[i];
      if (!Float.isNaN(feature)) {
        values[at] = feature;
      } else if (missingIndicator) {
        values[at + 1] = 1;
      }
    }
  }
}
