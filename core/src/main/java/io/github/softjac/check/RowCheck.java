package io.github.softjac.check;

import io.github.softjac.check.GradientCheckResult.Comparison;
import io.github.softjac.cost.Cost;
import io.github.softjac.softmax.Softmax;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The comparisons of one random row.
///
/// Differences go wrong where a derivative jumps within their step, as that of `|y − t|` does at t.
/// A comparison that fails is therefore tried with ever smaller steps, and counts only if it fails
/// with all of them. A smaller step has more rounding, which is allowed for.
final class RowCheck {

  /// Up to so many classes, each coordinate is looked at; beyond, random directions.
  static final int MOST_COORDINATES = 64;

  private static final double ONE_OUTPUT = 0.75;

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
  private final Tolerance tolerance;

  /// Where `∂L/∂y` is looked at: the outputs, of which each moves by a share of its distance to 0
  /// or 1, whichever is less; of one class, whose output cannot move, a point between.
  private final double[] point;

  /// @param floatOnly whether the cost knows float only
  RowCheck(Cost cost, int row, double[] z, double[] t, boolean floatOnly) {
    this.cost = cost;
    this.row = row;
    this.classes = z.length;
    this.z = z;
    this.t = t;
    this.y = Softmax.of(z);
    this.floatOnly = floatOnly;
    double[] dy = new double[classes];
    this.loss = cost.gradient(y, t, dy);
    this.tolerance = Tolerance.of(loss, y, dy);
    this.point = classes == 1 ? new double[] {ONE_OUTPUT} : y;
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
    double[] u = inside(direction);
    comparisons.add(
        along(
            "∂L/∂y along a direction",
            gradient(point),
            u,
            h -> FiniteDifferences.directional(this::loss, point, u, h)));
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
    double[] u = inside(direction);
    double[] gu = new double[classes];
    cost.hessianProduct(point, t, u, gu);
    comparisons.add(
        best(
            "∂²L/∂y² u",
            gu,
            largest(gradient(point)),
            true,
            h -> FiniteDifferences.along(this::gradient, point, u, h)));
    double[] dz = new double[classes];
    double[] hv = new double[classes];
    double found = cost.logitHessianProduct(z, t, direction, new double[classes], dz, hv);
    comparisons.add(
        best(
            "H v",
            hv,
            tolerance.logitTerms(),
            true,
            h -> FiniteDifferences.along(this::gradientOfLogits, z, direction, h)));
    comparisons.add(compareLoss("L beside H v", found, lossOfLogits(z), floatOnly));
    comparisons.add(
        compare(
            "∂L/∂z beside H v",
            dz,
            gradientOfLogits(z),
            tolerance.logitTerms(),
            Tolerance.first(floatOnly)));
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
      comparisons.add(
          compare(
              "H v in float",
              Forms.widen(hvFloat),
              hv,
              tolerance.logitTerms(),
              Tolerance.second(true)));
    }
  }

  /// Against the chain rule: back-propagation through softmax on both sides of `∂²L/∂y²`.
  private Comparison gaussNewton(double[] v) {
    double[] gv = new double[classes];
    cost.gaussNewtonProduct(z, t, v, new double[classes], gv);
    double[] expected = new double[classes];
    double[] u = new double[classes];
    Softmax.jacobianProduct(y, v, u, 1, classes);
    double[] curved = new double[classes];
    cost.hessianProduct(y, t, u, curved);
    Softmax.backward(y, curved, expected, 1, classes);
    return compare(
        "J ∂²L J v", gv, expected, Tolerance.logitTerms(y, curved), Tolerance.second(floatOnly));
  }

  private Comparison outputGradient() {
    double[] moving = point.clone();
    return best(
        "∂L/∂y",
        gradient(point),
        0,
        false,
        h -> {
          double[] numeric = new double[classes];
          for (int k = 0; k < classes; k++) {
            numeric[k] = FiniteDifferences.partial(this::loss, moving, k, reach(k) * h);
          }
          return numeric;
        });
  }

  private Comparison logitGradient() {
    double[] dz = gradientOfLogits(z);
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
        compare("∂L/∂y in float", Forms.widen(dy), gradient(yRounded), 0, Tolerance.first(true)));
    float[] dz = new float[classes];
    double ofLogits = cost.logitGradient(zFloat, tFloat, new float[classes], dz);
    comparisons.add(
        compare(
            "∂L/∂z in float",
            Forms.widen(dz),
            gradientOfLogits(z),
            tolerance.logitTerms(),
            Tolerance.first(true)));
    comparisons.add(compareLoss("L in float", ofOutputs, loss(yRounded), true));
    comparisons.add(compareLoss("L from the logits in float", ofLogits, lossOfLogits(z), true));
  }

  /// A vector against its differences, with the step that serves it best.
  ///
  /// @param size of the terms of what the differences are taken of, where it is no L
  private Comparison best(
      String what,
      double[] analytic,
      double size,
      boolean second,
      DoubleFunction<double[]> differences) {
    double allowed = second ? Tolerance.second(floatOnly) : Tolerance.first(floatOnly);
    Comparison best = null;
    for (double h : floatOnly ? FLOAT_STEPS : DOUBLE_STEPS) {
      double least = tolerance.leastScale(floatOnly, allowed, size, h);
      best = better(best, Comparison.of(what, row, analytic, differences.apply(h), least, allowed));
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
    double allowed = Tolerance.first(floatOnly);
    Comparison best = null;
    for (double h : floatOnly ? FLOAT_STEPS : DOUBLE_STEPS) {
      double least = Math.max(Math.sqrt(squares), tolerance.leastScale(floatOnly, allowed, 0, h));
      double expected = difference.applyAsDouble(h);
      best = better(best, Comparison.ofValue(what, row, analytic, expected, least, allowed));
      if (best.passed()) {
        break;
      }
    }
    return Objects.requireNonNull(best);
  }

  /// The one with the smaller error; any is better than NaN, which a step too wide may give.
  private static Comparison better(@Nullable Comparison one, Comparison other) {
    if (one == null) {
      return other;
    }
    return one.error() <= other.error() || Double.isNaN(other.error()) ? one : other;
  }

  /// @param size of the terms that rounding has touched on one way or the other
  private Comparison compare(
      String what, double[] analytic, double[] expected, double size, double allowed) {
    boolean inFloat = allowed >= Tolerance.first(true);
    double least = tolerance.leastScale(inFloat, allowed, size);
    return Comparison.of(what, row, analytic, expected, least, allowed);
  }

  private Comparison compareLoss(String what, double found, double expected, boolean inFloat) {
    double allowed = Tolerance.first(inFloat);
    double least = tolerance.leastScale(inFloat, allowed, tolerance.terms());
    return Comparison.ofValue(what, row, found, expected, least, allowed);
  }

  /// How far output k may move: it stays between 0 and 1, where logarithms and powers live, for
  /// less than a quarter of this.
  private double reach(int k) {
    return Math.min(point[k], 1 - point[k]);
  }

  /// A change of the outputs that leaves all of them between 0 and 1.
  private double[] inside(double[] direction) {
    double[] u = new double[classes];
    for (int k = 0; k < classes; k++) {
      u[k] = reach(k) * direction[k];
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
