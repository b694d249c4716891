package io.github.softjac.layer;

import io.github.softjac.linear.MatrixProduct;
import java.util.Arrays;

/// `y = x W + b`, with `∂L/∂x = ∂L/∂y Wᵀ`, `∂L/∂W = xᵀ ∂L/∂y` and `∂L/∂b = Σ_rows ∂L/∂y`.
///
/// Every element runs along its inner index by fma, in order. The parameters are W, row-major
/// `[inputs × outputs]`, then b `[outputs]`.
public final class Linear implements Layer {

  private final int inputs;
  private final int outputs;
  private final float[] parameters;

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
    parameters = Arrays.copyOf(weights, Math.addExact(weights.length, outputs));
    System.arraycopy(bias, 0, parameters, weights.length, outputs);
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
    return Arrays.copyOf(parameters, inputs * outputs);
  }

  /// b `[outputs]`, as a copy.
  public float[] bias() {
    return Arrays.copyOfRange(parameters, inputs * outputs, parameters.length);
  }

  @Override
  public float[] parameters() {
    return parameters.clone();
  }

  @Override
  public Linear withParameters(float[] w) {
    if (w.length != parameters.length) {
      throw new IllegalArgumentException(
          "linear layer of %d inputs and %d outputs has %d parameters: found %d"
              .formatted(inputs, outputs, parameters.length, w.length));
    }
    return new Linear(
        inputs,
        outputs,
        Arrays.copyOf(w, inputs * outputs),
        Arrays.copyOfRange(w, inputs * outputs, w.length));
  }

  @Override
  public int weightCount() {
    return inputs * outputs;
  }

  @Override
  public void forward(float[] x, float[] y, int from, int to, int inputs) {
    forward(parameters, x, y, from, to, inputs);
  }

  /// `y = x W + b`.
  @Override
  public void forward(float[] w, float[] x, float[] y, int from, int to, int inputs) {
    for (int row = from; row < to; row++) {
      System.arraycopy(w, inputs * outputs, y, row * outputs, outputs);
    }
    MatrixProduct.add(
        x,
        from * inputs,
        inputs,
        w,
        0,
        outputs,
        y,
        from * outputs,
        outputs,
        to - from,
        inputs,
        outputs);
  }

  /// `y = x W + b` of one row given by its entries that are not 0, in ascending order: bit for bit
  /// that of the row in full, since a 0 adds `0 · w` to a sum.
  ///
  /// @param places inputs of the entries `[from, to)`
  /// @param y receives `[outputs]` from `yAt` on
  public void forward(int[] places, float[] values, int from, int to, float[] y, int yAt) {
    System.arraycopy(parameters, inputs * outputs, y, yAt, outputs);
    for (int e = from; e < to; e++) {
      float x = values[e];
      int row = places[e] * outputs;
      for (int j = 0; j < outputs; j++) {
        y[yAt + j] = Math.fma(x, parameters[row + j], y[yAt + j]);
      }
    }
  }

  /// Forward: `y = x W + b`, so `∂L/∂x = ∂L/∂y Wᵀ`.
  @Override
  public void backward(
      float[] w, float[] x, float[] y, float[] dy, float[] dx, int from, int to, int inputs) {
    Arrays.fill(dx, from * inputs, to * inputs, 0f);
    MatrixProduct.addTransposedB(
        dy,
        from * outputs,
        outputs,
        w,
        0,
        outputs,
        dx,
        from * inputs,
        inputs,
        to - from,
        outputs,
        inputs);
  }

  @Override
  public void gradient(float[] x, float[] dy, float[] dw, int rows, int inputs) {
    weightGradient(x, dy, dw, rows, 0, inputs);
    biasGradient(dy, dw, rows);
  }

  /// Adds `∂L/∂W = xᵀ ∂L/∂y` for the rows `[from, to)` of W: a part that may be computed apart.
  public void weightGradient(float[] x, float[] dy, float[] dw, int rows, int from, int to) {
    MatrixProduct.addTransposedA(
        x, from, inputs, dy, 0, outputs, dw, from * outputs, outputs, to - from, rows, outputs);
  }

  /// Adds `∂L/∂b = Σ_rows ∂L/∂y`.
  public void biasGradient(float[] dy, float[] dw, int rows) {
    int at = inputs * outputs;
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < outputs; j++) {
        dw[at + j] += dy[row * outputs + j];
      }
    }
  }

  @Override
  public void forward(double[] w, double[] x, double[] y, int from, int to, int inputs) {
    for (int row = from; row < to; row++) {
      for (int j = 0; j < outputs; j++) {
        double sum = w[inputs * outputs + j];
        for (int i = 0; i < inputs; i++) {
          sum = Math.fma(x[row * inputs + i], w[i * outputs + j], sum);
        }
        y[row * outputs + j] = sum;
      }
    }
  }

  /// Forward: `y = x W + b`, so `∂L/∂x = ∂L/∂y Wᵀ`.
  @Override
  public void backward(
      double[] w, double[] x, double[] y, double[] dy, double[] dx, int from, int to, int inputs) {
    for (int row = from; row < to; row++) {
      for (int i = 0; i < inputs; i++) {
        double sum = 0;
        for (int j = 0; j < outputs; j++) {
          sum = Math.fma(dy[row * outputs + j], w[i * outputs + j], sum);
        }
        dx[row * inputs + i] = sum;
      }
    }
  }

  @Override
  public void gradient(double[] x, double[] dy, double[] dw, int rows, int inputs) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < outputs; j++) {
        double dyj = dy[row * outputs + j];
        for (int i = 0; i < inputs; i++) {
          int at = i * outputs + j;
          dw[at] = Math.fma(x[row * inputs + i], dyj, dw[at]);
        }
        dw[inputs * outputs + j] += dyj;
      }
    }
  }
}
