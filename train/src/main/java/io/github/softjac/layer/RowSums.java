package io.github.softjac.layer;

/// Sums over a row of floats in double: element j goes to lane `j mod 4` while whole groups last,
/// the rest to lane 0, and the lanes are folded as `(0 + 1) + (2 + 3)`. Four chains of additions
/// instead of one keep the processor busy; the order is the same everywhere.
final class RowSums {

  private RowSums() {}

  /// `Σ_j x_j`.
  static double sum(float[] x, int at, int width) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 4 <= width; j += 4) {
      s0 += x[at + j];
      s1 += x[at + j + 1];
      s2 += x[at + j + 2];
      s3 += x[at + j + 3];
    }
    for (; j < width; j++) {
      s0 += x[at + j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /// `Σ_j (x_j − mean)²`.
  static double squares(float[] x, int at, int width, float mean) {
    return products(x, x, at, width, mean, mean);
  }

  /// `Σ_j g_j (x_j − mean)`.
  static double products(float[] g, float[] x, int at, int width, float mean) {
    return products(g, x, at, width, 0f, mean);
  }

  private static double products(
      float[] g, float[] x, int at, int width, float meanG, float meanX) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 4 <= width; j += 4) {
      int i = at + j;
      s0 = Math.fma((double) (g[i] - meanG), x[i] - meanX, s0);
      s1 = Math.fma((double) (g[i + 1] - meanG), x[i + 1] - meanX, s1);
      s2 = Math.fma((double) (g[i + 2] - meanG), x[i + 2] - meanX, s2);
      s3 = Math.fma((double) (g[i + 3] - meanG), x[i + 3] - meanX, s3);
    }
    for (; j < width; j++) {
      s0 = Math.fma((double) (g[at + j] - meanG), x[at + j] - meanX, s0);
    }
    return (s0 + s1) + (s2 + s3);
  }
}
