package io.github.softjac.optimizer;

import io.github.softjac.internal.parallel.Workers;
import java.util.Arrays;

/// Limited-memory BFGS: a quasi-Newton method for smooth functions of many parameters.
///
/// `w ← w − α H ∇f`, where `H` is the inverse Hessian as the last [#MEMORY] steps `s` and changes
/// of the gradient `y` tell it, from `H₀ = (sᵀy / yᵀy) I` by the two-loop recursion (Nocedal &
/// Wright, Numerical Optimization, 2nd edition, algorithm 7.4), and `α` is by [StrongWolfe]. All
/// sums run in a fixed order in double: the same objective gives the same bits.
public final class Lbfgs {

  /// Pairs `(s, y)` that are remembered. On ill-conditioned problems 20 need a third fewer
  /// iterations than 10, and their cost is small beside that of the objective.
  public static final int MEMORY = 20;

  /// Iterations over which the value must fall by more than [#VALUE_TOLERANCE] of itself.
  private static final int WINDOW = 10;

  private static final double VALUE_TOLERANCE = 1e-11;

  private final StoppingRule rule;
  private final Workers workers;

  /// A minimiser that stops by this rule, where the value has fallen by less than 1e-11 of itself
  /// over 10 iterations, or where no lower point can be found in double.
  public Lbfgs(StoppingRule rule) {
    this(rule, new Workers(1));
  }

  /// The same with workers for its own sums; the bits do not depend on how many.
  ///
  /// @param workers not closed
  public Lbfgs(StoppingRule rule, Workers workers) {
    this.rule = rule;
    this.workers = workers;
  }

  /// Minimises an objective.
  ///
  /// @param start where to begin `[size]`; not changed
  /// @throws IllegalArgumentException if `start` has another length than the objective's size
  public Minimum minimise(Objective objective, double[] start, IterationListener listener) {
    int size = objective.size();
    if (start.length != size) {
      throw new IllegalArgumentException(
          "start has %d elements: the objective needs %d".formatted(start.length, size));
    }
    double[] point = start.clone();
    double[] gradient = new double[size];
    double[] direction = new double[size];
    double value = objective.value(point, gradient);
    if (!Double.isFinite(value) || !Double.isFinite(Vectors.maxNorm(gradient))) {
      return new Minimum(point, value, 0, Minimum.Stop.NOT_FINITE);
    }
    InverseHessian inverseHessian = new InverseHessian(size, MEMORY, workers);
    StrongWolfe line = new StrongWolfe(objective, workers);
    SharedVectors vectors = new SharedVectors(size, workers);
    double[] earlier = new double[WINDOW];
    Arrays.fill(earlier, Double.POSITIVE_INFINITY);
    int iteration = 0;
    while (true) {
      if (rule.convergence().reached(point, value, gradient)) {
        return new Minimum(point, value, iteration, Minimum.Stop.CONVERGED);
      }
      if (earlier[iteration % WINDOW] - value <= VALUE_TOLERANCE * Math.abs(value)) {
        return new Minimum(point, value, iteration, Minimum.Stop.VALUE);
      }
      if (iteration == rule.maxIterations()) {
        return new Minimum(point, value, iteration, Minimum.Stop.LIMIT);
      }
      if (rule.timeIsUp().getAsBoolean()) {
        return new Minimum(point, value, iteration, Minimum.Stop.TIME);
      }
      earlier[iteration % WINDOW] = value;
      inverseHessian.descent(gradient, direction);
      boolean moved = line.search(point, value, gradient, direction, inverseHessian.isEmpty());
      if (!moved && !inverseHessian.isEmpty()) {
        // What is remembered may mislead: try once more along the steepest descent.
        inverseHessian.clear();
        inverseHessian.descent(gradient, direction);
        moved = line.search(point, value, gradient, direction, true);
      }
      if (!moved) {
        return new Minimum(point, value, iteration, Minimum.Stop.PRECISION);
      }
      double[] next = line.point();
      double[] nextGradient = line.gradient();
      inverseHessian.remember(point, next, gradient, nextGradient);
      line.exchange(point, gradient);
      point = next;
      gradient = nextGradient;
      value = line.value();
      iteration++;
      listener.iteration(iteration, point, value, vectors.maxNorm(gradient));
    }
  }
}
