package io.github.softjac.check;

import java.util.List;

/// What a [GradientCheck] found: its worst coordinate, by error over tolerance.
///
/// @param worst the comparison with the largest error over tolerance
/// @param comparisons how many gradients and values of L were compared
public record GradientCheckResult(Comparison worst, int comparisons) {

  /// One row of an analytic gradient beside the expected one, or L beside L computed otherwise.
  ///
  /// @param what what was compared: `∂L/∂y` or `∂L/∂z`, in double by differences or in float by
  ///   double, or `L`
  /// @param row index of the random row
  /// @param column the coordinate k that is furthest off; −1 for `L`, which has none
  /// @param analytic its analytic value
  /// @param expected its value by finite differences, or in double where the float form is checked
  /// @param error `|analytic − expected|` relative to the largest entry of the row
  /// @param tolerance the largest error that passes
  public record Comparison(
      String what,
      int row,
      int column,
      double analytic,
      double expected,
      double error,
      double tolerance) {

    static Comparison of(
        String what,
        int row,
        double[] analytic,
        double[] expected,
        double floor,
        double tolerance) {
      double scale = floor;
      for (int k = 0; k < analytic.length; k++) {
        scale = larger(scale, larger(Math.abs(analytic[k]), Math.abs(expected[k])));
      }
      int column = 0;
      double worst = -1;
      for (int k = 0; k < analytic.length; k++) {
        double error = Math.abs(analytic[k] - expected[k]) / scale;
        // A NaN is the worst there is.
        if (!(error <= worst)) {
          worst = error;
          column = k;
        }
        if (Double.isNaN(error)) {
          break;
        }
      }
      return new Comparison(
          what, row, column, analytic[column], expected[column], worst, tolerance);
    }

    /// A comparison of one value that is no coordinate of a row.
    static Comparison ofValue(
        String what, int row, double analytic, double expected, double floor, double tolerance) {
      double scale = larger(floor, larger(Math.abs(analytic), Math.abs(expected)));
      double error = Math.abs(analytic - expected) / scale;
      return new Comparison(what, row, -1, analytic, expected, error, tolerance);
    }

    /// The larger of two, of which a NaN or an infinity is none: one bad coordinate must not hide
    /// which it is.
    private static double larger(double a, double b) {
      return b > a && b <= Double.MAX_VALUE ? b : a <= Double.MAX_VALUE ? a : 0;
    }

    /// Whether the error is within the tolerance; a NaN is not.
    public boolean passed() {
      return error <= tolerance;
    }
  }

  /// The comparison of the largest error over tolerance; the first that is no number, if any is:
  /// what comes after it, such as `∂L/∂z` after `∂L/∂y`, only passes it on.
  static GradientCheckResult worstOf(List<Comparison> comparisons) {
    Comparison worst = comparisons.getFirst();
    for (Comparison comparison : comparisons) {
      double ratio = comparison.error() / comparison.tolerance();
      if (!(ratio <= Double.MAX_VALUE)) {
        worst = comparison;
        break;
      }
      if (ratio > worst.error() / worst.tolerance()) {
        worst = comparison;
      }
    }
    return new GradientCheckResult(worst, comparisons.size());
  }

  /// Whether every compared gradient is within its tolerance.
  public boolean passed() {
    return worst.passed();
  }

  /// One line: passed or failed, the worst coordinate and both of its values.
  @Override
  public String toString() {
    return "gradient check %s: worst %s of row %d%s: analytic %s, expected %s, error %.2g (allowed %.2g)"
        .formatted(
            passed() ? "passed" : "FAILED",
            worst.what(),
            worst.row(),
            worst.column() < 0 ? "" : " at k = " + worst.column(),
            worst.analytic(),
            worst.expected(),
            worst.error(),
            worst.tolerance());
  }
}
