package io.github.softjac.optimizer;

/// Sums over vectors in an order that depends on nothing but their length: each has 8 sums, of
/// every eighth element, or 4, folded by one tree.
final class Vectors {

  private Vectors() {}

  static double dot(double[] a, double[] b) {
    return dot(a, b, 0, a.length);
  }

  /// Over the elements `from ≤ i < to`.
  static double dot(double[] a, double[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
      s4 = Math.fma(a[i + 4], b[i + 4], s4);
      s5 = Math.fma(a[i + 5], b[i + 5], s5);
      s6 = Math.fma(a[i + 6], b[i + 6], s6);
      s7 = Math.fma(a[i + 7], b[i + 7], s7);
    }
    double rest = 0;
    for (; i < to; i++) {
      rest = Math.fma(a[i], b[i], rest);
    }
    return (((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7))) + rest;
  }

  /// Over the elements `from ≤ i < to`, products and sums in double.
  static double dot(float[] a, float[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      s0 = Math.fma((double) a[i], b[i], s0);
      s1 = Math.fma((double) a[i + 1], b[i + 1], s1);
      s2 = Math.fma((double) a[i + 2], b[i + 2], s2);
      s3 = Math.fma((double) a[i + 3], b[i + 3], s3);
    }
    double rest = 0;
    for (; i < to; i++) {
      rest = Math.fma((double) a[i], b[i], rest);
    }
    return ((s0 + s2) + (s1 + s3)) + rest;
  }

  /// `max |a_i|`, NaN if one is.
  static double maxNorm(double[] a) {
    return maxNorm(a, 0, a.length);
  }

  /// Over the elements `from ≤ i < to`.
  static double maxNorm(double[] a, int from, int to) {
    double max = 0;
    for (int i = from; i < to; i++) {
      max = Math.max(max, Math.abs(a[i]));
    }
    return max;
  }

  /// `sum += scale · a`.
  static void add(double[] sum, double scale, double[] a) {
    add(sum, scale, a, sum, 0, sum.length);
  }

  /// `sum = a + scale · b` over the elements `from ≤ i < to`; `sum` may be `a`.
  static void add(double[] a, double scale, double[] b, double[] sum, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] = Math.fma(scale, b[i], a[i]);
    }
  }
}
