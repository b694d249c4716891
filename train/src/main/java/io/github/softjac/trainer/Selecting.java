package io.github.softjac.trainer;

import io.github.softjac.evaluate.Metrics;
import io.github.softjac.evaluate.Temperature;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.Linear;
import io.github.softjac.model.Network;
import io.github.softjac.model.RowLogits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What [Selection] asks for around a training: l2 before it, temperature and out-of-fold
/// predictions after it.
final class Selecting {

  private final TrainingOptions options;
  private final Dataset training;
  private final @Nullable Dataset validation;
  private final BooleanSupplier timeIsUp;
  private final Workers workers;

  Selecting(
      TrainingOptions options,
      Dataset training,
      @Nullable Dataset validation,
      BooleanSupplier timeIsUp,
      Workers workers) {
    this.options = options;
    this.training = training;
    this.validation = validation;
    this.timeIsUp = timeIsUp;
    this.workers = workers;
  }

  /// How l2 is chosen; `null` if it is given.
  @Nullable PenaltyPath path(TrainingListener listener) {
    return options.selection().searchL2() ? folds().path(listener) : null;
  }

  private CrossValidation folds() {
    return new CrossValidation(options, training, timeIsUp, workers);
  }

  /// The result with everything that was asked for.
  TrainingResult complete(TrainingResult result, @Nullable PenaltyPath path) {
    Selection selection = options.selection();
    boolean fromFolds = selection.calibrate() && validation == null;
    float[] outOfFold =
        selection.outOfFold() || fromFolds ? folds().logits(result.details().l2()) : null;
    Network network = result.network();
    Calibration calibration = null;
    if (selection.calibrate()) {
      calibration = calibration(network, outOfFold);
      network = scaled(network, calibration.temperature());
    }
    if (outOfFold != null && calibration != null) {
      for (int i = 0; i < outOfFold.length; i++) {
        outOfFold[i] = (float) (outOfFold[i] / calibration.temperature());
      }
    }
    TrainingDetails details = result.details();
    return new TrainingResult(
        network,
        result.iterations(),
        result.objective(),
        result.stoppedBecause(),
        result.solver(),
        new TrainingDetails(
            details.solverReason(),
            details.l2(),
            details.gradientNorm(),
            details.gapBound(),
            path,
            calibration,
            selection.outOfFold() ? outOfFold : null),
        result.stop());
  }

  private Calibration calibration(Network network, float @Nullable [] outOfFold) {
    Dataset heldOut = validation;
    boolean fromFolds = heldOut == null;
    float[] z;
    if (heldOut == null) {
      heldOut = training;
      if (outOfFold == null) {
        throw new IllegalStateException("out-of-fold logits are made where there are no others");
      }
      z = outOfFold;
    } else {
      z = new float[Math.multiplyExact(heldOut.rows(), heldOut.classes())];
      new RowLogits(network, heldOut.features()).compute(0, heldOut.rows(), z);
    }
    double temperature = Temperature.of(z, heldOut.labels(), heldOut.weights(), heldOut.classes());
    return new Calibration(
        temperature,
        fromFolds,
        Metrics.ofLogits(z, 1, heldOut),
        Metrics.ofLogits(z, temperature, heldOut));
  }

  /// The network with its last layer divided by T.
  private static Network scaled(Network network, double temperature) {
    List<Layer> layers = new ArrayList<>(network.layers());
    Linear last = (Linear) layers.getLast();
    layers.set(
        layers.size() - 1,
        new Linear(
            last.inputs(),
            last.outputs(),
            divided(last.weights(), temperature),
            divided(last.bias(), temperature)));
    return Network.of(layers);
  }

  private static float[] divided(float[] values, double divisor) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) (values[i] / divisor);
    }
    return result;
  }
}
