package io.github.softjac.trainer;

import io.github.softjac.internal.matrix.MatrixProduct;
import io.github.softjac.layer.Linear;
import io.github.softjac.optimizer.Adam;
import java.util.Arrays;

/// One linear layer while it is trained: W, Wᵀ and b, their gradients and Adam's moments.
///
/// The work on W is cut into pieces of whole rows of W, by its shape alone. Each element's gradient
/// runs along the rows of the batch in order, so its bits do not depend on who does which piece.
final class LinearParameters {

  /// Weights of a piece, about: enough work to be worth handing out.
  private static final int PIECE = 8192;

  private final int inputs;
  private final int outputs;
  private final float[][] weights;
  private final float[][] transposed;
  private final float[] bias;
  private final float[][] weightGradient;
  private final float[] biasGradient;
  private final float[][] weightMean;
  private final float[][] weightVariance;
  private final float[] biasMean;
  private final float[] biasVariance;
  private final float[][] bestWeights;
  private final float[] bestBias;
  private final int rowsOfPiece;

  LinearParameters(int inputs, int outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    weights = new float[inputs][outputs];
    transposed = new float[outputs][inputs];
    bias = new float[outputs];
    weightGradient = new float[inputs][outputs];
    biasGradient = new float[outputs];
    weightMean = new float[inputs][outputs];
    weightVariance = new float[inputs][outputs];
    biasMean = new float[outputs];
    biasVariance = new float[outputs];
    bestWeights = new float[inputs][outputs];
    bestBias = new float[outputs];
    rowsOfPiece = Math.max(1, PIECE / outputs);
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return outputs;
  }

  /// The layer over these parameters, as they change.
  Linear live() {
    return Linear.over(weights, transposed, bias);
  }

  /// A layer of its own with the parameters as they are.
  Linear snapshot() {
    Linear live = live();
    return new Linear(inputs, outputs, live.weights(), live.bias());
  }

  /// Draws `W` uniformly from `[−limit, limit)`, `limit = √(3 gain / inputs)`, that is of variance
  /// `gain / inputs`; `b = 0`. A gain of 2 keeps the variance through a ReLU (He et al., Delving
  /// deep into rectifiers, ICCV 2015), a gain of 1 through the linear layer itself.
  void initialise(SplitMix64 random, double gain) {
    float limit = (float) Math.sqrt(3 * gain / inputs);
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < outputs; j++) {
        weights[i][j] = random.nextFloat(limit);
        transposed[j][i] = weights[i][j];
      }
    }
    Arrays.fill(bias, 0f);
  }

  /// Number of pieces that [#gradient] and [#update] are cut into.
  int pieces() {
    return Math.ceilDiv(inputs, rowsOfPiece);
  }

  /// `∂f/∂W = xᵀ dy + l2 W` of one piece, and with the first `∂f/∂b = Σ_rows dy`.
  void gradient(int piece, float[][] x, float[][] dy, int rows, float l2) {
    int from = piece * rowsOfPiece;
    int to = Math.min(inputs, from + rowsOfPiece);
    for (int i = from; i < to; i++) {
      start(weightGradient[i], l2, weights[i]);
    }
    MatrixProduct.addTransposed(x, dy, weightGradient, rows, outputs, from, to);
    if (piece == 0) {
      Arrays.fill(biasGradient, 0f);
      for (int row = 0; row < rows; row++) {
        add(biasGradient, dy[row]);
      }
    }
  }

  private static void start(float[] gradient, float l2, float[] w) {
    for (int j = 0; j < w.length; j++) {
      gradient[j] = l2 * w[j];
    }
  }

  private static void add(float[] sum, float[] row) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += row[j];
    }
  }

  /// One step of Adam for one piece.
  void update(int piece, Adam adam) {
    int from = piece * rowsOfPiece;
    int to = Math.min(inputs, from + rowsOfPiece);
    for (int i = from; i < to; i++) {
      adam.update(weights[i], weightGradient[i], weightMean[i], weightVariance[i]);
    }
    transpose(from, to);
    if (piece == 0) {
      adam.update(bias, biasGradient, biasMean, biasVariance);
    }
  }

  private void transpose(int from, int to) {
    for (int j = 0; j < outputs; j++) {
      float[] column = transposed[j];
      for (int i = from; i < to; i++) {
        column[i] = weights[i][j];
      }
    }
  }

  /// `∂f/∂W` `[inputs][outputs]`, as last computed.
  float[][] weightGradient() {
    return weightGradient;
  }

  /// `∂f/∂b` `[outputs]`, as last computed.
  float[] biasGradient() {
    return biasGradient;
  }

  /// Keeps the parameters as they are, for [#restore()].
  void keep() {
    for (int i = 0; i < inputs; i++) {
      System.arraycopy(weights[i], 0, bestWeights[i], 0, outputs);
    }
    System.arraycopy(bias, 0, bestBias, 0, outputs);
  }

  /// Goes back to what was kept.
  void restore() {
    for (int i = 0; i < inputs; i++) {
      System.arraycopy(bestWeights[i], 0, weights[i], 0, outputs);
    }
    System.arraycopy(bestBias, 0, bias, 0, outputs);
    transpose(0, inputs);
  }
}
