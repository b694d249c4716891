package io.github.softjac.trainer;

import io.github.softjac.internal.parallel.Piece;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.layer.Layer;
import io.github.softjac.optimizer.Optimizer;
import java.util.List;

/// The steps of all parameters: clipping, weight decay, the optimizer, and the moving average; in
/// the pieces of the tape, each of them on its own.
final class ParameterSteps {

  private final Tape tape;
  private final Layer[] layers;
  private final Optimizer optimizer;
  private final StepOptions options;
  private final Workers workers;
  private final Piece piece = this::update;

  /// `[layers][moments][parameters]`.
  private final float[][][] moments;

  /// The moving average, or the parameters themselves where there is none.
  private final float[][] averages;

  private float scale;
  private float toward;

  ParameterSteps(
      Tape tape, List<Layer> layers, Optimizer optimizer, StepOptions options, Workers workers) {
    this.tape = tape;
    this.layers = layers.toArray(new Layer[0]);
    this.optimizer = optimizer;
    this.options = options;
    this.workers = workers;
    moments = new float[this.layers.length][optimizer.moments()][];
    averages = new float[this.layers.length][];
    for (int i = 0; i < moments.length; i++) {
      float[] w = tape.parameters()[i];
      for (int k = 0; k < moments[i].length; k++) {
        moments[i][k] = new float[w.length];
      }
      averages[i] = options.ema() > 0 ? w.clone() : w;
    }
  }

  /// One step along the gradient of a batch that went forward and back.
  ///
  /// Without clipping a piece of the parameters steps as soon as its gradient is there: it is still
  /// in the cache, and nobody waits for the others.
  ///
  /// @return the norm of the gradient; if it is not finite, the parameters are of no use any more
  double step(MiniBatch batch, double learningRate) {
    optimizer.nextStep(learningRate);
    long t = optimizer.steps();
    toward = (float) (1 - Math.min(options.ema(), (1.0 + t) / (10.0 + t)));
    scale = 1;
    if (options.clip() == 0) {
      return batch.gather(piece);
    }
    double norm = batch.gather(MiniBatch.NOTHING);
    if (Double.isFinite(norm)) {
      scale = norm > options.clip() ? (float) (options.clip() / norm) : 1;
      workers.run(tape.pieces(), piece);
    }
    return norm;
  }

  private void update(int piece, int worker) {
    int layer = tape.layerOfPiece(piece);
    int weights = Math.min(tape.end(piece), layers[layer].weightCount());
    update(layer, tape.start(piece), weights, options.weightDecay());
    update(layer, Math.max(tape.start(piece), weights), tape.end(piece), 0);
    update(layer, tape.biasStart(piece), tape.parameters()[layer].length, 0);
    tape.pack(piece);
  }

  private void update(int layer, int from, int to, double decay) {
    if (from >= to) {
      return;
    }
    float[] w = tape.parameters()[layer];
    float[] g = tape.parameterGradients()[layer];
    if (scale != 1) {
      scale(g, scale, from, to);
    }
    optimizer.update(w, g, moments[layer], from, to, decay);
    if (averaging()) {
      average(averages[layer], w, toward, from, to);
    }
  }

  private static void scale(float[] g, float by, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= by;
    }
  }

  private static void average(float[] a, float[] w, float toward, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = Math.fma(toward, w[i] - a[i], a[i]);
    }
  }

  Optimizer optimizer() {
    return optimizer;
  }

  float[][][] moments() {
    return moments;
  }

  /// Whether there is a moving average.
  boolean averaging() {
    return options.ema() > 0;
  }

  /// What is validated and kept: the averages, or the parameters where there are none.
  float[][] averages() {
    return averages;
  }
}
