package io.github.softjac.trainer;

import io.github.softjac.cost.Cost;
import io.github.softjac.internal.matrix.MatrixProduct;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.optimizer.Objective;
import java.util.Arrays;

/// `f(W, b) = (1/Σw) Σ_i w_i L(softmax(x_i W + b), t_i) + (l2/2) ‖W‖²` over all rows, in double.
///
/// Parameters are one vector: the weights of class 0, of class 1, … `[classes × columns]`, then the
/// intercepts `[classes]`.
///
/// Rows are cut into pieces of [#PIECE] rows and pieces into tiles of [#TILE]. Each piece has a
/// partial result of its own, and these are folded in piece order, so that the bits do not depend
/// on the number of threads. Pieces go through in waves, so that memory does not depend on the
/// number of rows.
final class LinearObjective implements Objective {

  /// Rows of a piece.
  private static final int PIECE = 512;

  private static final int PIECES_A_WORKER = 2;

  private final Dataset data;
  private final Cost cost;
  private final double l2;
  private final Workers workers;
  private final int columns;
  private final int classes;
  private final double totalWeight;
  private final LinearTile[] tiles;
  private final Partial[] partials;

  /// What one piece adds: its losses, and its gradient by weights and intercepts.
  private static final class Partial {
    double loss;
    final double[][] weights;
    final double[] intercepts;

    Partial(int classes, int columns) {
      weights = new double[classes][columns];
      intercepts = new double[classes];
    }
  }

  LinearObjective(Dataset data, Cost cost, double l2, Workers workers) {
    this.data = data;
    this.cost = cost;
    this.l2 = l2;
    this.workers = workers;
    columns = data.columns();
    classes = data.classes();
    totalWeight = data.totalWeight();
    tiles = new LinearTile[workers.count()];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = new LinearTile(columns, classes);
    }
    int wave = Math.min(PIECES_A_WORKER * workers.count(), Math.max(1, pieces()));
    partials = new Partial[wave];
    for (int i = 0; i < wave; i++) {
      partials[i] = new Partial(classes, columns);
    }
  }

  @Override
  public int size() {
    return Math.multiplyExact(classes, columns + 1);
  }

  private int pieces() {
    return Math.ceilDiv(data.rows(), PIECE);
  }

  @Override
  public double value(double[] w, double[] gradient) {
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int first = 0; first < pieces(); first += partials.length) {
      int start = first;
      int wave = Math.min(partials.length, pieces() - first);
      workers.run(wave, (slot, worker) -> addPiece(start + slot, w, partials[slot], tiles[worker]));
      for (int slot = 0; slot < wave; slot++) {
        loss += partials[slot].loss;
        fold(partials[slot], gradient);
      }
    }
    double squares = 0;
    for (int i = 0; i < classes * columns; i++) {
      squares = Math.fma(w[i], w[i], squares);
      gradient[i] = Math.fma(l2, w[i], gradient[i]);
    }
    return loss + 0.5 * l2 * squares;
  }

  private void fold(Partial partial, double[] gradient) {
    int at = 0;
    for (double[] ofClass : partial.weights) {
      for (int j = 0; j < columns; j++) {
        gradient[at++] += ofClass[j];
      }
    }
    for (double intercept : partial.intercepts) {
      gradient[at++] += intercept;
    }
  }

  private void addPiece(int piece, double[] w, Partial partial, LinearTile tile) {
    partial.loss = 0;
    for (double[] ofClass : partial.weights) {
      Arrays.fill(ofClass, 0);
    }
    Arrays.fill(partial.intercepts, 0);
    int end = (int) Math.min(data.rows(), (piece + 1L) * PIECE);
    for (int from = piece * PIECE; from < end; from += LinearTile.ROWS) {
      int rows = Math.min(LinearTile.ROWS, end - from);
      tile.load(data, from, rows);
      tile.logits(w, rows);
      partial.loss += tile.costs(data, cost, totalWeight, from, rows);
      MatrixProduct.add(tile.dz(), tile.x(), partial.weights, classes, rows, columns);
      tile.addSums(partial.intercepts, rows);
    }
  }
}
