package io.github.softjac.check;

import io.github.softjac.check.GradientCheckResult.Comparison;
import io.github.softjac.cost.Cost;
import io.github.softjac.softmax.Softmax;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/// The comparisons of one random row.
///
/// Differences go wrong where a derivative jumps within their step, as that of `|y − t|` does at t.
/// A comparison that fails is therefore tried with ever smaller steps, and counts only if it fails
/// with all of them. A smaller step has more rounding, which is allowed for.
final class RowCheck {

  /// Up to so many classes, each coordinate is looked at; beyond, random directions.
  static final int MOST_COORDINATES = 64;

  private static final double FIRST_IN_DOUBLE = 1e-8;
  private static final double FIRST_IN_FLOAT = 2e-4;
  private static final double SECOND_IN_DOUBLE = 1e-7;
  private static final double SECOND_IN_FLOAT = 2e-3;

  private static final double[] DOUBLE_STEPS = {0x1p-6, 0x1p-11, 0x1p-16, 0x1p-21};
  private static final double[] FLOAT_STEPS = {0x1p-3, 0x1p-6};

  private final Cost cost;
  private final int row;
  private final int classes;
  private final double[] z;
  private final double[] t;
  private final double[] y;
  private final boolean floatOnly;
  private final double loss;

  /// @param floatOnly whether the cost knows float only
  RowCheck(Cost cost, int row, double[] z, double[] t, boolean floatOnly) {
    this.cost = cost;
    this.row = row;
    this.classes = z.length;
    this.z = z;
    this.t = t;
    this.y = Softmax.of(z);
    this.floatOnly = floatOnly;
    this.loss = cost.gradient(y, t, new double[classes]);
  }

  /// `∂L/∂y` and `∂L/∂z` coordinate by coordinate, and L; and in float.
  void first(List<Comparison> comparisons) {
    comparisons.add(outputGradient());
    comparisons.add(logitGradient());
    comparisons.add(lossFromLogits());
    if (!floatOnly) {
      inFloat(comparisons);
    }
  }

  /// `∂L/∂y` and `∂L/∂z` along one direction, whose entries are in [−1, 1], and L; and in float.
  void firstAlong(double[] direction, List<Comparison> comparisons) {
    double[] u = relative(direction);
    double[] dy = new double[classes];
    cost.gradient(y, t, dy);
    comparisons.add(
        along(
            "∂L/∂y along a direction",
            dy,
            u,
            h -> FiniteDifferences.directional(this::loss, y, u, h)));
    double[] dz = new double[classes];
    cost.logitGradient(z, t, new double[classes], dz);
    comparisons.add(
        along(
            "∂L/∂z along a direction",
            dz,
            direction,
            h -> FiniteDifferences.directional(this::lossOfLogits, z, direction, h)));
    comparisons.add(lossFromLogits());
    if (!floatOnly) {
      inFloat(comparisons);
    }
  }

  /// `∂²L/∂y² u`, `H v` and `J ∂²L J v`; and H v in float.
  void second(double[] direction, List<Comparison> comparisons) {
    double[] u = relative(direction);
    double[] gu = new double[classes];
    cost.hessianProduct(y, t, u, gu);
    comparisons.add(
        best(
            "∂²L/∂y² u",
            gu,
            largest(gu),
            true,
            h -> FiniteDifferences.along(this::gradient, y, u, h)));
    double[] dz = new double[classes];
    double[] hv = new double[classes];
    double found = cost.logitHessianProduct(z, t, direction, new double[classes], dz, hv);
    comparisons.add(
        best(
            "H v",
            hv,
            largest(dz),
            true,
            h -> FiniteDifferences.along(this::gradientOfLogits, z, direction, h)));
    comparisons.add(compareLoss("L beside H v", found, lossOfLogits(z), floatOnly));
    comparisons.add(compare("∂L/∂z beside H v", dz, gradientOfLogits(z), 0, first(floatOnly)));
    comparisons.add(gaussNewton(direction));
    if (!floatOnly) {
      float[] hvFloat = new float[classes];
      cost.logitHessianProduct(
          Forms.narrow(z),
          Forms.narrow(t),
          Forms.narrow(direction),
          new float[classes],
          new float[classes],
          hvFloat);
      comparisons.add(compare("H v in float", Forms.widen(hvFloat), hv, 0, SECOND_IN_FLOAT));
    }
  }

  /// Against the chain rule: back-propagation through softmax on both sides of `∂²L/∂y²`.
  private Comparison gaussNewton(double[] v) {
    double[] gv = new double[classes];
    cost.gaussNewtonProduct(z, t, v, new double[classes], gv);
    double[] expected = new double[classes];
    double[] u = new double[classes];
    Softmax.jacobianProduct(y, v, u, 1, classes);
    cost.hessianProduct(y, t, u, expected);
    Softmax.backward(y, expected, expected, 1, classes);
    return compare("J ∂²L J v", gv, expected, 0, second(floatOnly));
  }

  private Comparison outputGradient() {
    double[] dy = gradient(y).clone();
    double[] point = y.clone();
    return best(
        "∂L/∂y",
        dy,
        0,
        false,
        h -> {
          double[] numeric = new double[classes];
          for (int k = 0; k < classes; k++) {
            // The stencil reaches 4 steps far: every y_k stays above 0, where logarithms live.
            numeric[k] = FiniteDifferences.partial(this::loss, point, k, y[k] * h);
          }
          return numeric;
        });
  }

