package io.github.softjac.cost;

/// The largest output of a softmax row, by which all logarithms of the row are known to their last
/// digits: `log y_k = (z_k − z_m) + log y_m`, a sum of two numbers that are not above 0. The one
/// logarithm that is taken is that of the largest output, which is at least 1/K; next to 1 it is
/// taken of the other outputs' sum, `log1p(−Σ_{j≠m} y_j)`.
///
/// @param index m, the first of the largest logits
/// @param z z_m
/// @param logY log y_m
/// @param rest 1 − y_m, as the sum of the other outputs where y_m is above ½
record LargestOutput(int index, double z, double logY, double rest) {

  /// Of logits and their softmax, of which none is NaN.
  static LargestOutput of(double[] z, double[] y) {
    int m = SecondOrder.largest(z);
    double others = 0;
    for (int k = 0; k < y.length; k++) {
      others += k == m ? 0 : y[k];
    }
    return of(m, z[m], y[m], others);
  }

  /// The same from floats.
  static LargestOutput of(float[] z, float[] y) {
    int m = 0;
    for (int k = 1; k < z.length; k++) {
      if (z[k] > z[m]) {
        m = k;
      }
    }
    double others = 0;
    for (int k = 0; k < y.length; k++) {
      others += k == m ? 0 : y[k];
    }
    return of(m, z[m], y[m], others);
  }

  private static LargestOutput of(int m, double z, double y, double others) {
    return y > 0.5
        ? new LargestOutput(m, z, StrictMath.log1p(-others), others)
        : new LargestOutput(m, z, StrictMath.log(y), 1 - y);
  }

  /// `log y_k`: −∞ for a logit of −∞, finite for every finite one.
  double logOf(int k, double zk) {
    if (k == index) {
      return logY;
    }
    return zk == Double.NEGATIVE_INFINITY || z == Double.POSITIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : Math.max((zk - z) + logY, -Double.MAX_VALUE);
  }

  /// `1 − y_k` to all digits.
  double restOf(int k, double yk) {
    return k == index ? rest : 1 - yk;
  }
}
