package io.github.softjac.check;

/// Doubles rounded to float, and floats as doubles.
final class Forms {

  private Forms() {}

  static float[] narrow(double[] values) {
    float[] narrowed = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      narrowed[k] = (float) values[k];
    }
    return narrowed;
  }

  static double[] widen(float[] values) {
    double[] widened = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      widened[k] = values[k];
    }
    return widened;
  }
}
