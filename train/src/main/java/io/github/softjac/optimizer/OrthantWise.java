package io.github.softjac.optimizer;

import io.github.softjac.internal.parallel.Workers;
import java.util.Arrays;

/// Limited-memory BFGS for `F(w) = f(w) + Σ_i λ_i |w_i|`, f smooth: OWL-QN (Andrew & Gao, Scalable
/// training of L1-regularized log-linear models, ICML 2007).
///
/// Within an orthant F is smooth. Each iteration takes the pseudo-gradient `◇F`, which is the
/// subgradient of least norm,
///
/// `◇_i = ∂_i f + λ_i sign(w_i)` where `w_i ≠ 0`, else `∂_i f` drawn towards 0 by `λ_i`,
///
/// the direction `−H ◇F` with H from the changes of `∇f`, without the components that disagree in
/// sign with `−◇F`, and backtracks along it; a component that would change its sign stops at 0. So
/// weights become exactly 0. F is at its minimum where `◇F = 0`; the stopping rule is given F and
/// `◇F`.
public final class OrthantWise {

  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final int MAX_EVALUATIONS = 50;

  /// Iterations over which the value must fall by more than [#VALUE_TOLERANCE] of itself.
  private static final int WINDOW = 10;

  private static final double VALUE_TOLERANCE = 1e-12;

  private final StoppingRule rule;
  private final Workers workers;

  /// A minimiser that stops by this rule, where the value has fallen by less than 1e-12 of itself
  /// over 10 iterations, or where no lower point can be found in double.
  public OrthantWise(StoppingRule rule) {
    this(rule, new Workers(1));
  }

  /// The same with workers for its own sums; the bits do not depend on how many.
  ///
  /// @param workers not closed
  public OrthantWise(StoppingRule rule, Workers workers) {
    this.rule = rule;
    this.workers = workers;
  }

  /// Minimises an objective and a penalty on absolute values.
  ///
  /// @param penalties λ `[size]`, each finite and 0 or more
  /// @param start where to begin `[size]`; not changed
  /// @throws IllegalArgumentException if an array has another length than the objective's size, or
  ///   a penalty is not as stated
  public Minimum minimise(
      Objective objective, double[] penalties, double[] start, IterationListener listener) {
    int size = objective.size();
    if (start.length != size || penalties.length != size) {
      throw new IllegalArgumentException(
          "start has %d elements and penalties %d: the objective needs %d"
              .formatted(start.length, penalties.length, size));
    }
    for (int i = 0; i < size; i++) {
      if (!(penalties[i] >= 0 && penalties[i] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "penalty %d is %s: it must be finite and 0 or more".formatted(i, penalties[i]));
      }
    }
    return new Run(objective, penalties, start, listener).minimum();
  }

  /// One minimisation.
  private final class Run {

    private final Objective objective;
    private final double[] penalties;
    private final IterationListener listener;
    private final InverseHessian inverseHessian;
    private final double[] pseudo;
    private final double[] direction;
    private double[] point;
    private double[] gradient;
    private double[] trial;
    private double[] trialGradient;
    private double value;
    private double trialValue;

    Run(Objective objective, double[] penalties, double[] start, IterationListener listener) {
      int size = objective.size();
      this.objective = objective;
      this.penalties = penalties;
      this.listener = listener;
      inverseHessian = new InverseHessian(size, Lbfgs.MEMORY, workers);
      pseudo = new double[size];
      direction = new double[size];
      point = start.clone();
      gradient = new double[size];
      trial = new double[size];
      trialGradient = new double[size];
    }

    Minimum minimum() {
      value = objective.value(point, gradient) + penalty(point);
      pseudoGradient();
      if (!Double.isFinite(value) || !Double.isFinite(Vectors.maxNorm(gradient))) {
        return new Minimum(point, value, 0, Minimum.Stop.NOT_FINITE);
      }
      double[] earlier = new double[WINDOW];
      Arrays.fill(earlier, Double.POSITIVE_INFINITY);
      int iteration = 0;
      while (true) {
        if (rule.convergence().reached(point, value, pseudo)) {
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
        if (!step()) {
          return new Minimum(point, value, iteration, Minimum.Stop.PRECISION);
        }
        iteration++;
        listener.iteration(iteration, point, value, Vectors.maxNorm(pseudo));
      }
    }

    private double penalty(double[] w) {
      double sum = 0;
      for (int i = 0; i < w.length; i++) {
        sum = Math.fma(penalties[i], Math.abs(w[i]), sum);
      }
      return sum;
    }

    private void pseudoGradient() {
      for (int i = 0; i < point.length; i++) {
        double lambda = penalties[i];
        if (point[i] != 0) {
          pseudo[i] = gradient[i] + (point[i] > 0 ? lambda : -lambda);
        } else {
          pseudo[i] = Math.min(gradient[i] + lambda, Math.max(gradient[i] - lambda, 0));
        }
      }
    }

    private boolean step() {
      boolean moved = descend();
      if (!moved && !inverseHessian.isEmpty()) {
        // What is remembered may mislead: try once more along the steepest descent.
        inverseHessian.clear();
        moved = descend();
      }
      if (!moved) {
        return false;
      }
      inverseHessian.remember(point, trial, gradient, trialGradient);
      double[] swap = point;
      point = trial;
      trial = swap;
      swap = gradient;
      gradient = trialGradient;
      trialGradient = swap;
      value = trialValue;
      pseudoGradient();
      return true;
    }

    /// Finds a lower point.
    private boolean descend() {
      inverseHessian.descent(pseudo, direction);
      for (int i = 0; i < direction.length; i++) {
        if (direction[i] * pseudo[i] >= 0) {
          direction[i] = 0;
        }
      }
      double length = Math.sqrt(Vectors.dot(direction, direction));
      if (length == 0) {
        return false;
      }
      double rounding = objective.rounding() * Math.abs(value);
      double alpha = inverseHessian.isEmpty() ? Math.min(1, 1 / length) : 1;
      for (int evaluation = 0; evaluation < MAX_EVALUATIONS; evaluation++) {
        double promised = moveWithinOrthant(alpha);
        trialValue = objective.value(trial, trialGradient) + penalty(trial);
        if (trialValue <= value + SUFFICIENT_DECREASE * promised
            && Double.isFinite(Vectors.maxNorm(trialGradient))) {
          return true;
        }
        if (-promised < rounding) {
          return false;
        }
        alpha *= 0.5;
      }
      return false;
    }

    /// `trial = π(w + α d)`, where π stops at 0 what would leave the orthant.
    ///
    /// @return `◇ᵀ (trial − w)`, below 0
    private double moveWithinOrthant(double alpha) {
      double promised = 0;
      for (int i = 0; i < point.length; i++) {
        double moved = Math.fma(alpha, direction[i], point[i]);
        if (penalties[i] > 0) {
          double orthant = point[i] != 0 ? point[i] : -pseudo[i];
          if (moved * orthant <= 0) {
            moved = 0;
          }
        }
        trial[i] = moved;
        promised = Math.fma(pseudo[i], moved - point[i], promised);
      }
      return promised;
    }
  }
}
