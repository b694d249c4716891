package io.github.softjac.linear;

/// What is asked of all features alike.
final class FeatureCheck {

  private FeatureCheck() {}

  static void shape(int rows, int columns) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows is " + rows + ": it must be 0 or more");
    }
    if (columns < 1) {
      throw new IllegalArgumentException("columns is " + columns + ": at least 1 is needed");
    }
  }

  static IllegalArgumentException notFinite(int row, int column, float value) {
    return new IllegalArgumentException(
        "feature of row %d, column %d is %s: a feature must be finite"
            .formatted(row, column, value));
  }
}
