package io.github.softjac.linear;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.internal.parallel.Workers;
import org.jspecify.annotations.Nullable;

/// Shares a model out by rows: each worker has a gradient of its own for the piece it is at, and
/// adds it to that of all when all earlier pieces are there.
final class RowPass implements Pass {

  private final Features x;
  private final Workers workers;
  private final Turns turns = new Turns();
  private final Sweep[] sweeps;
  private double sum;

  private RowPass(Features x, Workers workers) {
    this.x = x;
    this.workers = workers;
    sweeps = new Sweep[workers.count()];
  }

  /// In double throughout.
  static Pass inDouble(Features x, Targets targets, BatchCost cost, int classes, Workers workers) {
    RowPass pass = new RowPass(x, workers);
    for (int i = 0; i < pass.sweeps.length; i++) {
      pass.sweeps[i] = new DoubleSweep(x, targets, cost, classes);
    }
    return pass;
  }

  /// In float, for a gradient that fits the second-level cache.
  static Pass inFloat(Features x, Targets targets, BatchCost cost, int classes, Workers workers) {
    RowPass pass = new RowPass(x, workers);
    LogitStore store = new LogitStore(x, classes);
    PaddedWeights w = new PaddedWeights(classes, x.columns());
    PaddedWeights v = new PaddedWeights(classes, x.columns());
    for (int i = 0; i < pass.sweeps.length; i++) {
      BlockOfTargets own = new BlockOfTargets(targets, cost, classes, Sweep.ROWS);
      pass.sweeps[i] = new DenseSweep(x, own, w, v, store);
    }
    return (parameters, direction, result) -> {
      if (direction != null) {
        v.set(direction);
      }
      if (direction == null || !store.holds(parameters)) {
        store.begin();
        w.set(parameters);
      }
      double sum = pass.run(parameters, direction, result);
      store.end(parameters);
      return sum;
    };
  }

  @Override
  public double run(double[] w, double @Nullable [] v, double @Nullable [] result) {
    sum = 0;
    turns.reset();
    workers.run(
        Math.ceilDiv(x.rows(), Sweep.ROWS),
        (piece, worker) -> runPiece(piece, sweeps[worker], w, v, result));
    return sum;
  }

  private void runPiece(
      int piece, Sweep sweep, double[] w, double @Nullable [] v, double @Nullable [] result) {
    try {
      double loss = sweep.run(piece * Sweep.ROWS, w, v, result != null);
      if (turns.await(piece)) {
        sum += loss;
        if (result != null) {
          sweep.addTo(result);
        }
        turns.done();
      }
    } catch (RuntimeException | Error e) {
      turns.fail();
      throw e;
    }
  }
}
