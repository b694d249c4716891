package io.github.softjac.cost;

/// Doubles rounded to float, for costs that know float only.
final class Narrowed {

  private Narrowed() {}

  static float[] copy(double[] values) {
    float[] narrowed = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      narrowed[k] = (float) values[k];
    }
    return narrowed;
  }
}
