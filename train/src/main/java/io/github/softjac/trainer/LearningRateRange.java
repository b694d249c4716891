package io.github.softjac.trainer;

import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.internal.random.SplitMix64;
import io.github.softjac.model.Network;
import java.util.ArrayList;
import java.util.List;

/// A learning-rate range test (Smith, Cyclical learning rates for training neural networks, WACV
/// 2017): one training whose rate grows from batch to batch by the same factor, until the cost runs
/// away.
///
/// ```java
/// double rate = LearningRateRange.of(options, training).suggested();
/// ```
///
/// @param points a rate and the cost at it, in the order of the test
/// @param suggested a tenth of the rate at which the cost was least
public record LearningRateRange(List<Point> points, double suggested) {

  private static final double FIRST = 1e-6;
  private static final double LAST = 10;
  private static final int BATCHES = 140;

  /// Weight of the past in the smoothed cost.
  private static final double PAST = 0.9;

  /// How many times the least cost is a cost that has run away.
  private static final double RUNAWAY = 4;

  /// One batch of the test.
  ///
  /// @param learningRate of the step after it
  /// @param loss mean cost of a row, smoothed over the batches so far
  public record Point(double learningRate, double loss) {}

  /// Copies the list.
  public LearningRateRange {
    points = List.copyOf(points);
  }

  /// Runs the test with everything but the rate, its schedule and the epochs as in the options.
  ///
  /// @param training at least one row of a weight above 0
  /// @throws IllegalArgumentException if the solver does not go by mini-batches
  public static LearningRateRange of(TrainingOptions options, Dataset training) {
    if (!options.solver().byBatches()) {
      throw new IllegalArgumentException(
          "solver is " + options.solver() + ": allowed: ADAMW, ADAM, SGD");
    }
    Network start =
        options
            .layers()
            .network(training.columns(), options.hidden(), training.classes(), options.seed());
    int size = Math.min(options.batchSize(), training.rows());
    double l2 = options.suitedTo(training).l2();
    try (Workers workers = new Workers(options.threads())) {
      MiniBatch batch = new MiniBatch(training, options.cost(), l2, start.layers(), size, workers);
      ParameterSteps steps =
          new ParameterSteps(
              batch.tape(),
              start.layers(),
              NetworkTraining.optimizer(options),
              options.steps(),
              workers);
      return run(batch, steps, training.rows(), size, options.seed());
    }
  }

  private static LearningRateRange run(
      MiniBatch batch, ParameterSteps steps, int rows, int size, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    int[] order = new int[rows];
    for (int row = 0; row < rows; row++) {
      order[row] = row;
    }
    List<Point> points = new ArrayList<>();
    Point least = new Point(FIRST, Double.POSITIVE_INFINITY);
    double factor = StrictMath.pow(LAST / FIRST, 1.0 / (BATCHES - 1));
    double rate = FIRST;
    double sum = 0;
    double weight = 0;
    int at = rows;
    for (int i = 0; i < BATCHES; i++) {
      if (at + size > rows) {
        random.shuffle(order);
        at = 0;
      }
      double loss = batch.forwardAndBack(order, at, size, random.nextLong()) / size;
      sum = PAST * sum + (1 - PAST) * loss;
      weight = PAST * weight + (1 - PAST);
      if (!Double.isFinite(loss)
          || sum / weight > RUNAWAY * least.loss()
          || !Double.isFinite(steps.step(batch, rate))) {
        break;
      }
      Point point = new Point(rate, sum / weight);
      points.add(point);
      least = point.loss() < least.loss() ? point : least;
      at += size;
      rate *= factor;
    }
    return new LearningRateRange(points, least.learningRate() / 10);
  }
}
