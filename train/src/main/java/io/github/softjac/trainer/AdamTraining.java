package io.github.softjac.trainer;

import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.Relu;
import io.github.softjac.model.Network;
import io.github.softjac.optimizer.Adam;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trains any network by mini-batch Adam, in float.
///
/// One generator gives first the initial weights, layer by layer, then the order of rows of each
/// epoch. With validation rows, training stops when their log-loss has not improved for `patience`
/// epochs, and the weights of the best epoch are the result.
final class AdamTraining {

  private final TrainingOptions options;
  private final TrainingListener listener;
  private final Dataset training;
  private final List<LinearParameters> linears = new ArrayList<>();
  private final SplitMix64 random;
  private final MiniBatch batch;
  private final Network live;
  private final Adam adam;
  private final NetworkMeans trainingMeans;
  private final @Nullable NetworkMeans validationMeans;

  AdamTraining(
      TrainingOptions options,
      Dataset training,
      @Nullable Dataset validation,
      TrainingListener listener,
      Workers workers) {
    this.options = options;
    this.listener = listener;
    this.training = training;
    random = new SplitMix64(options.seed());
    int width = training.columns();
    for (int hidden : options.hidden()) {
      linears.add(initialised(width, hidden, 2));
      width = hidden;
    }
    linears.add(initialised(width, training.classes(), 1));
    int size = Math.min(options.batchSize(), training.rows());
    batch = new MiniBatch(training, options.cost(), options.l2(), linears, size, workers);
    live = Network.of(batch.layers());
    adam = new Adam(options.learningRate());
    trainingMeans = new NetworkMeans(training, workers);
    validationMeans = validation == null ? null : new NetworkMeans(validation, workers);
  }

  private LinearParameters initialised(int inputs, int outputs, double gain) {
    LinearParameters linear = new LinearParameters(inputs, outputs);
    linear.initialise(random, gain);
    return linear;
  }

  TrainingResult run() {
    int[] order = new int[training.rows()];
    for (int row = 0; row < order.length; row++) {
      order[row] = row;
    }
    double best = Double.POSITIVE_INFINITY;
    int bestEpoch = 0;
    int epoch = 0;
    String stoppedBecause = "the limit of epochs is reached";
    while (epoch < options.epochs()) {
      epoch++;
      random.shuffle(order);
      double meanLoss = epoch(order, epoch);
      double validationLogLoss = Double.NaN;
      if (validationMeans != null) {
        validationLogLoss = validationMeans.mean(live, new CrossEntropy());
        if (validationLogLoss < best) {
          best = validationLogLoss;
          bestEpoch = epoch;
          linears.forEach(LinearParameters::keep);
        }
      }
      double objective = meanLoss + trainingMeans.penalty(live, options.l2());
      listener.progress(
          new TrainingProgress(epoch, options.epochs(), objective, validationLogLoss));
      if (validationMeans != null && epoch - bestEpoch >= options.patience()) {
        stoppedBecause =
            "the validation log-loss has not improved for " + options.patience() + " epochs";
        break;
      }
    }
    if (bestEpoch > 0) {
      linears.forEach(LinearParameters::restore);
    }
    Network network = network();
    double objective = trainingMeans.objective(network, options.cost(), options.l2());
    return new TrainingResult(
        network,
        epoch,
        objective,
        stoppedBecause,
        "adam",
        new TrainingDetails(
            options.solverReason(), options.l2(), Double.NaN, Double.NaN, null, null, null));
  }

  /// One pass over all rows.
  ///
  /// @return `(1/Σw) Σ w_i L_i`, each row's cost taken before its batch's step
  private double epoch(int[] order, int epoch) {
    double sum = 0;
    int size = Math.min(options.batchSize(), order.length);
    for (int start = 0; start < order.length; start += size) {
      int rows = Math.min(size, order.length - start);
      double loss = batch.step(order, start, rows, adam);
      if (!Double.isFinite(loss)) {
        throw new TrainingException(
            "the cost of a batch is %s in epoch %d, batch %d: try a learning rate below %s"
                .formatted(loss, epoch, start / size + 1, options.learningRate()));
      }
      sum += loss;
    }
    return sum / order.length;
  }

  private Network network() {
    List<Layer> layers = new ArrayList<>();
    for (LinearParameters linear : linears) {
      if (!layers.isEmpty()) {
        layers.add(new Relu());
      }
      layers.add(linear.snapshot());
    }
    return Network.of(layers);
  }
}
