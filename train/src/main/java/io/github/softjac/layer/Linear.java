package io.github.softjac.layer;

import io.github.softjac.internal.matrix.MatrixProduct;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// `y = x W + b`, with `∂L/∂x = ∂L/∂y Wᵀ`, `∂L/∂W = xᵀ ∂L/∂y` and `∂L/∂b = Σ_rows ∂L/∂y`.
///
/// Every element runs along its inner index by fma, in order.
public final class Linear implements Layer {

  private final int inputs;
  private final int outputs;
  private final float[][] weights;
  private final float[] bias;
  private float @Nullable [][] transposed;

  /// A layer with these parameters.
  ///
  /// @param weights W, row-major `[inputs × outputs]`; copied
  /// @param bias b `[outputs]`; copied
  /// @throws IllegalArgumentException if a width is below 1 or an array has another length
  public Linear(int inputs, int outputs, float[] weights, float[] bias) {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "linear layer of %d inputs and %d outputs: at least 1 of each is needed"
              .formatted(inputs, outputs));
    }
    long needed = (long) inputs * outputs;
    if (weights.length != needed || bias.length != outputs) {
      throw new IllegalArgumentException(
          "linear layer of %d inputs and %d outputs has %d weights and %d biases: %d and %d needed"
              .formatted(inputs, outputs, weights.length, bias.length, needed, outputs));
    }
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = new float[inputs][];
    for (int i = 0; i < inputs; i++) {
      this.weights[i] = Arrays.copyOfRange(weights, i * outputs, (i + 1) * outputs);
    }
    this.bias = bias.clone();
  }

  private Linear(float[][] weights, float[][] transposed, float[] bias) {
    this.inputs = weights.length;
    this.outputs = bias.length;
    this.weights = weights;
    this.transposed = transposed;
    this.bias = bias;
  }

  /// A layer over arrays that an optimizer goes on changing: nothing is copied, and whoever changes
  /// `weights` changes `transposed` too.
  ///
  /// @param weights W `[inputs][outputs]`
  /// @param transposed Wᵀ `[outputs][inputs]`
  /// @param bias b `[outputs]`
  /// @throws IllegalArgumentException if a width is below 1 or the shapes do not fit together
  public static Linear over(float[][] weights, float[][] transposed, float[] bias) {
    boolean fits = weights.length >= 1 && bias.length >= 1 && transposed.length == bias.length;
    for (float[] row : weights) {
      fits &= row.length == bias.length;
    }
    for (float[] row : transposed) {
      fits &= row.length == weights.length;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "linear layer over %d rows of weights, %d rows transposed and %d biases: shapes differ"
              .formatted(weights.length, transposed.length, bias.length));
    }
    return new Linear(weights, transposed, bias);
  }

  /// Number of inputs.
  public int inputs() {
    return inputs;
  }

  /// Number of outputs.
  public int outputs() {
    return outputs;
  }

  @Override
  public int outputs(int inputs) {
    if (inputs != this.inputs) {
      throw new IllegalArgumentException(
          "linear layer of %d inputs: found %d".formatted(this.inputs, inputs));
    }
    return outputs;
  }

  /// W, row-major `[inputs × outputs]`, as a copy.
  public float[] weights() {
    float[] flat = new float[inputs * outputs];
    for (int i = 0; i < inputs; i++) {
      System.arraycopy(weights[i], 0, flat, i * outputs, outputs);
    }
    return flat;
  }

  /// b `[outputs]`, as a copy.
  public float[] bias() {
    return bias.clone();
  }

  /// `y = x W + b`.
  @Override
  public void forward(float[][] x, float[][] y, int from, int to) {
    for (int row = from; row < to; row++) {
      System.arraycopy(bias, 0, y[row], 0, outputs);
    }
    MatrixProduct.add(x, weights, y, inputs, outputs, from, to);
  }

  /// Forward: `y = x W + b`, so `∂L/∂x = ∂L/∂y Wᵀ`; `x` is not read.
  @Override
  public void backward(float[][] x, float[][] dy, float[][] dx, int from, int to) {
    float[][] wt = transposed();
    for (int row = from; row < to; row++) {
      Arrays.fill(dx[row], 0, inputs, 0f);
    }
    MatrixProduct.add(dy, wt, dx, outputs, inputs, from, to);
  }

  /// Wᵀ, so that the backward product runs along whole rows as well.
  private synchronized float[][] transposed() {
    if (transposed == null) {
      float[][] wt = new float[outputs][inputs];
      for (int i = 0; i < inputs; i++) {
        for (int j = 0; j < outputs; j++) {
          wt[j][i] = weights[i][j];
        }
      }
      transposed = wt;
    }
    return transposed;
  }
}
