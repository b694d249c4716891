package io.github.softjac.trainer;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.linear.LinearSoftmax;
import io.github.softjac.model.Network;
import io.github.softjac.model.RowLogits;
import io.github.softjac.optimizer.IterationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Cross-validation of linear models: each fold is predicted by a model of the other ones.
///
/// Nothing is copied: a model of some folds is one of all rows with weight 0 on the others.
final class CrossValidation {

  /// Largest and smallest l2 of a path, and the factor between two.
  private static final double LARGEST = 10;

  private static final double SMALLEST = 1e-6;
  private static final double FACTOR = 0.31622776601683794;

  /// The path ends where the log-loss has been above the least one so many times in a row.
  private static final int RISES = 3;

  private final TrainingOptions options;
  private final Dataset data;
  private final Workers workers;
  private final BooleanSupplier timeIsUp;
  private final int folds;
  private final int[] foldOf;
  private final Dataset[] training;
  private final LinearSoftmax[] heldOut;
  private final double[] heldOutWeight;

  /// With the folds of the options' selection.
  CrossValidation(
      TrainingOptions options, Dataset data, BooleanSupplier timeIsUp, Workers workers) {
    this.options = options;
    this.data = data;
    this.workers = workers;
    this.timeIsUp = timeIsUp;
    folds = options.selection().folds();
    if (folds > data.rows()) {
      throw new TrainingException(
          "%d folds of %d rows: there must be a row for each fold".formatted(folds, data.rows()));
    }
    foldOf = Folds.of(data.labels(), data.classes(), folds, options.seed());
    training = new Dataset[folds];
    heldOut = new LinearSoftmax[folds];
    heldOutWeight = new double[folds];
    for (int fold = 0; fold < folds; fold++) {
      split(fold);
    }
  }

  private void split(int fold) {
    float[] others = new float[data.rows()];
    float[] own = new float[data.rows()];
    for (int row = 0; row < others.length; row++) {
      (foldOf[row] == fold ? own : others)[row] = data.weight(row);
    }
    training[fold] = data.withWeights(others);
    heldOutWeight[fold] = data.withWeights(own).totalWeight();
    if (!(training[fold].totalWeight() > 0) || heldOutWeight[fold] == 0) {
      throw new TrainingException(
          "fold %d of %d has no weight, or all of it: fewer folds are needed"
              .formatted(fold + 1, folds));
    }
    heldOut[fold] =
        LinearSoftmax.ofLabels(
            data.features(),
            data.labels(),
            own,
            data.classes(),
            BatchCost.of(new CrossEntropy()),
            workers);
  }

  /// Tries penalties from the largest on, each fold from its last solution.
  PenaltyPath path(TrainingListener listener) {
    int steps = (int) Math.round(StrictMath.log(SMALLEST / LARGEST) / StrictMath.log(FACTOR)) + 1;
    double[][] solutions = new double[folds][];
    List<PenaltyPath.Point> points = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    int rises = 0;
    double l2 = LARGEST;
    for (int step = 1; step <= steps && rises < RISES; step++) {
      PenaltyPath.Point point = point(l2, solutions);
      points.add(point);
      listener.progress(new TrainingProgress(step, steps, point.logLoss(), point.logLoss()));
      rises = point.logLoss() > least ? rises + 1 : 0;
      least = Math.min(least, point.logLoss());
      if (timeIsUp.getAsBoolean()) {
        break;
      }
      // Powers of ten are hit exactly, so that the choice reads well.
      l2 = step % 2 == 0 ? LARGEST / tenTo(step / 2) : LARGEST / tenTo(step / 2) * FACTOR;
    }
    return PenaltyPath.of(folds, points);
  }

  private static double tenTo(int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private PenaltyPath.Point point(double l2, double[][] solutions) {
    double[] losses = new double[folds];
    double sum = 0;
    double weight = 0;
    double plain = 0;
    for (int fold = 0; fold < folds; fold++) {
      LinearFit fit = fit(fold, l2);
      double[] start = solutions[fold] == null ? new double[fit.size()] : solutions[fold];
      solutions[fold] =
          fit.minimise(start, options.epochs(), timeIsUp, IterationListener.NONE).point();
      losses[fold] = heldOut[fold].value(solutions[fold]);
      sum += heldOutWeight[fold] * losses[fold];
      weight += heldOutWeight[fold];
      plain += losses[fold] / folds;
    }
    double squares = 0;
    for (double loss : losses) {
      squares += (loss - plain) * (loss - plain);
    }
    return new PenaltyPath.Point(
        l2, sum / weight, Math.sqrt(squares / ((double) folds * (folds - 1))));
  }

  private LinearFit fit(int fold, double l2) {
    return new LinearFit(
        training[fold], options.cost(), options.solver(), l2, options.l1(), workers);
  }

  /// The logits of every row by the model of the other folds. These models are trained to their end
  /// whatever the time: half-trained ones would say nothing of the model that is saved.
  ///
  /// @return row-major `[rows × classes]`
  float[] logits(double l2) {
    int classes = data.classes();
    float[] all = new float[Math.multiplyExact(data.rows(), classes)];
    float[] z = new float[classes];
    for (int fold = 0; fold < folds; fold++) {
      LinearFit fit = fit(fold, l2);
      double[] point =
          fit.minimise(
                  new double[fit.size()], options.epochs(), () -> false, IterationListener.NONE)
              .point();
      Network network = fit.network(point);
      RowLogits logits = new RowLogits(network, data.features());
      for (int row = 0; row < foldOf.length; row++) {
        if (foldOf[row] == fold) {
          logits.compute(row, row + 1, z);
          System.arraycopy(z, 0, all, row * classes, classes);
        }
      }
    }
    return all;
  }
}
