package io.github.softjac.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a [GradientCheck] found: its worst coordinate, by error over tolerance.
///
/// @param worst the comparison with the largest error over tolerance
/// @param comparisons how many derivatives and values of L were compared
/// @param setup how to run it again: the cost, the number of classes, the seed; and the logits and
///   the target of the worst row, if it has no more than 12 classes
public record GradientCheckResult(Comparison worst, int comparisons, String setup) {

  /// One row of an analytic gradient beside the expected one, or L beside L computed otherwise.
  ///
  /// @param what what was compared: a first derivative, `∂L/∂y` or `∂L/∂z`; a second one, `∂²L/∂y²
  ///   u`, `H v` or `J ∂²L J v`; in double by differences or in float by double; or `L`
  /// @param row index of the random row
  /// @param column the coordinate k that is furthest off; −1 for `L` and for a derivative along a
  ///   direction, which have none
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

  /// The comparison of the largest error over tolerance; if any has failed, of the first kind that
  /// has: a wrong `∂L/∂y` makes all that follows from it wrong too, and so on down.
  ///
  /// @param comparisons of each row, what follows after what it follows from
  static Comparison worst(List<Comparison> comparisons) {
    Map<String, Comparison> worstOfKind = new LinkedHashMap<>();
    for (Comparison comparison : comparisons) {
      worstOfKind.merge(comparison.what(), comparison, GradientCheckResult::worse);
    }
    for (Comparison worst : worstOfKind.values()) {
      if (!worst.passed()) {
        return worst;
      }
    }
    return worstOfKind.values().stream().reduce(GradientCheckResult::worse).orElseThrow();
  }

  /// The one of larger error over tolerance; the first of two that are equal, or if it is NaN.
  private static Comparison worse(Comparison one, Comparison other) {
    return ratio(other) <= ratio(one) || Double.isNaN(ratio(one)) ? one : other;
  }

  private static double ratio(Comparison comparison) {
    return comparison.error() / comparison.tolerance();
  }

  /// Whether every compared gradient is within its tolerance.
  public boolean passed() {
    return worst.passed();
  }

  /// Nothing, if the check has passed: `GradientCheck.of(cost).run().assertPassed()` is a whole
  /// test, in any test library.
  ///
  /// @throws AssertionError if it has not; the message has the worst coordinate, what is likely to
  ///   be wrong, and how to run it again
  public void assertPassed() {
    if (!passed()) {
      throw new AssertionError(
          "%s%n  likely: %s%n  of: %s".formatted(this, suspicion(worst.what()), setup));
    }
  }

  private static String suspicion(String what) {
    if (what.startsWith("L ")) {
      return "two methods of the cost return different L for the same row";
    }
    if (what.contains("in float")) {
      return "the float form is another than the double form";
    }
    if (what.startsWith("∂L/∂y")) {
      return "the gradient that the cost writes is not the derivative of the L that it returns";
    }
    if (what.startsWith("∂L/∂z")) {
      return "∂L/∂y is right, but logitGradient does not carry it through softmax";
    }
    if (what.startsWith("∂²L/∂y²")) {
      return "hessianProduct is not the derivative of the gradient";
    }
    return "the first derivatives are right, but logitHessianProduct or gaussNewtonProduct is not";
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
