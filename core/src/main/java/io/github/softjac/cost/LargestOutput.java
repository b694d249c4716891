package io.github.softjac.cost;

/// The largest output of a softmax row, by which all logarithms of the row are known to their last
/// digits: `log y_k = (z_k − z_m) + log y_m`, a sum of two numbers that are not above 0. The one
/// logarithm that is taken is that of the largest output, which is at least 1/K; next to 1 it is
/// taken of the other outputs' sum, `log1p(−Σ_{j≠m} y_j)`.
///
/// What is known of it are numbers, m, `z_m`, `log y_m` and `1 − y_m`, and not an object: one a row
/// was not always done without by the compiler.
final class LargestOutput {

  private LargestOutput() {}

  /// m, the first of the largest logits, of which none is NaN.
  static int index(double[] z) {
    return SecondOrder.largest(z);
  }

  /// The same of floats.
  static int index(float[] z) {
    int m = 0;
    for (int k = 1; k < z.length; k++) {
      if (z[k] > z[m]) {
        m = k;
      }
    }
    return m;
  }

  /// `1 − y_m`, as the sum of the other outputs where y_m is above ½.
  static double rest(double[] y, int m) {
    double others = 0;
    for (int k = 0; k < y.length; k++) {
      others += k == m ? 0 : y[k];
    }
    return y[m] > 0.5 ? others : 1 - y[m];
  }

  /// The same of floats.
  static double rest(float[] y, int m) {
    double others = 0;
    for (int k = 0; k < y.length; k++) {
      others += k == m ? 0 : y[k];
    }
    return y[m] > 0.5 ? others : 1 - (double) y[m];
  }

  /// `log y_m`, from y_m and [#rest].
  static double log(double y, double rest) {
    return y > 0.5 ? StrictMath.log1p(-rest) : StrictMath.log(y);
  }

  /// `log y_k`: −∞ for a logit of −∞, finite for every finite one.
  static double logOf(int k, double zk, int m, double zm, double logYm) {
    if (k == m) {
      return logYm;
    }
    return zk == Double.NEGATIVE_INFINITY || zm == Double.POSITIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : Math.max((zk - zm) + logYm, -Double.MAX_VALUE);
  }

  /// `1 − y_k` to all digits, from `1 − y_m`.
  static double restOf(int k, double yk, int m, double rest) {
    return k == m ? rest : 1 - yk;
  }
}
