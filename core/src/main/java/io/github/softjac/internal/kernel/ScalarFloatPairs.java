package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.FloatPairs.LANES;

/// [FloatPairs] in plain loops, one dot product after the other: the specification.
final class ScalarFloatPairs {

  private ScalarFloatPairs() {}

  static void products(
      float[] s,
      float[] y,
      double[] g,
      float[] otherS,
      float[] otherY,
      int from,
      int to,
      double[] products,
      int at) {
    products[at] = product(s, g, from, to);
    products[at + 1] = product(y, g, from, to);
    products[at + 2] = product(s, otherY, from, to);
    products[at + 3] = product(y, otherY, from, to);
    products[at + 4] = product(y, otherS, from, to);
  }

  private static double product(float[] a, double[] b, int from, int to) {
    double l0 = 0;
    double l1 = 0;
    double l2 = 0;
    double l3 = 0;
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      l0 = Math.fma(a[i], b[i], l0);
      l1 = Math.fma(a[i + 1], b[i + 1], l1);
      l2 = Math.fma(a[i + 2], b[i + 2], l2);
      l3 = Math.fma(a[i + 3], b[i + 3], l3);
    }
    return ((l0 + l1) + (l2 + l3)) + rest(a, b, i, to);
  }

  private static double product(float[] a, float[] b, int from, int to) {
    double l0 = 0;
    double l1 = 0;
    double l2 = 0;
    double l3 = 0;
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      l0 = Math.fma((double) a[i], b[i], l0);
      l1 = Math.fma((double) a[i + 1], b[i + 1], l1);
      l2 = Math.fma((double) a[i + 2], b[i + 2], l2);
      l3 = Math.fma((double) a[i + 3], b[i + 3], l3);
    }
    return ((l0 + l1) + (l2 + l3)) + rest(a, b, i, to);
  }

  /// The last elements, fewer than [FloatPairs#LANES].
  static double rest(float[] a, float[] b, int from, int to) {
    double rest = 0;
    for (int i = from; i < to; i++) {
      rest = Math.fma((double) a[i], b[i], rest);
    }
    return rest;
  }

  /// The last elements, fewer than [FloatPairs#LANES].
  static double rest(float[] a, double[] b, int from, int to) {
    double rest = 0;
    for (int i = from; i < to; i++) {
      rest = Math.fma(a[i], b[i], rest);
    }
    return rest;
  }
}
