package io.github.softjac.optimizer;

/// Sums over vectors, in index order.
final class Vectors {

  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  /// `max |a_i|`, NaN if one is.
  static double maxNorm(double[] a) {
    double max = 0;
    for (double value : a) {
      max = Math.max(max, Math.abs(value));
    }
    return max;
  }

  /// `sum += scale · a`.
  static void add(double[] sum, double scale, double[] a) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.fma(scale, a[i], sum[i]);
    }
  }
}
