package io.github.softjac.check;

import io.github.softjac.cost.Cost;
import io.github.softjac.softmax.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Compares the analytic derivatives of a cost, first and second, with finite differences in
/// double: `GradientCheck.of(cost).classes(10).seed(7).run()`. As one line of a test:
///
/// ```java
/// GradientCheck.of(cost).run().assertPassed();
/// ```
///
/// For random logits `z` and targets `t` it checks
///
/// - `∂L/∂y` as written by [Cost#gradient(double[], double[], double[])] and `∂L/∂z` as written by
///   [Cost#logitGradient(double[], double[], double[], double[])], coordinate by coordinate up to
///   64 classes, and along random directions beyond;
/// - `∂²L/∂y² u` of [Cost#hessianProduct(double[], double[], double[], double[])] and `H v` of
///   [Cost#logitHessianProduct(double[], double[], double[], double[], double[], double[])] along a
///   random direction, and that `J ∂²L J v` is the product of its factors;
/// - that all of them give the same L, and that the float forms agree with the double ones.
///
/// An error is measured relative to the largest entry of its row, `|analytic − numeric| / max(max_k
/// |analytic_k|, max_k |numeric_k|)`. Allowed are 1e-8 for first derivatives in double and 2e-4 in
/// float, ten times as much for second ones; and more where the cost is ill-conditioned, as `1000
/// (Σ y_k − 1)` is: what a roundoff of the outputs does to L, divided by the step of a difference,
/// and some roundoffs of the terms that cancel in back-propagation. A check in `z` alone would pass
/// a `∂L/∂y` that is off by a constant, since softmax forgets constants; a check in `y` alone would
/// pass a wrong Jacobian, such as its diagonal.
///
/// A derivative may jump, as that of `|y − t|`, but not at the point itself: what fails with one
/// step is tried with smaller ones. A cost that has only its float form is recognised (its result
/// does not move when `y` moves by less than a float can tell) and checked with the tolerance that
/// float allows.
public final class GradientCheck {

  private static final int DIRECTIONS = 4;

  /// Rows of more classes are not printed.
  private static final int MOST_TO_PRINT = 12;

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
    List<GradientCheckResult.Comparison> first = new ArrayList<>();
    List<GradientCheckResult.Comparison> second = new ArrayList<>();
    boolean floatOnly = true;
    double[][] logits = new double[cases][];
    double[][] targets = new double[cases][];
    for (int row = 0; row < cases; row++) {
      logits[row] = randomLogits(random);
      targets[row] =
          classes == 1
              ? weightedTarget(random)
              : row % 2 == 0 ? oneHotTarget(random) : softTarget(random);
      floatOnly &= seesFloatOnly(logits[row], targets[row]);
    }
    for (int row = 0; row < cases; row++) {
      RowCheck check = new RowCheck(cost, row, logits[row], targets[row], floatOnly);
      if (classes <= RowCheck.MOST_COORDINATES) {
        check.first(first);
      } else {
        for (int i = 0; i < DIRECTIONS; i++) {
          check.firstAlong(randomDirection(random), first);
        }
      }
      check.second(randomDirection(random), second);
    }
    List<GradientCheckResult.Comparison> all = new ArrayList<>(first);
    all.addAll(second);
    GradientCheckResult.Comparison worst = GradientCheckResult.worst(all);
    return new GradientCheckResult(
        worst, all.size(), setup(logits[worst.row()], targets[worst.row()]));
  }

  /// How to run this check again, and the row of the worst comparison, if it is one to look at.
  private String setup(double[] z, double[] t) {
    String call =
        "GradientCheck.of(%s).classes(%d).seed(%d).cases(%d)".formatted(cost, classes, seed, cases);
    return classes > MOST_TO_PRINT
        ? call
        : "%s; the row has z = %s, t = %s"
            .formatted(call, Arrays.toString(Forms.narrow(z)), Arrays.toString(Forms.narrow(t)));
  }

  private double[] randomDirection(SplittableRandom random) {
    double[] direction = new double[classes];
    for (int k = 0; k < classes; k++) {
      direction[k] = (float) (2 * random.nextDouble() - 1);
    }
    return direction;
  }

  private double[] randomLogits(SplittableRandom random) {
    double[] z = new double[classes];
    for (int k = 0; k < classes; k++) {
      z[k] = (float) (4 * random.nextDouble() - 2);
    }
    return z;
  }

  /// Of one class, 1 would be the only target, and all outputs equal to it: where `|y − t|` has no
  /// derivative.
  private static double[] weightedTarget(SplittableRandom random) {
    return new double[] {(float) random.nextDouble(0.25, 0.75)};
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
    double[] y = Forms.widen(Forms.narrow(Softmax.of(z)));
    double[] nudged = new double[classes];
    for (int k = 0; k < classes; k++) {
      nudged[k] = y[k] * (1 + (k + 1) * 0x1p-40 / classes);
    }
    double[] dy = new double[classes];
    double[] dyNudged = new double[classes];
    return cost.gradient(y, t, dy) == cost.gradient(nudged, t, dyNudged)
        && Arrays.equals(dy, dyNudged);
  }
}
