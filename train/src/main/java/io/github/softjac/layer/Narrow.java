package io.github.softjac.layer;

/// Between double and float, for layers that have a float form only.
final class Narrow {

  private Narrow() {}

  static float[] of(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  static void widen(float[] values, double[] into, int from, int to) {
    for (int i = from; i < to; i++) {
      into[i] = values[i];
    }
  }
}
