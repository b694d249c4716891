package io.github.softjac.trainer;

import io.github.softjac.cost.Cost;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.layer.Linear;
import io.github.softjac.model.Network;
import io.github.softjac.optimizer.IterationListener;
import io.github.softjac.optimizer.Lbfgs;
import io.github.softjac.optimizer.Minimum;
import io.github.softjac.optimizer.OrthantWise;
import io.github.softjac.optimizer.StoppingRule;
import io.github.softjac.optimizer.TruncatedNewton;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/// One linear model, and how its parameters are found: minimises
///
/// `F(W, b) = (1/Σw) Σ_i w_i L_i + (l2/2) ‖W‖² + l1 ‖W‖₁`
///
/// from any start. Parameters lie as in [LinearObjective].
final class LinearFit {

  private final Dataset data;
  private final Solver solver;
  private final double l1;
  private final int weights;
  private final Workers workers;
  private final LinearObjective objective;
  private final Optimality optimality;

  /// @param solver [Solver#NEWTON] or [Solver#LBFGS]; with `l1` above 0 it is the orthant-wise form
  ///   of the latter whichever is given
  LinearFit(Dataset data, Cost cost, Solver solver, double l2, double l1, Workers workers) {
    this.data = data;
    this.solver = solver;
    this.l1 = l1;
    this.workers = workers;
    weights = data.classes() * data.columns();
    objective = new LinearObjective(data, cost, l2, workers);
    optimality = new Optimality(l2, weights, SolverChoice.isConvex(cost));
  }

  /// Number of parameters.
  int size() {
    return objective.size();
  }

  /// Minimises F.
  ///
  /// @param start parameters to begin with `[size]`; not changed
  Minimum minimise(
      double[] start, int maxIterations, BooleanSupplier timeIsUp, IterationListener listener) {
    StoppingRule rule = new StoppingRule(maxIterations, optimality, timeIsUp);
    if (l1 > 0) {
      double[] penalties = new double[size()];
      Arrays.fill(penalties, 0, weights, l1);
      return new OrthantWise(rule, workers).minimise(objective, penalties, start, listener);
    }
    return solver == Solver.NEWTON
        ? new TruncatedNewton(rule).minimise(objective, start, listener)
        : new Lbfgs(rule, workers).minimise(objective, start, listener);
  }

  /// Where parameters stand.
  ///
  /// @param objective F there
  /// @param gradientNorm largest component of its gradient; of the subgradient of least norm where
  ///   `l1 > 0`
  /// @param gapBound what F may at most be above its least value, by [Optimality]; NaN where that
  ///   cannot be told
  record State(double objective, double gradientNorm, double gapBound) {}

  /// Where these parameters stand.
  State at(double[] w) {
    double[] gradient = new double[size()];
    double value = objective.value(w, gradient);
    double norm = 0;
    for (int i = 0; i < gradient.length; i++) {
      if (l1 > 0 && i < weights) {
        value += l1 * Math.abs(w[i]);
        gradient[i] =
            w[i] != 0
                ? gradient[i] + (w[i] > 0 ? l1 : -l1)
                : Math.min(gradient[i] + l1, Math.max(gradient[i] - l1, 0));
      }
      norm = Math.max(norm, Math.abs(gradient[i]));
    }
    return new State(value, norm, optimality.bound(gradient));
  }

  /// The network with these parameters, rounded to float.
  Network network(double[] parameters) {
    int columns = data.columns();
    int classes = data.classes();
    float[] w = new float[columns * classes];
    float[] bias = new float[classes];
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < columns; j++) {
        w[j * classes + k] = (float) parameters[k * columns + j];
      }
      bias[k] = (float) parameters[classes * columns + k];
    }
    return Network.of(List.of(new Linear(columns, classes, w, bias)));
  }

  /// The parameters of a network of one linear layer.
  static double[] parameters(Network network) {
    Linear linear = (Linear) network.layers().getFirst();
    int columns = linear.inputs();
    int classes = linear.outputs();
    float[] w = linear.weights();
    float[] bias = linear.bias();
    double[] parameters = new double[classes * (columns + 1)];
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < columns; j++) {
        parameters[k * columns + j] = w[j * classes + k];
      }
      parameters[classes * columns + k] = bias[k];
    }
    return parameters;
  }
}
