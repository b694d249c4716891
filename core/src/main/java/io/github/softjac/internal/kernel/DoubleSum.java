package io.github.softjac.internal.kernel;

/// A sum in two parts, `high + low`, the lower of which holds what rounding has taken from the
/// upper.
final class DoubleSum {

  double high;
  double low;

  void clear() {
    high = 0;
    low = 0;
  }

  /// Adds `a + b`, b being small beside a. The error of adding a is found exactly (Knuth, The Art
  /// of Computer Programming 2, 4.2.2, "two-sum").
  void add(double a, double b) {
    double sum = high + a;
    double added = sum - high;
    double error = (high - (sum - added)) + (a - added);
    high = sum;
    low += error + b;
  }
}
