package io.github.softjac.optimizer;

/// Truncated Newton in a trust region: for smooth functions with a Hessian-vector product.
///
/// Each iteration minimises the quadratic model `q(s) = ∇fᵀs + ½ sᵀ∇²f s` within `‖s‖_M ≤ Δ` to a
/// residual of `η = min(1/4, √(‖∇f‖ / ‖∇f₀‖))` by [TrustRegionStep], takes the step if `ρ = (f(w) −
/// f(w + s)) / −q(s)` is above 1e-4, and widens or narrows Δ by ρ (Lin, Weng & Keerthi, Trust
/// region Newton method for large-scale logistic regression, JMLR 9, 2008; Nocedal & Wright,
/// Numerical Optimization, 2nd edition, algorithm 4.1). Convergence is superlinear, since η goes to
/// 0. Negative curvature is followed downhill to the border, so the function need not be convex.
///
/// Close to the minimum the differences of f drown in rounding: an amount `δ` of some units in the
/// last place is added to both halves of ρ (Conn, Gould & Toint, Trust-region methods, section
/// 17.4.2), and where `q` promises less than δ the gradient decides.
public final class TruncatedNewton {

  private static final double ACCEPT = 1e-4;
  private static final double POOR = 0.25;
  private static final double GOOD = 0.75;
  private static final double FORCING = 0.25;
  private static final int MAX_PRODUCTS = 500;

  /// Refusals in a row after which Δ is below all that matters.
  private static final int MAX_REFUSALS = 60;

  private final StoppingRule rule;

  /// A minimiser that stops by this rule, or where no lower point can be told apart.
  public TruncatedNewton(StoppingRule rule) {
    this.rule = rule;
  }

  /// Minimises an objective.
  ///
  /// @param start where to begin `[size]`; not changed
  /// @throws IllegalArgumentException if `start` has another length than the objective's size
  public Minimum minimise(CurvedObjective objective, double[] start, IterationListener listener) {
    return new Run(objective, start, listener).minimum();
  }

  /// One minimisation.
  private final class Run {

    private final CurvedObjective objective;
    private final IterationListener listener;
    private final TrustRegionStep region;
    private double[] point;
    private double[] gradient;
    private double[] trial;
    private double[] trialGradient;
    private double value;
    private double trialValue;
    private double radius;
    private int iteration;

    Run(CurvedObjective objective, double[] start, IterationListener listener) {
      int size = objective.size();
      if (start.length != size) {
        throw new IllegalArgumentException(
            "start has %d elements: the objective needs %d".formatted(start.length, size));
      }
      this.objective = objective;
      this.listener = listener;
      region = new TrustRegionStep(objective, rule.timeIsUp());
      point = start.clone();
      gradient = new double[size];
      trial = new double[size];
      trialGradient = new double[size];
    }

    Minimum minimum() {
      value = objective.value(point, gradient);
      double norm = Vectors.maxNorm(gradient);
      if (!Double.isFinite(value) || !Double.isFinite(norm)) {
        return end(Minimum.Stop.NOT_FINITE);
      }
      double norm0 = norm;
      while (!rule.convergence().reached(point, value, gradient)) {
        if (iteration == rule.maxIterations()) {
          return end(Minimum.Stop.LIMIT);
        }
        if (rule.timeIsUp().getAsBoolean()) {
          return end(Minimum.Stop.TIME);
        }
        if (!step(Math.min(FORCING, Math.sqrt(norm / norm0)))) {
          return end(rule.timeIsUp().getAsBoolean() ? Minimum.Stop.TIME : Minimum.Stop.PRECISION);
        }
        norm = Vectors.maxNorm(gradient);
        iteration++;
        listener.iteration(iteration, point, value, norm);
      }
      return end(Minimum.Stop.CONVERGED);
    }

    private Minimum end(Minimum.Stop stop) {
      return new Minimum(point, value, iteration, stop);
    }

    /// Moves to a lower point.
    ///
    /// @return whether there is one
    private boolean step(double tolerance) {
      Preconditioner preconditioner = objective.preconditioner(point);
      if (iteration == 0) {
        preconditioner.solve(gradient, trial);
        radius = Math.sqrt(Vectors.dot(gradient, trial));
      }
      for (int refusals = 0; refusals < MAX_REFUSALS; refusals++) {
        TrustRegionStep.End end =
            region.compute(point, gradient, preconditioner, radius, tolerance, MAX_PRODUCTS);
        if (!(region.decrease() > 0) || !(region.length() > 0)) {
          return false;
        }
        double ratio = tryStep();
        if (Double.isNaN(ratio)) {
          return false;
        }
        boolean onBorder =
            end == TrustRegionStep.End.BORDER || end == TrustRegionStep.End.NEGATIVE_CURVATURE;
        if (!(ratio >= POOR)) {
          radius = 0.25 * region.length();
        } else if (ratio > GOOD && onBorder) {
          radius = 4 * radius;
        }
        if (ratio > ACCEPT) {
          accept();
          return true;
        }
        if (rule.timeIsUp().getAsBoolean()) {
          return false;
        }
      }
      return false;
    }

    /// ρ of the step; NaN where the gradient must decide and has not fallen.
    private double tryStep() {
      System.arraycopy(point, 0, trial, 0, point.length);
      Vectors.add(trial, 1, region.step());
      trialValue = objective.value(trial, trialGradient);
      double trialNorm = Vectors.maxNorm(trialGradient);
      if (!Double.isFinite(trialValue) || !Double.isFinite(trialNorm)) {
        return -1;
      }
      double rounding = objective.rounding() * Math.abs(value);
      if (region.decrease() <= rounding) {
        boolean lower = trialValue <= value + rounding && trialNorm < Vectors.maxNorm(gradient);
        return lower ? 1 : Double.NaN;
      }
      return (value - trialValue + rounding) / (region.decrease() + rounding);
    }

    private void accept() {
      double[] swap = point;
      point = trial;
      trial = swap;
      swap = gradient;
      gradient = trialGradient;
      trialGradient = swap;
      value = trialValue;
    }
  }
}
