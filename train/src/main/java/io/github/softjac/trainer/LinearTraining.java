package io.github.softjac.trainer;

import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.layer.Linear;
import io.github.softjac.model.Network;
import io.github.softjac.optimizer.Lbfgs;
import io.github.softjac.optimizer.Minimum;
import io.github.softjac.optimizer.StoppingRule;
import io.github.softjac.optimizer.TruncatedNewton;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Trains a network without hidden layers on all rows at a time, by truncated Newton or L-BFGS.
///
/// The parameters are double until the end and then rounded to the network's float.
final class LinearTraining {

  /// Iterations of L-BFGS between two looks at the validation rows.
  private static final int VALIDATION_INTERVAL = 10;

  private final TrainingOptions options;
  private final TrainingListener listener;
  private final Dataset training;
  private final LinearObjective objective;
  private final Optimality optimum;
  private final @Nullable NetworkMeans validationMeans;
  private final int validationInterval;

  LinearTraining(
      TrainingOptions options,
      Dataset training,
      @Nullable Dataset validation,
      TrainingListener listener,
      Workers workers) {
    this.options = options;
    this.listener = listener;
    this.training = training;
    objective = new LinearObjective(training, options.cost(), options.l2(), workers);
    optimum =
        new Optimality(
            options.l2(),
            training.classes() * training.columns(),
            SolverChoice.isConvex(options.cost()));
    validationMeans = validation == null ? null : new NetworkMeans(validation, workers);
    validationInterval = options.solver() == Solver.NEWTON ? 1 : VALIDATION_INTERVAL;
  }

  TrainingResult run() {
    StoppingRule rule = new StoppingRule(options.epochs(), optimum, () -> false);
    double[] start = new double[objective.size()];
    Minimum minimum =
        options.solver() == Solver.NEWTON
            ? new TruncatedNewton(rule).minimise(objective, start, this::report)
            : new Lbfgs(rule).minimise(objective, start, this::report);
    if (minimum.stop() == Minimum.Stop.NOT_FINITE) {
      throw new TrainingException(
          "the objective is %s at the start of training, or its gradient is not finite: cost %s"
              .formatted(minimum.value(), options.cost()));
    }
    double[] rounded = new double[objective.size()];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) minimum.point()[i];
    }
    return new TrainingResult(
        network(rounded),
        minimum.iterations(),
        objective.value(rounded, new double[rounded.length]),
        minimum.stop().reason(),
        options.solver().name().toLowerCase(Locale.ROOT));
  }

  private void report(int iteration, double[] point, double value, double gradientNorm) {
    double validationLogLoss = Double.NaN;
    if (validationMeans != null && iteration % validationInterval == 0) {
      validationLogLoss = validationMeans.mean(network(point), new CrossEntropy());
    }
    listener.progress(
        new TrainingProgress(iteration, options.epochs(), value, validationLogLoss, gradientNorm));
  }

  private Network network(double[] parameters) {
    int columns = training.columns();
    int classes = training.classes();
    float[] weights = new float[columns * classes];
    float[] bias = new float[classes];
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < columns; j++) {
        weights[j * classes + k] = (float) parameters[k * columns + j];
      }
      bias[k] = (float) parameters[classes * columns + k];
    }
    return Network.of(List.of(new Linear(columns, classes, weights, bias)));
  }
}
