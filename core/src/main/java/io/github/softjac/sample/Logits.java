package io.github.softjac.sample;

import java.util.Arrays;

/// What a row must be to draw from it, and its maximum.
final class Logits {

  private Logits() {}

  /// @throws IllegalArgumentException if there is no such row
  static void checkRow(int found, int offset, int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException(
          "classes is " + classes + ": there is nothing to draw from less than 1 class");
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset is " + offset + ": it must be 0 or more");
    }
    if (found - offset < classes) {
      throw new IllegalArgumentException(
          "z has %d elements: a row of %d classes from index %d needs %d"
              .formatted(found, classes, offset, (long) offset + classes));
    }
  }

  /// @throws IllegalArgumentException if there is no place for an index a row
  static void checkIndices(int found, int rows) {
    if (found < rows) {
      throw new IllegalArgumentException(
          "indices has %d elements: %d rows need one each".formatted(found, rows));
    }
  }

  /// Where the largest logit is; of equal ones the first.
  ///
  /// @throws IllegalArgumentException if the row is no distribution even in the limit: a NaN, or
  ///   nothing but `−∞`
  static int argmax(float[] z, int offset, int classes) {
    int best = offset;
    for (int k = offset; k < offset + classes; k++) {
      if (Float.isNaN(z[k])) {
        throw nan(k);
      }
      if (z[k] > z[best]) {
        best = k;
      }
    }
    if (z[best] == Float.NEGATIVE_INFINITY) {
      throw nothing(offset, classes);
    }
    return best - offset;
  }

  /// The same in double.
  static int argmax(double[] z, int offset, int classes) {
    int best = offset;
    for (int k = offset; k < offset + classes; k++) {
      if (Double.isNaN(z[k])) {
        throw nan(k);
      }
      if (z[k] > z[best]) {
        best = k;
      }
    }
    if (z[best] == Double.NEGATIVE_INFINITY) {
      throw nothing(offset, classes);
    }
    return best - offset;
  }

  /// Writes `s_k = (z_k − max z) / T`: 0 at the maximum, below it elsewhere, `−∞` where `z` is or
  /// where the quotient is beyond the numbers. Softmax of it is that of `z / T`.
  ///
  /// @throws IllegalArgumentException if the row is no distribution: a NaN, nothing but `−∞`, or
  ///   more than one `+∞`
  static void shift(float[] z, int offset, int classes, double temperature, double[] s) {
    int best = checkDistribution(z, offset, classes);
    float max = z[offset + best];
    if (max == Float.POSITIVE_INFINITY) {
      Arrays.fill(s, 0, classes, Double.NEGATIVE_INFINITY);
      s[best] = 0;
      return;
    }
    for (int k = 0; k < classes; k++) {
      s[k] = ((double) z[offset + k] - max) / temperature;
    }
  }

  /// The same in double.
  static void shift(double[] z, int offset, int classes, double temperature, double[] s) {
    int best = checkDistribution(z, offset, classes);
    double max = z[offset + best];
    if (max == Double.POSITIVE_INFINITY) {
      Arrays.fill(s, 0, classes, Double.NEGATIVE_INFINITY);
      s[best] = 0;
      return;
    }
    for (int k = 0; k < classes; k++) {
      s[k] = (z[offset + k] - max) / temperature;
    }
  }

  /// @return where the largest logit is
  /// @throws IllegalArgumentException if the row is no distribution: a NaN, nothing but `−∞`, or
  ///   more than one `+∞`
  static int checkDistribution(float[] z, int offset, int classes) {
    int best = argmax(z, offset, classes);
    if (z[offset + best] == Float.POSITIVE_INFINITY) {
      for (int k = best + 1; k < classes; k++) {
        if (z[offset + k] == Float.POSITIVE_INFINITY) {
          throw twoInfinities(offset + best, offset + k);
        }
      }
    }
    return best;
  }

  /// The same in double.
  static int checkDistribution(double[] z, int offset, int classes) {
    int best = argmax(z, offset, classes);
    if (z[offset + best] == Double.POSITIVE_INFINITY) {
      for (int k = best + 1; k < classes; k++) {
        if (z[offset + k] == Double.POSITIVE_INFINITY) {
          throw twoInfinities(offset + best, offset + k);
        }
      }
    }
    return best;
  }

  private static IllegalArgumentException nan(int index) {
    return new IllegalArgumentException(
        "z[" + index + "] is NaN: logits are numbers or −∞, which is never drawn");
  }

  private static IllegalArgumentException nothing(int offset, int classes) {
    return new IllegalArgumentException(
        "z[%d..%d] is −∞ throughout: there is nothing to draw"
            .formatted(offset, offset + classes - 1));
  }

  private static IllegalArgumentException twoInfinities(int first, int second) {
    return new IllegalArgumentException(
        "z[%d] and z[%d] are +∞: at most one may be".formatted(first, second));
  }
}
