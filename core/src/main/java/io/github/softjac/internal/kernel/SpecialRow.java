package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Rows whose largest number is not finite: a `+∞`, or nothing but `−∞` and NaN.
final class SpecialRow {

  private SpecialRow() {}

  /// One `+∞` gives a one-hot row; two or more, a NaN, or all `−∞` give a row of NaN.
  static void softmax(float[] z, float[] y, int offset, int classes, float max) {
    int hot = max == Float.POSITIVE_INFINITY ? onlyInfinity(z, offset, classes) : -1;
    Arrays.fill(y, offset, offset + classes, hot < 0 ? Float.NaN : 0);
    if (hot >= 0) {
      y[hot] = 1;
    }
  }

  static void softmax(double[] z, double[] y, int offset, int classes, double max) {
    int hot = max == Double.POSITIVE_INFINITY ? onlyInfinity(z, offset, classes) : -1;
    Arrays.fill(y, offset, offset + classes, hot < 0 ? Double.NaN : 0);
    if (hot >= 0) {
      y[hot] = 1;
    }
  }

  /// Rows of one class: 1, unless the logit is NaN or −∞.
  static void singleClass(float[] z, float[] y, int offset, int rows) {
    for (int row = offset; row < offset + rows; row++) {
      y[row] = z[row] > Float.NEGATIVE_INFINITY ? 1 : Float.NaN;
    }
  }

  static void singleClass(double[] z, double[] y, int offset, int rows) {
    for (int row = offset; row < offset + rows; row++) {
      y[row] = z[row] > Double.NEGATIVE_INFINITY ? 1 : Double.NaN;
    }
  }

  /// The logarithm of [#softmax(float[], float[], int, int, float)].
  static void logSoftmax(float[] z, float[] logY, int offset, int classes, float max) {
    int hot = max == Float.POSITIVE_INFINITY ? onlyInfinity(z, offset, classes) : -1;
    Arrays.fill(logY, offset, offset + classes, hot < 0 ? Float.NaN : Float.NEGATIVE_INFINITY);
    if (hot >= 0) {
      logY[hot] = 0;
    }
  }

  static void logSoftmax(double[] z, double[] logY, int offset, int classes, double max) {
    int hot = max == Double.POSITIVE_INFINITY ? onlyInfinity(z, offset, classes) : -1;
    Arrays.fill(logY, offset, offset + classes, hot < 0 ? Double.NaN : Double.NEGATIVE_INFINITY);
    if (hot >= 0) {
      logY[hot] = 0;
    }
  }

  /// @return the index of the one `+∞`, or −1 if there is another or a NaN
  private static int onlyInfinity(float[] z, int offset, int classes) {
    int hot = -1;
    for (int k = offset; k < offset + classes; k++) {
      if (Float.isNaN(z[k]) || (z[k] == Float.POSITIVE_INFINITY && hot >= 0)) {
        return -1;
      }
      if (z[k] == Float.POSITIVE_INFINITY) {
        hot = k;
      }
    }
    return hot;
  }

  private static int onlyInfinity(double[] z, int offset, int classes) {
    int hot = -1;
    for (int k = offset; k < offset + classes; k++) {
      if (Double.isNaN(z[k]) || (z[k] == Double.POSITIVE_INFINITY && hot >= 0)) {
        return -1;
      }
      if (z[k] == Double.POSITIVE_INFINITY) {
        hot = k;
      }
    }
    return hot;
  }
}
