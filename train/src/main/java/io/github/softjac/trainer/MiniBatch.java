package io.github.softjac.trainer;

import io.github.softjac.cost.Cost;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.Relu;
import io.github.softjac.optimizer.Adam;
import java.util.ArrayList;
import java.util.List;

/// Back-propagation of one batch after another through a network, in buffers made once.
///
/// A batch takes two rounds of work. In the first, pieces of [#PIECE] rows go forward, through the
/// cost, and back, each on its own. In the second, pieces of the weights gather their gradient from
/// all rows, in row order, and take their step. Nothing in either depends on the number of threads.
final class MiniBatch {

  /// Rows of a piece.
  private static final int PIECE = 16;

  private final Dataset data;
  private final Cost cost;
  private final float l2;
  private final Workers workers;
  private final double rowShare;
  private final List<LinearParameters> linears;
  private final List<Layer> layers = new ArrayList<>();

  /// `[layers + 1][batch][width]`: the input, then each layer's output.
  private final float[][][] outputs;

  /// `∂f/∂output`, in the same places; none for the input.
  private final float[][][] gradients;

  private final double[] losses;
  private final float[][] targets;
  private final float[][] probabilities;

  /// @param linears the linear layers; a ReLU stands between each two
  MiniBatch(
      Dataset data,
      Cost cost,
      double l2,
      List<LinearParameters> linears,
      int size,
      Workers workers) {
    this.data = data;
    this.cost = cost;
    this.l2 = (float) l2;
    this.workers = workers;
    this.linears = List.copyOf(linears);
    rowShare = data.rows() / data.totalWeight();
    for (LinearParameters linear : linears) {
      if (!layers.isEmpty()) {
        layers.add(new Relu());
      }
      layers.add(linear.live());
    }
    outputs = new float[layers.size() + 1][][];
    gradients = new float[layers.size() + 1][][];
    int width = data.columns();
    outputs[0] = new float[size][width];
    for (int i = 0; i < layers.size(); i++) {
      width = layers.get(i).outputs(width);
      outputs[i + 1] = new float[size][width];
      gradients[i + 1] = new float[size][width];
    }
    losses = new double[size];
    targets = new float[workers.count()][data.classes()];
    probabilities = new float[workers.count()][data.classes()];
  }

  /// The layers, over the parameters as they change.
  List<Layer> layers() {
    return layers;
  }

  /// Computes `∂f/∂W` and `∂f/∂b` of `f = (1/n) Σ_i v_i L_i + (l2/2) ‖W‖²` over `n` rows, where
  /// `v_i = w_i / w̄` and `w̄` is the mean weight of the whole table: so the mean over all batches
  /// is the objective's gradient.
  ///
  /// @param order rows of the table; the batch is `order[start]`, …, `order[start + rows − 1]`
  /// @return `Σ_i v_i L_i` over the rows of the batch
  double gradient(int[] order, int start, int rows) {
    double loss = forwardAndBack(order, start, rows);
    forEachPieceOfWeights((linear, layer, piece) -> gather(linear, layer, piece, rows));
    return loss;
  }

  /// As [#gradient], followed by one step of Adam. The parameters are left alone if the loss is not
  /// finite.
  double step(int[] order, int start, int rows, Adam adam) {
    double loss = forwardAndBack(order, start, rows);
    if (Double.isFinite(loss)) {
      adam.nextStep();
      forEachPieceOfWeights((linear, layer, piece) -> {
        gather(linear, layer, piece, rows);
        linear.update(piece, adam);
      });
    }
    return loss;
  }

  private double forwardAndBack(int[] order, int start, int rows) {
    workers.run(
        Math.ceilDiv(rows, PIECE),
        (piece, worker) -> {
          int from = piece * PIECE;
          int to = Math.min(rows, from + PIECE);
          forward(order, start, from, to);
          costs(order, start, from, to, rows, worker);
          back(from, to);
        });
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      loss += losses[row];
    }
    return loss;
  }

  private void forward(int[] order, int start, int from, int to) {
    for (int row = from; row < to; row++) {
      data.copyRow(order[start + row], outputs[0][row], 0);
    }
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).forward(outputs[i], outputs[i + 1], from, to);
    }
  }

  private void costs(int[] order, int start, int from, int to, int rows, int worker) {
    float[] t = targets[worker];
    float[] y = probabilities[worker];
    for (int row = from; row < to; row++) {
      int label = data.labels()[order[start + row]];
      double weight = data.weight(order[start + row]) * rowShare;
      float[] z = outputs[layers.size()][row];
      float[] dz = gradients[layers.size()][row];
      t[label] = 1;
      double loss = cost.logitGradient(z, t, y, dz);
      t[label] = 0;
      losses[row] = weight == 0 ? 0 : weight * loss;
      float share = (float) (weight / rows);
      for (int k = 0; k < dz.length; k++) {
        dz[k] = share == 0 ? 0 : share * dz[k];
      }
    }
  }

  private void back(int from, int to) {
    for (int i = layers.size() - 1; i >= 1; i--) {
      layers.get(i).backward(outputs[i], gradients[i + 1], gradients[i], from, to);
    }
  }

  private void gather(LinearParameters linear, int layer, int piece, int rows) {
    linear.gradient(piece, outputs[layer], gradients[layer + 1], rows, l2);
  }

  /// Work on one piece of one linear layer.
  @FunctionalInterface
  private interface PieceOfWeights {
    void run(LinearParameters linear, int layer, int piece);
  }

  /// Pieces are numbered through all linear layers; layer `2i` of the network is linear layer `i`.
  private void forEachPieceOfWeights(PieceOfWeights work) {
    int pieces = 0;
    for (LinearParameters linear : linears) {
      pieces += linear.pieces();
    }
    workers.run(
        pieces,
        (piece, worker) -> {
          int i = 0;
          int rest = piece;
          while (rest >= linears.get(i).pieces()) {
            rest -= linears.get(i).pieces();
            i++;
          }
          work.run(linears.get(i), 2 * i, rest);
        });
  }
}
