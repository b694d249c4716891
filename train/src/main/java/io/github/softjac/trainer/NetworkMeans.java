package io.github.softjac.trainer;

import io.github.softjac.cost.Cost;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.layer.Layer;
import io.github.softjac.model.Network;
import io.github.softjac.model.RowLogits;

/// Weighted means of costs over all rows of a table, from a network's float logits, in double.
final class NetworkMeans {

  /// Rows of a piece; partial sums are folded in piece order.
  private static final int PIECE = 512;

  private final Dataset data;
  private final Workers workers;
  private final double totalWeight;
  private final double[] sums;
  private final float[][] logits;

  NetworkMeans(Dataset data, Workers workers) {
    this.data = data;
    this.workers = workers;
    totalWeight = data.totalWeight();
    sums = new double[Math.ceilDiv(data.rows(), PIECE)];
    int rows = Math.min(PIECE, data.rows());
    logits = new float[workers.count()][rows * data.classes()];
  }

  /// `(1/Σw) Σ w_i L_i`; 0 if `Σw = 0`.
  double mean(Network network, Cost cost) {
    RowLogits rowLogits = new RowLogits(network, data.features());
    workers.run(
        sums.length,
        (piece, worker) -> sums[piece] = sum(rowLogits, cost, piece * PIECE, logits[worker]));
    double sum = 0;
    for (double ofPiece : sums) {
      sum += ofPiece;
    }
    return totalWeight == 0 ? 0 : sum / totalWeight;
  }

  /// `(1/Σw) Σ w_i L_i + (l2/2) ‖W‖²`.
  double objective(Network network, Cost cost, double l2) {
    return mean(network, cost) + penalty(network, l2);
  }

  /// `(l2/2) ‖W‖²`, biases and gains left out.
  double penalty(Network network, double l2) {
    return 0.5 * l2 * squares(network);
  }

  private double sum(RowLogits rowLogits, Cost cost, int from, float[] z) {
    int classes = data.classes();
    int to = (int) Math.min(data.rows(), (long) from + PIECE);
    rowLogits.compute(from, to, z);
    double[] zRow = new double[classes];
    double[] t = new double[classes];
    double[] y = new double[classes];
    double[] dz = new double[classes];
    double sum = 0;
    for (int row = from; row < to; row++) {
      double weight = data.weight(row);
      if (weight == 0) {
        continue;
      }
      for (int k = 0; k < classes; k++) {
        zRow[k] = z[(row - from) * classes + k];
      }
      t[data.labels()[row]] = 1;
      sum += weight * cost.logitGradient(zRow, t, y, dz);
      t[data.labels()[row]] = 0;
    }
    return sum;
  }

  private static double squares(Network network) {
    double squares = 0;
    for (Layer layer : network.layers()) {
      float[] w = layer.parameters();
      for (int i = 0; i < layer.weightCount(); i++) {
        squares = Math.fma((double) w[i], w[i], squares);
      }
    }
    return squares;
  }
}