  private Comparison logitGradient() {
    double[] dz = gradientOfLogits(z).clone();
    return best(
        "∂L/∂z", dz, 0, false, h -> FiniteDifferences.gradient(this::lossOfLogits, z.clone(), h));
  }

  private Comparison lossFromLogits() {
    return compareLoss("L from the logits", lossOfLogits(z), loss, floatOnly);
  }

  private void inFloat(List<Comparison> comparisons) {
    float[] zFloat = Forms.narrow(z);
    float[] tFloat = Forms.narrow(t);
    float[] yFloat = Forms.narrow(y);
    double[] yRounded = Forms.widen(yFloat);
    float[] dy = new float[classes];
    double ofOutputs = cost.gradient(yFloat, tFloat, dy);
    comparisons.add(
        compare("∂L/∂y in float", Forms.widen(dy), gradient(yRounded), 0, FIRST_IN_FLOAT));
    float[] dz = new float[classes];
    double ofLogits = cost.logitGradient(zFloat, tFloat, new float[classes], dz);
    comparisons.add(
        compare("∂L/∂z in float", Forms.widen(dz), gradientOfLogits(z), 0, FIRST_IN_FLOAT));
    comparisons.add(compareLoss("L in float", ofOutputs, loss(yRounded), true));
    comparisons.add(compareLoss("L from the logits in float", ofLogits, lossOfLogits(z), true));
  }

  /// A vector against its differences, with the step that serves it best.
  ///
  /// @param size of what the differences are taken of, where it is no L
  private Comparison best(
      String what,
      double[] analytic,
      double size,
      boolean second,
      DoubleFunction<double[]> differences) {
    double tolerance = second ? second(floatOnly) : first(floatOnly);
    Comparison best = null;
    for (double h : floatOnly ? FLOAT_STEPS : DOUBLE_STEPS) {
      double noise = rounding(size, h) / tolerance;
      Comparison found = compare(what, analytic, differences.apply(h), noise, tolerance);
      if (best == null || found.error() < best.error()) {
        best = found;
      }
      if (best.passed()) {
        break;
      }
    }
    return Objects.requireNonNull(best);
  }

  /// A derivative along a direction against its difference: `⟨g, v⟩`, in units of `√Σ (g_k v_k)²`.
  private Comparison along(String what, double[] g, double[] v, DoubleUnaryOperator difference) {
    double analytic = 0;
    double squares = 0;
    for (int k = 0; k < classes; k++) {
      analytic += g[k] * v[k];
      squares += g[k] * v[k] * g[k] * v[k];
    }
    double tolerance = first(floatOnly);
    Comparison best = null;
    for (double h : floatOnly ? FLOAT_STEPS : DOUBLE_STEPS) {
      double scale = Math.max(Math.sqrt(squares), rounding(0, h) / tolerance);
      Comparison found =
          Comparison.ofValue(
              what,
              row,
              analytic,
              difference.applyAsDouble(h),
              Math.max(scale, floor(floatOnly)),
              tolerance);
      if (best == null || found.error() < best.error()) {
        best = found;
      }
      if (best.passed()) {
        break;
      }
    }
    return Objects.requireNonNull(best);
  }

  /// What rounding may do to a difference with step h.
  private double rounding(double size, double h) {
    double unit = floatOnly ? 0x1p-24 : 0x1p-53;
    return 8 * unit * (1 + Math.abs(loss) + size) / h;
  }

  private Comparison compare(
      String what, double[] analytic, double[] expected, double noise, double tolerance) {
    boolean inFloat = tolerance >= FIRST_IN_FLOAT;
    return Comparison.of(what, row, analytic, expected, Math.max(noise, floor(inFloat)), tolerance);
  }

  private Comparison compareLoss(String what, double found, double expected, boolean inFloat) {
    return Comparison.ofValue(what, row, found, expected, floor(inFloat), first(inFloat));
  }

  /// Where all of a row's gradient is next to nothing, what is left is the rounding of L itself.
  private double floor(boolean inFloat) {
    return (inFloat ? 1e-2 : 1e-4) * (1 + Math.abs(loss));
  }

  private static double first(boolean inFloat) {
    return inFloat ? FIRST_IN_FLOAT : FIRST_IN_DOUBLE;
  }

  private static double second(boolean inFloat) {
    return inFloat ? SECOND_IN_FLOAT : SECOND_IN_DOUBLE;
  }

  /// A change of the outputs that leaves all of them above 0.
  private double[] relative(double[] direction) {
    double[] u = new double[classes];
    for (int k = 0; k < classes; k++) {
      u[k] = y[k] * direction[k];
    }
    return u;
  }

  private double loss(double[] outputs) {
    return cost.gradient(outputs, t, new double[classes]);
  }

  private double lossOfLogits(double[] logits) {
    return cost.logitGradient(logits, t, new double[classes], new double[classes]);
  }

  private double[] gradient(double[] outputs) {
    double[] dy = new double[classes];
    cost.gradient(outputs, t, dy);
    return dy;
  }

  private double[] gradientOfLogits(double[] logits) {
    double[] dz = new double[classes];
    cost.logitGradient(logits, t, new double[classes], dz);
    return dz;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest <= Double.MAX_VALUE ? largest : 0;
  }
}
