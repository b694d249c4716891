package io.github.softjac.trainer;

/// `Σ g²` in double, on four lanes that take the elements in turn and are folded as `(0 + 1) + (2 +
/// 3)`.
final class GradientNorm {

  private GradientNorm() {}

  static double squares(float[] g, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      s0 = Math.fma((double) g[i], g[i], s0);
      s1 = Math.fma((double) g[i + 1], g[i + 1], s1);
      s2 = Math.fma((double) g[i + 2], g[i + 2], s2);
      s3 = Math.fma((double) g[i + 3], g[i + 3], s3);
    }
    for (; i < to; i++) {
      s0 = Math.fma((double) g[i], g[i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }
}
