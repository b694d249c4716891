package io.github.softjac.trainer;

import io.github.softjac.cost.Cost;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.model.Network;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Trains a network on rows in memory, by any cost: minimises
///
/// `(1/Σw) Σ_i w_i L(softmax(z_i), t_i) + (l2/2) ‖W‖² + l1 ‖W‖₁`
///
/// where `z_i` are the network's logits of row i, `t_i` its label as a one-hot target and `W` all
/// weights; intercepts are free of the penalty.
///
/// - [Solver#NEWTON], [Solver#LBFGS]: linear networks, all rows at a time, in double, from zero.
///   Stops where no component of the gradient exceeds 1e-6 and the objective is within 1e-8 of its
///   least value by [Optimality], or has stopped falling. For cross-entropy the problem is convex,
///   so that is the global minimum.
/// - [Solver#ADAMW], [Solver#ADAM], [Solver#SGD]: any network, in float, by mini-batches, from
///   random weights. With validation rows it gives back the best epoch's parameters.
///
/// The same rows, options and seed give the same bits, whatever the number of threads, the machine
/// and its SIMD width.
public final class Trainer {

  private final TrainingOptions options;

  /// A trainer with these options; it may train any number of networks.
  public Trainer(TrainingOptions options) {
    this.options = options;
  }

  /// Trains a network.
  ///
  /// @param training rows to fit; at least one, of a weight above 0
  /// @param validation rows to measure progress on, of the same columns and classes; `null`, or no
  ///   weight in them: none
  /// @param listener hears of each iteration or epoch
  /// @throws IllegalArgumentException if there is nothing to train on, or the two tables differ in
  ///   columns or classes
  /// @throws TrainingException if the cost does not fit the number of classes, or the objective is
  ///   not finite, or ceases to be before the first epoch has ended
  /// @throws CheckpointException if training cannot be resumed from the checkpoints there are
  public TrainingResult train(
      Dataset training, @Nullable Dataset validation, TrainingListener listener) {
    return train(null, training, validation, listener);
  }

  /// Trains a network from a start: by Newton or L-BFGS from a linear one that may be near the
  /// optimum, such as that of similar rows or a similar penalty; by mini-batches from any network,
  /// such as one of your own making; `hidden` and its like are not looked at.
  ///
  /// @param start a network of the data's columns and classes, for Newton and L-BFGS of one linear
  ///   layer; see [io.github.softjac.model.NetworkBuilder]
  /// @throws IllegalArgumentException if it is not so
  public TrainingResult trainFrom(
      Network start, Dataset training, @Nullable Dataset validation, TrainingListener listener) {
    if ((start.layers().size() != 1 && !options.solver().byBatches())
        || start.inputs() != training.columns()
        || start.classes() != training.classes()) {
      throw new IllegalArgumentException(
          "start of %d layers, %d inputs and %d classes: allowed is %s of %d and %d"
              .formatted(
                  start.layers().size(),
                  start.inputs(),
                  start.classes(),
                  options.solver().byBatches() ? "a network" : "one layer",
                  training.columns(),
                  training.classes()));
    }
    return train(start, training, validation, listener);
  }

  private TrainingResult train(
      @Nullable Network start,
      Dataset training,
      @Nullable Dataset validation,
      TrainingListener listener) {
    if (!(training.totalWeight() > 0)) {
      throw new IllegalArgumentException(
          "training data of %d rows and a total weight of %s: a weight above 0 is needed"
              .formatted(training.rows(), training.totalWeight()));
    }
    if (validation != null
        && (validation.columns() != training.columns()
            || validation.classes() != training.classes())) {
      throw new IllegalArgumentException(
          "validation data has %d columns and %d classes: the training data has %d and %d"
              .formatted(
                  validation.columns(),
                  validation.classes(),
                  training.columns(),
                  training.classes()));
    }
    requireFitting(options.cost(), training.classes());
    Dataset heldOut = validation == null || validation.totalWeight() == 0 ? null : validation;
    if (options.selection().calibrate() && heldOut == null && options.hidden().length > 0) {
      throw new TrainingException(
          "calibrate with hidden layers needs validation rows, and there are none");
    }
    try (Workers workers = new Workers(options.threads())) {
      Deadline deadline = new Deadline(options.control());
      TrainingOptions suited = options.suitedTo(training);
      Selecting selecting = new Selecting(suited, training, heldOut, deadline::halfPassed, workers);
      PenaltyPath path = selecting.path(listener);
      TrainingOptions chosen = path == null ? suited : suited.withL2(path.chosen());
      TrainingResult result =
          selecting.complete(
              switch (chosen.solver()) {
                case NEWTON, LBFGS ->
                    new LinearTraining(chosen, training, heldOut, listener, deadline, workers)
                        .run(start);
                case ADAM, ADAMW, SGD ->
                    new NetworkTraining(
                            chosen,
                            start == null ? network(training) : start,
                            training,
                            heldOut,
                            listener,
                            workers)
                        .run();
                case AUTO ->
                    throw new IllegalStateException("options have decided what auto means");
              },
              path);
      if (!Double.isFinite(result.objective())) {
        throw new TrainingException(
            ("the objective of the trained network is %s after %d steps of %s: "
                    + "try a larger l2 (now %s) or a smaller learning rate (now %s)")
                .formatted(
                    result.objective(),
                    result.iterations(),
                    result.solver(),
                    chosen.l2(),
                    options.learningRate()));
      }
      return result;
    }
  }

  private Network network(Dataset training) {
    return options
        .layers()
        .network(training.columns(), options.hidden(), training.classes(), options.seed());
  }

  /// A cost may be for so many classes and no other, as one with a matrix is; only data tell how
  /// many there are.
  private static void requireFitting(Cost cost, int classes) {
    double[] y = new double[classes];
    Arrays.fill(y, 1.0 / classes);
    double[] t = new double[classes];
    t[0] = 1;
    try {
      cost.gradient(y, t, new double[classes]);
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "cost %s does not fit data of %d classes: %s".formatted(cost, classes, e.getMessage()),
          e);
    }
  }
}
