package io.github.softjac.check;

import io.github.softjac.cost.Cost;
import io.github.softjac.softmax.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Compares the analytic gradient of a cost with finite differences in double:
/// `GradientCheck.of(cost).classes(10).seed(7).run()`.
///
/// For random logits `z` and targets `t` it checks, coordinate by coordinate,
///
/// - `∂L/∂y` as written by [Cost#gradient(double[], double[], double[])], and
/// - `∂L/∂z` as written by [Cost#logitGradient(double[], double[], double[], double[])],
///
/// that both give the same L, and that the float forms agree with the double ones. An error is
/// measured relative to the largest entry of its row, `|analytic − numeric| / max(max_k
/// |analytic_k|, max_k |numeric_k|)`. A check in `z` alone would pass a `∂L/∂y` that is off by a
/// constant, since softmax forgets constants; a check in `y` alone would pass a wrong Jacobian,
/// such as its diagonal.
///
/// A cost that has only its float form is recognised (its result does not move when `y` moves by
/// less than a float can tell) and checked with the tolerance that float allows.
public final class GradientCheck {

  private static final double DOUBLE_TOLERANCE = 1e-8;
  private static final double FLOAT_TOLERANCE = 2e-4;

  private final Cost cost;
  private int classes = 10;
  private long seed = 1;
  private int cases = 20;

  private GradientCheck(Cost cost) {
    this.cost = cost;
  }

  public static GradientCheck of(Cost cost) {
    return new GradientCheck(cost);
  }

