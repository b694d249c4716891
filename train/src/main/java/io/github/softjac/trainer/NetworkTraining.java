package io.github.softjac.trainer;

import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.internal.random.SplitMix64;
import io.github.softjac.layer.Layer;
import io.github.softjac.model.Network;
import io.github.softjac.optimizer.Adam;
import io.github.softjac.optimizer.Optimizer;
import io.github.softjac.optimizer.Sgd;
import io.github.softjac.trainer.TrainingResult.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Trains any network by mini-batches, in float.
///
/// With validation rows, the parameters of the epoch of the least log-loss are the result, and
/// training stops when there has been none for `patience` epochs. All that a later batch depends on
/// is in [TrainingState], so that a checkpoint of it, between any two batches, is enough to go on
/// to the same bits.
final class NetworkTraining {

  private final TrainingOptions options;
  private final TrainingListener listener;
  private final Network start;
  private final Dataset training;
  private final MiniBatch batch;
  private final ParameterSteps steps;
  private final TrainingState state;
  private final NetworkMeans trainingMeans;
  private final @Nullable NetworkMeans validationMeans;
  private final Checkpoints checkpoints;
  private final Deadline deadline;
  private final int batchSize;
  private final int batchesOfEpoch;
  private final int epochs;

  NetworkTraining(
      TrainingOptions options,
      Network start,
      Dataset training,
      @Nullable Dataset validation,
      TrainingListener listener,
      Workers workers) {
    this.options = options;
    this.listener = listener;
    this.start = start;
    this.training = training;
    batchSize = Math.min(options.batchSize(), training.rows());
    batchesOfEpoch = Math.ceilDiv(training.rows(), batchSize);
    epochs = options.epochs(training.rows());
    List<Layer> layers = start.layers();
    batch = new MiniBatch(training, options.cost(), options.l2(), layers, batchSize, workers);
    steps = new ParameterSteps(batch.tape(), layers, optimizer(options), options.steps(), workers);
    state = new TrainingState(batch.tape(), steps, options.seed(), validation != null);
    trainingMeans = new NetworkMeans(training, workers);
    validationMeans = validation == null ? null : new NetworkMeans(validation, workers);
    deadline = new Deadline(options.control());
    checkpoints = Checkpoints.of(options, start, training, validation, listener);
  }

  static Optimizer optimizer(TrainingOptions options) {
    return switch (options.solver()) {
      case ADAM, ADAMW -> new Adam();
      case SGD -> new Sgd(options.steps().momentum());
      case AUTO, NEWTON, LBFGS -> throw new IllegalStateException("no solver by mini-batches");
    };
  }

  TrainingResult run() {
    checkpoints.restore(state);
    batch.tape().packAll();
    Stop stop = Stop.LIMIT;
    String because = "the limit of epochs is reached";
    int[] order = new int[training.rows()];
    while (state.epoch < epochs) {
      if (state.batch == 0 && validationMeans != null && state.epoch > 0) {
        int stale = state.epoch - state.bestEpoch;
        if (stale >= options.patience()) {
          stop = Stop.NO_IMPROVEMENT;
          because =
              "the validation log-loss has not improved for " + options.patience() + " epochs";
          break;
        }
      }
      Ending ending = epoch(order);
      if (ending != null) {
        stop = ending.stop();
        because = ending.because();
        break;
      }
    }
    return result(stop, because);
  }

  /// Why an epoch ended before its last batch.
  private record Ending(Stop stop, String because) {}

  /// The rest of an epoch, from the batch that the state is at.
  private @Nullable Ending epoch(int[] order) {
    shuffle(order);
    long all = (long) epochs * batchesOfEpoch;
    while (state.batch < batchesOfEpoch) {
      int first = state.batch * batchSize;
      int rows = Math.min(batchSize, training.rows() - first);
      long done = steps.optimizer().steps();
      double loss = batch.forwardAndBack(order, first, rows, drawOf(done));
      double rate = options.learningRate() * options.steps().schedule().factor(done, all);
      double norm = Double.isFinite(loss) ? steps.step(batch, rate) : loss;
      if (!Double.isFinite(norm)) {
        return diverged(loss, norm);
      }
      state.epochLoss += loss;
      state.batch++;
      if (state.batch == batchesOfEpoch) {
        endEpoch();
      }
      checkpoints.writeIfDue(state);
      Ending ending = deadline.passed() ? ended() : null;
      if (ending != null) {
        return ending;
      }
      if (state.batch == 0) {
        return null;
      }
    }
    return null;
  }

  private long drawOf(long step) {
    return new SplitMix64(options.seed() * 31 + step).nextLong();
  }

  /// The order of this epoch, from the random state at its beginning.
  private void shuffle(int[] order) {
    for (int row = 0; row < order.length; row++) {
      order[row] = row;
    }
    new SplitMix64(state.random).shuffle(order);
  }

  private void endEpoch() {
    state.epoch++;
    state.batch = 0;
    state.random = new SplitMix64(state.random).nextLong();
    Network now = network(steps.averages());
    double validationLogLoss = Double.NaN;
    if (validationMeans != null) {
      validationLogLoss = validationMeans.mean(now, new CrossEntropy());
      if (validationLogLoss < state.best) {
        state.best = validationLogLoss;
        state.bestEpoch = state.epoch;
        state.keepBest();
      }
    }
    double objective = state.epochLoss / training.rows() + trainingMeans.penalty(now, options.l2());
    state.epochLoss = 0;
    if (Double.isFinite(objective)) {
      state.keepGood();
    }
    listener.progress(new TrainingProgress(state.epoch, epochs, objective, validationLogLoss));
  }

  private @Nullable Ending ended() {
    checkpoints.write(state);
    return new Ending(
        deadline.interrupted() ? Stop.INTERRUPTED : Stop.TIME_LIMIT,
        "%s in epoch %d"
            .formatted(
                deadline.interrupted() ? "interrupted" : "the time limit is reached",
                state.epoch + 1));
  }

  private Ending diverged(double loss, double norm) {
    String what =
        "the %s of a batch is %s in epoch %d, batch %d: try a learning rate below %s"
            .formatted(
                Double.isFinite(loss) ? "gradient" : "cost",
                Double.isFinite(loss) ? norm : loss,
                state.epoch + 1,
                state.batch + 1,
                options.learningRate());
    if (!state.hasGood()) {
      throw new TrainingException(what);
    }
    return new Ending(
        Stop.NOT_FINITE, what + "; kept are the parameters of the end of epoch " + state.epoch);
  }

  private TrainingResult result(Stop stop, String because) {
    float[][] parameters =
        state.bestEpoch > 0
            ? state.bestParameters()
            : stop == Stop.NOT_FINITE ? state.goodParameters() : steps.averages();
    Network network = network(parameters);
    double objective = trainingMeans.objective(network, options.cost(), options.l2());
    return new TrainingResult(
        network,
        state.epoch,
        objective,
        because,
        options.solver().name().toLowerCase(Locale.ROOT),
        new TrainingDetails(
            options.solverReason(), options.l2(), Double.NaN, Double.NaN, null, null, null),
        stop);
  }

  private Network network(float[][] parameters) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < parameters.length; i++) {
      layers.add(start.layers().get(i).withParameters(parameters[i]));
    }
    return Network.of(layers);
  }
}
