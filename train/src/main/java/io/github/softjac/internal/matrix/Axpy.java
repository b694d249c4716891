package io.github.softjac.internal.matrix;

/// `sum += a · x` for whole rows, by fma, one row or four at a time.
///
/// Four rows at a time give the bits of one after the other: every element runs through the rows in
/// order. C2 vectorises these loops because all arrays share one index and the body is small;
/// offsets into flat arrays, or eight rows, keep it from doing so and cost a factor of three.
final class Axpy {

  private Axpy() {}

  static void one(float[] sum, int length, float a, float[] x) {
    for (int j = 0; j < length; j++) {
      sum[j] = Math.fma(a, x[j], sum[j]);
    }
  }

  static void four(
      float[] sum,
      int length,
      float a0,
      float[] x0,
      float a1,
      float[] x1,
      float a2,
      float[] x2,
      float a3,
      float[] x3) {
    for (int j = 0; j < length; j++) {
      float first = Math.fma(a1, x1[j], Math.fma(a0, x0[j], sum[j]));
      sum[j] = Math.fma(a3, x3[j], Math.fma(a2, x2[j], first));
    }
  }

  static void one(double[] sum, int length, double a, float[] x) {
    for (int j = 0; j < length; j++) {
      sum[j] = Math.fma(a, (double) x[j], sum[j]);
    }
  }

  static void four(
      double[] sum,
      int length,
      double a0,
      float[] x0,
      double a1,
      float[] x1,
      double a2,
      float[] x2,
      double a3,
      float[] x3) {
    for (int j = 0; j < length; j++) {
      double first = Math.fma(a1, (double) x1[j], Math.fma(a0, (double) x0[j], sum[j]));
      sum[j] = Math.fma(a3, (double) x3[j], Math.fma(a2, (double) x2[j], first));
    }
  }
}
