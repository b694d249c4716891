package io.github.softjac.layer;

/// `y = x W + b`.
public final class Linear implements Layer {

  private final int inputs;
  private final int outputs;
  private final float[] weights;
  private final float[] bias;

  /// @param weights W, row-major `[inputs × outputs]`; not copied
  /// @param bias b `[outputs]`; not copied
  /// @throws IllegalArgumentException if a width is below 1 or an array has another length
  public Linear(int inputs, int outputs, float[] weights, float[] bias) {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "linear layer of %d inputs and %d outputs: at least 1 of each is needed"
              .formatted(inputs, outputs));
    }
    if (weights.length != (long) inputs * outputs || bias.length != outputs) {
      throw new IllegalArgumentException(
          "linear layer of %d inputs and %d outputs has %d weights and %d biases: %d and %d needed"
              .formatted(
                  inputs, outputs, weights.length, bias.length, (long) inputs * outputs, outputs));
    }
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = weights;
    this.bias = bias;
  }

  public int inputs() {
    return inputs;
  }

  public int outputs() {
    return outputs;
  }

  @Override
  public int outputs(int inputs) {
    if (inputs != this.inputs) {
      throw new IllegalArgumentException(
          "linear layer takes %d inputs: found %d".formatted(this.inputs, inputs));
    }
    return outputs;
  }

  /// W itself, row-major `[inputs × outputs]`, not a copy: to be read, and changed only by a
  /// trainer.
  public float[] weights() {
    return weights;
  }

  /// b itself, `[outputs]`, not a copy: to be read, and changed only by a trainer.
  public float[] bias() {
    return bias;
  }
}
