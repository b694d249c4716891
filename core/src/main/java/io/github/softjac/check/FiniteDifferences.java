package io.github.softjac.check;

import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/// Derivatives by central differences, in double.
///
/// The formula is the central one of eighth order, `f'(x) ≈ Σ_{m=1..4} c_m (f(x + m h) − f(x − m
/// h)) / h` with `c = (4/5, −1/5, 4/105, −1/280)`: its truncation error is `h⁸ f⁽⁹⁾ / 630`, so that
/// a step as large as 1/64 is exact to some 1e-14 on softmax costs and the rounding of `f`, divided
/// by `h`, stays small (Fornberg, Mathematics of Computation 51(184), 1988, table 1).
public final class FiniteDifferences {

  private static final double[] COEFFICIENTS = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};

  private FiniteDifferences() {}

  /// `∂f/∂x_index` at `x`. The array is changed while `f` is called and restored after.
  ///
  /// @param step h, in units of `x[index]`; finite and above 0
  /// @throws IllegalArgumentException if `step` is not
  public static double partial(ToDoubleFunction<double[]> f, double[] x, int index, double step) {
    check(step);
    double centre = x[index];
    double sum = 0;
    try {
      for (int m = COEFFICIENTS.length; m >= 1; m--) {
        x[index] = centre + m * step;
        double above = f.applyAsDouble(x);
        x[index] = centre - m * step;
        double below = f.applyAsDouble(x);
        sum += COEFFICIENTS[m - 1] * (above - below);
      }
    } finally {
      x[index] = centre;
    }
    return sum / step;
  }

  /// The gradient of `f` at `x`, as a new array; the same step in every coordinate.
  ///
  /// @throws IllegalArgumentException if `step` is not finite and above 0
  public static double[] gradient(ToDoubleFunction<double[]> f, double[] x, double step) {
    double[] gradient = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      gradient[k] = partial(f, x, k, step);
    }
    return gradient;
  }

  /// The derivative of a vector-valued `f` at `x` along `v`, `J_f v`, as a new array: of a
  /// gradient, the Hessian times v.
  ///
  /// @param f of an array as long as `x`; its result is copied before the next call
  /// @param step h, in units of `v`; finite and above 0
  /// @throws IllegalArgumentException if `step` is not
  public static double[] along(UnaryOperator<double[]> f, double[] x, double[] v, double step) {
    check(step);
    double[] moved = new double[x.length];
    double[] product = new double[x.length];
    for (int m = COEFFICIENTS.length; m >= 1; m--) {
      move(x, m * step, v, moved);
      double[] above = f.apply(moved).clone();
      move(x, -m * step, v, moved);
      double[] below = f.apply(moved);
      for (int k = 0; k < x.length; k++) {
        product[k] += COEFFICIENTS[m - 1] * (above[k] - below[k]);
      }
    }
    for (int k = 0; k < x.length; k++) {
      product[k] /= step;
    }
    return product;
  }

  /// The derivative of `f` at `x` along `v`, `⟨∇f, v⟩`.
  ///
  /// @param step h, in units of `v`; finite and above 0
  /// @throws IllegalArgumentException if `step` is not
  public static double directional(
      ToDoubleFunction<double[]> f, double[] x, double[] v, double step) {
    check(step);
    double[] moved = new double[x.length];
    double sum = 0;
    for (int m = COEFFICIENTS.length; m >= 1; m--) {
      move(x, m * step, v, moved);
      double above = f.applyAsDouble(moved);
      move(x, -m * step, v, moved);
      sum += COEFFICIENTS[m - 1] * (above - f.applyAsDouble(moved));
    }
    return sum / step;
  }

  private static void move(double[] x, double step, double[] v, double[] moved) {
    for (int k = 0; k < x.length; k++) {
      moved[k] = x[k] + step * v[k];
    }
  }

  private static void check(double step) {
    if (!(step > 0 && step <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("step is " + step + ": it must be finite and above 0");
    }
  }
}