  /// Number of classes K; 10 unless set.
  ///
  /// @throws IllegalArgumentException if below 1
  public GradientCheck classes(int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("classes is " + classes + ": at least 1 is needed");
    }
    this.classes = classes;
    return this;
  }

  /// Seed of the random logits and targets; 1 unless set.
  public GradientCheck seed(long seed) {
    this.seed = seed;
    return this;
  }

  /// Number of random rows; 20 unless set. Half of them have one-hot targets, half soft ones.
  ///
  /// @throws IllegalArgumentException if below 1
  public GradientCheck cases(int cases) {
    if (cases < 1) {
      throw new IllegalArgumentException("cases is " + cases + ": at least 1 is needed");
    }
    this.cases = cases;
    return this;
  }

  /// Runs the check. A wrong gradient is a result, not an exception.
  public GradientCheckResult run() {
    SplittableRandom random = new SplittableRandom(seed);
    List<GradientCheckResult.Comparison> comparisons = new ArrayList<>();
    boolean floatOnly = true;
    double[][] logits = new double[cases][];
    double[][] targets = new double[cases][];
    for (int row = 0; row < cases; row++) {
      logits[row] = randomLogits(random);
      targets[row] = row % 2 == 0 ? oneHotTarget(random) : softTarget(random);
      floatOnly &= seesFloatOnly(logits[row], targets[row]);
    }
    for (int row = 0; row < cases; row++) {
      comparisons.add(outputGradient(logits[row], targets[row], row, floatOnly));
      comparisons.add(logitGradient(logits[row], targets[row], row, floatOnly));
      comparisons.add(lossFromLogits(logits[row], targets[row], row, floatOnly));
      if (!floatOnly) {
        comparisons.add(floatOutputGradient(logits[row], targets[row], row));
        comparisons.add(floatLogitGradient(logits[row], targets[row], row));
        comparisons.add(floatLoss(logits[row], targets[row], row));
        comparisons.add(floatLossFromLogits(logits[row], targets[row], row));
      }
    }
    return GradientCheckResult.worstOf(comparisons);
  }

  private double[] randomLogits(SplittableRandom random) {
    double[] z = new double[classes];
    for (int k = 0; k < classes; k++) {
      z[k] = (float) (4 * random.nextDouble() - 2);
    }
    return z;
  }

  private double[] oneHotTarget(SplittableRandom random) {
    double[] t = new double[classes];
    t[random.nextInt(classes)] = 1;
    return t;
  }

  private double[] softTarget(SplittableRandom random) {
    double[] t = new double[classes];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      t[k] = random.nextDouble();
      sum += t[k];
    }
    for (int k = 0; k < classes; k++) {
      t[k] = (float) (t[k] / sum);
    }
    return t;
  }

  /// Whether the double form gives the same bits for outputs that differ by less than a float
  /// tells.
  private boolean seesFloatOnly(double[] z, double[] t) {
    double[] y = widen(narrow(Softmax.of(z)));
    double[] nudged = new double[classes];
    for (int k = 0; k < classes; k++) {
      nudged[k] = y[k] * (1 + (k + 1) * 0x1p-40 / classes);
    }
    double[] dy = new double[classes];
    double[] dyNudged = new double[classes];
    return cost.gradient(y, t, dy) == cost.gradient(nudged, t, dyNudged)
        && Arrays.equals(dy, dyNudged);
  }

  /// The stencil reaches 4 steps far, so that every `y_k` stays above 0, where logarithms live.
  private GradientCheckResult.Comparison outputGradient(
      double[] z, double[] t, int row, boolean floatOnly) {
    double[] y = Softmax.of(z);
    double[] analytic = new double[classes];
    double loss = cost.gradient(y, t, analytic);
    double[] scratch = new double[classes];
    double[] numeric = new double[classes];
    for (int k = 0; k < classes; k++) {
      double step = y[k] * step(floatOnly);
      numeric[k] = FiniteDifferences.partial(v -> cost.gradient(v, t, scratch), y, k, step);
    }
    return compare("∂L/∂y", row, loss, analytic, numeric, floatOnly);
  }

  private GradientCheckResult.Comparison logitGradient(
      double[] z, double[] t, int row, boolean floatOnly) {
    double[] analytic = new double[classes];
    double[] y = new double[classes];
    double loss = cost.logitGradient(z, t, y, analytic);
    double[] scratch = new double[classes];
    double[] numeric =
        FiniteDifferences.gradient(
            v -> cost.logitGradient(v, t, y, scratch), z.clone(), step(floatOnly));
    return compare("∂L/∂z", row, loss, analytic, numeric, floatOnly);
  }

  private GradientCheckResult.Comparison floatOutputGradient(double[] z, double[] t, int row) {
    float[] y = narrow(Softmax.of(z));
    float[] inFloat = new float[classes];
    cost.gradient(y, narrow(t), inFloat);
    double[] inDouble = new double[classes];
    double loss = cost.gradient(widen(y), t, inDouble);
    return compare("∂L/∂y in float", row, loss, widen(inFloat), inDouble, true);
  }

  private GradientCheckResult.Comparison floatLogitGradient(double[] z, double[] t, int row) {
    float[] inFloat = new float[classes];
    cost.logitGradient(narrow(z), narrow(t), new float[classes], inFloat);
    double[] inDouble = new double[classes];
    double loss = cost.logitGradient(z, t, new double[classes], inDouble);
    return compare("∂L/∂z in float", row, loss, widen(inFloat), inDouble, true);
  }

  private GradientCheckResult.Comparison lossFromLogits(
      double[] z, double[] t, int row, boolean floatOnly) {
    double fromLogits = cost.logitGradient(z, t, new double[classes], new double[classes]);
    double fromOutputs = cost.gradient(Softmax.of(z), t, new double[classes]);
    return compareLoss("L from the logits", row, fromLogits, fromOutputs, floatOnly);
  }

  private GradientCheckResult.Comparison floatLoss(double[] z, double[] t, int row) {
    float[] y = narrow(Softmax.of(z));
    double inFloat = cost.gradient(y, narrow(t), new float[classes]);
    double inDouble = cost.gradient(widen(y), t, new double[classes]);
    return compareLoss("L in float", row, inFloat, inDouble, true);
  }

  private GradientCheckResult.Comparison floatLossFromLogits(double[] z, double[] t, int row) {
    double inFloat =
        cost.logitGradient(narrow(z), narrow(t), new float[classes], new float[classes]);
    double inDouble = cost.logitGradient(z, t, new double[classes], new double[classes]);
    return compareLoss("L from the logits in float", row, inFloat, inDouble, true);
  }

  private static double step(boolean floatOnly) {
    return floatOnly ? 1.0 / 8 : 1.0 / 64;
  }

  private static GradientCheckResult.Comparison compare(
      String what, int row, double loss, double[] analytic, double[] expected, boolean inFloat) {
    return GradientCheckResult.Comparison.of(
        what, row, analytic, expected, floor(loss, inFloat), tolerance(inFloat));
  }

  private static GradientCheckResult.Comparison compareLoss(
      String what, int row, double found, double expected, boolean inFloat) {
    return GradientCheckResult.Comparison.ofValue(
        what, row, found, expected, floor(expected, inFloat), tolerance(inFloat));
  }

  /// Where all of a row's gradient is next to nothing, what is left is the rounding of L itself.
  private static double floor(double loss, boolean inFloat) {
    return (inFloat ? 1e-2 : 1e-4) * (1 + Math.abs(loss));
  }

  private static double tolerance(boolean inFloat) {
    return inFloat ? FLOAT_TOLERANCE : DOUBLE_TOLERANCE;
  }

  private static float[] narrow(double[] values) {
    float[] narrowed = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      narrowed[k] = (float) values[k];
    }
    return narrowed;
  }

  private static double[] widen(float[] values) {
    double[] widened = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      widened[k] = values[k];
    }
    return widened;
  }
}
