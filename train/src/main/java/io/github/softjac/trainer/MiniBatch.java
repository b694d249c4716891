package io.github.softjac.trainer;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.Cost;
import io.github.softjac.internal.parallel.Piece;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.layer.Layer;
import java.util.List;

/// Back-propagation of one batch after another through a network, in buffers made once.
///
/// A batch takes two rounds of work. In the first, pieces of rows go forward, through the cost, and
/// back, each on its own. In the second, pieces of the parameters gather their gradient from all
/// rows, in row order. Nothing in either depends on the number of threads, and no batch allocates.
final class MiniBatch {

  /// Rows of a piece: an eighth of the batch, so that one that is held up does not hold up all, but
  /// no fewer than use the weights well that are read for them, and no more than a cache holds.
  private static final int LEAST = 32;

  private static final int PIECE = 128;

  /// What [#gather] does with a piece if its gradient is all that is wanted.
  static final Piece NOTHING = (piece, worker) -> {};

  private final Dataset data;
  private final BatchCost cost;
  private final float l2;
  private final Workers workers;
  private final Tape tape;
  private final double rowShare;
  private final double[] losses;
  private final Scratch[] scratch;
  private final double[] squares;

  private final Piece rowPiece = this::forwardAndBack;
  private final Piece parameterPiece = this::gather;
  private Piece then = NOTHING;
  private int[] order = {};
  private int start;
  private int rows;
  private int rowsOfPiece;

  /// What one worker needs for one piece.
  private static final class Scratch {
    final float[] z;
    final float[] dz;
    final int[] labels = new int[PIECE];
    final float[] weights = new float[PIECE];
    final double[] losses = new double[PIECE];
    final double[] lanes = new double[GradientNorm.LANES];

    Scratch(int classes) {
      z = new float[PIECE * classes];
      dz = new float[PIECE * classes];
    }
  }

  /// @param layers with their parameters at the start
  /// @param size most rows of a batch
  MiniBatch(Dataset data, Cost cost, double l2, List<Layer> layers, int size, Workers workers) {
    this.data = data;
    this.cost = BatchCost.of(cost);
    this.l2 = (float) l2;
    this.workers = workers;
    rowShare = data.rows() / data.totalWeight();
    tape = new Tape(layers, data.columns(), size);
    losses = new double[size];
    squares = new double[tape.pieces()];
    scratch = new Scratch[workers.count()];
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = new Scratch(data.classes());
    }
  }

  Tape tape() {
    return tape;
  }

  /// The cost of a batch, and on the tape `∂f/∂z` and the gradients behind it, of `f = (1/n) Σ_i
  /// v_i L_i` over its `n` rows, where `v_i = w_i / w̄` and `w̄` is the mean weight of the whole
  /// table: so the mean over all batches is the objective's gradient.
  ///
  /// @param order rows of the table; the batch is `order[start]`, …, `order[start + rows − 1]`
  /// @param draw key of the batch's dropout
  /// @return `Σ_i v_i L_i` over the rows of the batch
  double forwardAndBack(int[] order, int start, int rows, long draw) {
    this.order = order;
    this.start = start;
    this.rows = rows;
    rowsOfPiece = Math.min(Math.clamp(rows / 8, LEAST, PIECE), Math.ceilDiv(rows, 2));
    tape.begin(draw);
    workers.run(Math.ceilDiv(rows, rowsOfPiece), rowPiece);
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      loss += losses[row];
    }
    return loss;
  }

  private void forwardAndBack(int piece, int worker) {
    int from = piece * rowsOfPiece;
    int to = Math.min(rows, from + rowsOfPiece);
    int columns = data.columns();
    for (int row = from; row < to; row++) {
      data.copyRow(order[start + row], tape.input(), row * columns);
    }
    tape.forward(from, to);
    costs(from, to - from, scratch[worker]);
    tape.back(from, to);
  }

  /// The cost of the rows, and `∂f/∂z`: the share of row i in the mean is `v_i / n`.
  private void costs(int from, int count, Scratch scratch) {
    int classes = data.classes();
    for (int i = 0; i < count; i++) {
      int row = order[start + from + i];
      scratch.labels[i] = data.labels()[row];
      scratch.weights[i] = (float) (data.weight(row) * rowShare);
    }
    System.arraycopy(tape.logits(), from * classes, scratch.z, 0, count * classes);
    cost.gradients(
        scratch.z, scratch.labels, scratch.weights, scratch.losses, scratch.dz, count, classes);
    System.arraycopy(scratch.losses, 0, losses, from, count);
    float share = (float) (1.0 / rows);
    float[] dz = tape.logitGradient();
    for (int i = 0; i < count * classes; i++) {
      dz[from * classes + i] = share * scratch.dz[i];
    }
  }

  /// `∂f/∂w + l2 w` of all parameters, from what [#forwardAndBack] left on the tape.
  ///
  /// @param then what is done with a piece of the parameters while its gradient is still in the
  ///   cache
  /// @return the gradient's Euclidean norm
  double gather(Piece then) {
    this.then = then;
    workers.run(tape.pieces(), parameterPiece);
    double sum = 0;
    for (double ofPiece : squares) {
      sum += ofPiece;
    }
    return Math.sqrt(sum);
  }

  private void gather(int piece, int worker) {
    tape.gradient(piece, rows, l2);
    float[] dw = tape.parameterGradients()[tape.layerOfPiece(piece)];
    double[] lanes = scratch[worker].lanes;
    squares[piece] =
        GradientNorm.squares(dw, tape.start(piece), tape.end(piece), lanes)
            + GradientNorm.squares(dw, tape.biasStart(piece), dw.length, lanes);
    then.run(piece, worker);
  }
}
