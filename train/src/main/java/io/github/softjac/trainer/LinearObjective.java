package io.github.softjac.trainer;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.Cost;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.linear.LinearSoftmax;
import io.github.softjac.linear.SparseRows;
import io.github.softjac.optimizer.CurvedObjective;
import io.github.softjac.optimizer.Preconditioner;

/// `f(W, b) = (1/Σw) Σ_i w_i L(softmax(x_i W + b), t_i) + (l2/2) ‖W‖²` over all rows, in double.
///
/// Parameters are one vector: the weights of class 0, of class 1, … `[classes × columns]`, then the
/// intercepts `[classes]`.
final class LinearObjective implements CurvedObjective {

  /// What W rounded to float moves the value of sparse rows by, at most, as a share of it: on text
  /// of 77 classes values of neighbouring points differed by up to 4e-9 without order, and a line
  /// search that takes such differences for the objective's tries 40 steps in vain.
  private static final double FLOAT_ROUNDING = 0x1p-26;

  /// Weights of a piece.
  private static final int PIECE = 1 << 14;

  private final LinearSoftmax mean;
  private final CurvatureModel curvature;
  private final double l2;
  private final int weights;
  private final double rounding;
  private final Workers workers;
  private final double[] parts;

  LinearObjective(Dataset data, Cost cost, double l2, Workers workers) {
    this.l2 = l2;
    this.workers = workers;
    mean =
        LinearSoftmax.ofLabels(
            data.features(),
            data.labels(),
            data.weights(),
            data.classes(),
            BatchCost.of(cost),
            workers);
    curvature = new CurvatureModel(data, cost, l2, workers);
    weights = mean.size() - data.classes();
    parts = new double[Math.ceilDiv(weights, PIECE)];
    rounding =
        data.features() instanceof SparseRows && !mean.isInDouble()
            ? FLOAT_ROUNDING
            : CurvedObjective.super.rounding();
  }

  @Override
  public int size() {
    return mean.size();
  }

  @Override
  public double rounding() {
    return rounding;
  }

  @Override
  public double value(double[] w, double[] gradient) {
    double value = mean.gradient(w, gradient);
    return value + 0.5 * l2 * addPenalty(w, gradient);
  }

  @Override
  public void hessianProduct(double[] w, double[] v, double[] hv) {
    curvature.product();
    mean.hessianProduct(w, v, hv);
    addPenalty(v, hv);
  }

  @Override
  public Preconditioner preconditioner(double[] w) {
    return curvature.at(w);
  }

  /// Adds `l2 · W` to the first elements of `sum`.
  ///
  /// @return `‖W‖²`, pieces added in order
  private double addPenalty(double[] w, double[] sum) {
    workers.run(
        parts.length,
        (piece, worker) ->
            parts[piece] =
                addPenalty(w, sum, piece * PIECE, Math.min(weights, (piece + 1) * PIECE)));
    double squares = 0;
    for (double part : parts) {
      squares += part;
    }
    return squares;
  }

  private double addPenalty(double[] w, double[] sum, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares = Math.fma(w[i], w[i], squares);
      sum[i] = Math.fma(l2, w[i], sum[i]);
    }
    return squares;
  }
}
