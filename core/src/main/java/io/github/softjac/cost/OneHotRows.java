package io.github.softjac.cost;

import org.jspecify.annotations.Nullable;

/// Index targets written out as rows that are 1 at the label and 0 elsewhere; memory of one thread.
///
/// Between uses the array is all zero, so that a use touches one element a row. Whoever takes it
/// and does not give it back, because of an exception, leaves the next one a new array.
final class OneHotRows {

  private static final ThreadLocal<@Nullable OneHotRows> FREE = new ThreadLocal<>();

  private float[] t = {};

  private OneHotRows() {}

  static OneHotRows take() {
    OneHotRows free = FREE.get();
    FREE.set(null);
    return free == null ? new OneHotRows() : free;
  }

  float[] set(int[] labels, int rows, int classes) {
    if (t.length < rows * classes) {
      t = new float[rows * classes];
    }
    for (int row = 0; row < rows; row++) {
      t[row * classes + labels[row]] = 1;
    }
    return t;
  }

  void giveBack(int[] labels, int rows, int classes) {
    for (int row = 0; row < rows; row++) {
      t[row * classes + labels[row]] = 0;
    }
    FREE.set(this);
  }
}
