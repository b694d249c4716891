package io.github.softjac.trainer;

import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.model.Network;
import io.github.softjac.optimizer.Minimum;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Trains a network without hidden layers on all rows at a time, by [LinearFit].
///
/// The parameters are double until the end and then rounded to the network's float.
final class LinearTraining {

  /// Iterations of L-BFGS between two looks at the validation rows.
  private static final int VALIDATION_INTERVAL = 10;

  private final TrainingOptions options;
  private final TrainingListener listener;
  private final Deadline deadline;
  private final LinearFit fit;
  private final @Nullable NetworkMeans validationMeans;
  private final int validationInterval;

  /// The gradient after the first step; NaN before.
  private double firstGradientNorm = Double.NaN;

  LinearTraining(
      TrainingOptions options,
      Dataset training,
      @Nullable Dataset validation,
      TrainingListener listener,
      Deadline deadline,
      Workers workers) {
    this.options = options;
    this.listener = listener;
    this.deadline = deadline;
    fit =
        new LinearFit(
            training, options.cost(), options.solver(), options.l2(), options.l1(), workers);
    validationMeans = validation == null ? null : new NetworkMeans(validation, workers);
    validationInterval = options.solver() == Solver.NEWTON ? 1 : VALIDATION_INTERVAL;
  }

  /// Trains.
  ///
  /// @param start a network of one linear layer to begin with; `null`: all parameters 0
  TrainingResult run(@Nullable Network start) {
    double[] from = start == null ? new double[fit.size()] : LinearFit.parameters(start);
    Minimum minimum = fit.minimise(from, options.epochs(), deadline::passed, this::report);
    if (minimum.stop() == Minimum.Stop.NOT_FINITE) {
      throw new TrainingException(
          "the objective is %s at the start of training, or its gradient is not finite: cost %s"
              .formatted(minimum.value(), options.cost()));
    }
    boolean interrupted = minimum.stop() == Minimum.Stop.TIME && deadline.interrupted();
    Network network = fit.network(minimum.point());
    LinearFit.State reached = fit.at(minimum.point());
    return new TrainingResult(
        network,
        minimum.iterations(),
        fit.at(LinearFit.parameters(network)).objective(),
        interrupted ? "interrupted" : minimum.stop().reason(),
        options.solver().name().toLowerCase(Locale.ROOT),
        new TrainingDetails(
            options.solverReason(),
            options.l2(),
            reached.gradientNorm(),
            reached.gapBound(),
            null,
            null,
            null),
        kind(minimum.stop(), interrupted));
  }

  private static TrainingResult.Stop kind(Minimum.Stop stop, boolean interrupted) {
    return switch (stop) {
      case CONVERGED, VALUE, PRECISION -> TrainingResult.Stop.CONVERGED;
      case LIMIT -> TrainingResult.Stop.LIMIT;
      case TIME -> interrupted ? TrainingResult.Stop.INTERRUPTED : TrainingResult.Stop.TIME_LIMIT;
      case NOT_FINITE -> TrainingResult.Stop.NOT_FINITE;
    };
  }

  private void report(int iteration, double[] point, double value, double gradientNorm) {
    double validationLogLoss = Double.NaN;
    if (validationMeans != null && iteration % validationInterval == 0) {
      validationLogLoss = validationMeans.mean(fit.network(point), new CrossEntropy());
    }
    if (Double.isNaN(firstGradientNorm)) {
      firstGradientNorm = gradientNorm;
    }
    double bySteps = (double) iteration / options.epochs();
    listener.progress(
        new TrainingProgress(
            iteration,
            options.epochs(),
            value,
            validationLogLoss,
            gradientNorm,
            Math.max(bySteps, doneByGradient(firstGradientNorm, gradientNorm))));
  }

  /// How far the logarithm of the gradient has come towards that of [Optimality#TOLERANCE].
  static double doneByGradient(double first, double now) {
    if (!(now > Optimality.TOLERANCE)) {
      return 1;
    }
    return first > now
        ? StrictMath.log(first / now) / StrictMath.log(first / Optimality.TOLERANCE)
        : 0;
  }
}
