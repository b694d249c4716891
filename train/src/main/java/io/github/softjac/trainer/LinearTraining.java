package io.github.softjac.trainer;

import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.model.Network;
import io.github.softjac.optimizer.Minimum;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Trains a network without hidden layers on all rows at a time, by [LinearFit].
///
/// The parameters are double until the end and then rounded to the network's float.
final class LinearTraining {

  /// Iterations of L-BFGS between two looks at the validation rows.
  private static final int VALIDATION_INTERVAL = 10;

  private final TrainingOptions options;
  private final TrainingListener listener;
  private final BooleanSupplier timeIsUp;
  private final LinearFit fit;
  private final @Nullable NetworkMeans validationMeans;
  private final int validationInterval;

  LinearTraining(
      TrainingOptions options,
      Dataset training,
      @Nullable Dataset validation,
      TrainingListener listener,
      BooleanSupplier timeIsUp,
      Workers workers) {
    this.options = options;
    this.listener = listener;
    this.timeIsUp = timeIsUp;
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
    Minimum minimum = fit.minimise(from, options.epochs(), timeIsUp, this::report);
    if (minimum.stop() == Minimum.Stop.NOT_FINITE) {
      throw new TrainingException(
          "the objective is %s at the start of training, or its gradient is not finite: cost %s"
              .formatted(minimum.value(), options.cost()));
    }
    Network network = fit.network(minimum.point());
    LinearFit.State reached = fit.at(minimum.point());
    return new TrainingResult(
        network,
        minimum.iterations(),
        fit.at(LinearFit.parameters(network)).objective(),
        minimum.stop().reason(),
        options.solver().name().toLowerCase(Locale.ROOT),
        new TrainingDetails(
            options.solverReason(),
            options.l2(),
            reached.gradientNorm(),
            reached.gapBound(),
            null,
            null,
            null));
  }

  private void report(int iteration, double[] point, double value, double gradientNorm) {
    double validationLogLoss = Double.NaN;
    if (validationMeans != null && iteration % validationInterval == 0) {
      validationLogLoss = validationMeans.mean(fit.network(point), new CrossEntropy());
    }
    listener.progress(
        new TrainingProgress(iteration, options.epochs(), value, validationLogLoss, gradientNorm));
  }
}
