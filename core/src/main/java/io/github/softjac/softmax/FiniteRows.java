package io.github.softjac.softmax;

/// Scaling of a row in place, and sums, that keep what is finite finite: where the result of finite
/// numbers is beyond the largest one, it is that one.
///
/// Overflow is looked for once a row, by its largest magnitude, so that the loops that do the work
/// have no branch.
final class FiniteRows {

  /// Below it, no finite number added to a float gives infinity: half an ulp of the largest.
  static final float ADDS_SAFELY = 0x1p103f;

  /// The same in double.
  static final double ADDS_SAFELY_DOUBLE = 0x1p970;

  private FiniteRows() {}

  /// `z_k ← z_k / T`, computed in double and rounded to float.
  static void divide(float[] z, int at, int length, double temperature) {
    double inverse = 1 / temperature;
    if (inverse > 1 && !(largest(z, at, length) * inverse <= Float.MAX_VALUE)) {
      for (int k = at; k < at + length; k++) {
        z[k] = finite((float) (z[k] * inverse), z[k]);
      }
      return;
    }
    for (int k = at; k < at + length; k++) {
      z[k] = (float) (z[k] * inverse);
    }
  }

  /// The same in double.
  static void divide(double[] z, int at, int length, double temperature) {
    if (temperature < 1 && !(largest(z, at, length) <= Double.MAX_VALUE * temperature)) {
      for (int k = at; k < at + length; k++) {
        z[k] = finite(z[k] / temperature, z[k]);
      }
      return;
    }
    for (int k = at; k < at + length; k++) {
      z[k] = z[k] / temperature;
    }
  }

  /// The largest magnitude of a row; infinity or NaN if there is one.
  static float largest(float[] z, int at, int length) {
    float largest = 0;
    for (int k = at; k < at + length; k++) {
      largest = Math.max(largest, Math.abs(z[k]));
    }
    return largest;
  }

  /// The same in double.
  static double largest(double[] z, int at, int length) {
    double largest = 0;
    for (int k = at; k < at + length; k++) {
      largest = Math.max(largest, Math.abs(z[k]));
    }
    return largest;
  }

  /// `result`, or the largest number of its sign if it is infinite though `operand` is finite.
  static float finite(float result, double operand) {
    return Float.isInfinite(result) && Double.isFinite(operand)
        ? Math.copySign(Float.MAX_VALUE, result)
        : result;
  }

  /// The same in double.
  static double finite(double result, double operand) {
    return Double.isInfinite(result) && Double.isFinite(operand)
        ? Math.copySign(Double.MAX_VALUE, result)
        : result;
  }
}
