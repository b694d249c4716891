package io.github.softjac.model;

import io.github.softjac.internal.random.SplitMix64;
import io.github.softjac.layer.Activation;
import io.github.softjac.layer.Dropout;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.LayerNorm;
import io.github.softjac.layer.Linear;
import io.github.softjac.layer.OwnLayer;
import io.github.softjac.layer.Residual;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Builds a network before training, layer by layer:
///
/// ```java
/// Network network = NetworkBuilder.inputs(784, 7)
///     .linear(256).layerNorm().activation(Activation.GELU).dropout(0.1)
///     .residual(block -> block.linear(256).activation(Activation.GELU).linear(256))
///     .linear(10)
///     .build();
/// ```
///
/// Weights are drawn uniformly from `[−limit, limit)`, `limit = √(3 gain / inputs)`, that is of
/// variance `gain / inputs`, with the gain of the activation that follows ([Activation#gain()]; 1
/// where none does); biases are 0. The same seed gives the same network.
public final class NetworkBuilder {

  private final SplitMix64 random;
  private final List<Layer> layers;
  private int width;

  private NetworkBuilder(int inputs, SplitMix64 random, List<Layer> layers) {
    this.width = inputs;
    this.random = random;
    this.layers = layers;
  }

  /// A network for rows of so many features.
  ///
  /// @param seed of the initial weights
  /// @throws IllegalArgumentException if `inputs` is below 1
  public static NetworkBuilder inputs(int inputs, long seed) {
    if (inputs < 1) {
      throw new IllegalArgumentException("inputs is " + inputs + ": at least 1 is needed");
    }
    return new NetworkBuilder(inputs, new SplitMix64(seed), new ArrayList<>());
  }

  /// A linear layer with so many outputs.
  public NetworkBuilder linear(int outputs) {
    return linear(outputs, 1);
  }

  /// A linear layer whose weights have the variance `gain / inputs` at first.
  public NetworkBuilder linear(int outputs, double gain) {
    if (outputs < 1) {
      throw new IllegalArgumentException("outputs is " + outputs + ": at least 1 is needed");
    }
    float limit = (float) Math.sqrt(3 * gain / width);
    float[] weights = new float[Math.multiplyExact(width, outputs)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextFloat(limit);
    }
    layers.add(new Linear(width, outputs, weights, new float[outputs]));
    width = outputs;
    return this;
  }

  /// A linear layer with the gain of the activation, then the activation.
  public NetworkBuilder hidden(int outputs, Activation activation) {
    return linear(outputs, activation.gain()).activation(activation);
  }

  /// A non-linear layer.
  public NetworkBuilder activation(Activation activation) {
    layers.add(activation.layer());
    return this;
  }

  /// Dropout of this rate, in training only.
  public NetworkBuilder dropout(double rate) {
    layers.add(new Dropout(rate));
    return this;
  }

  /// Layer normalisation, with gains of 1 and biases of 0.
  public NetworkBuilder layerNorm() {
    layers.add(LayerNorm.initial(width));
    return this;
  }

  /// A residual block, `y = F(x) + x`.
  ///
  /// @param block adds the layers of F, at least one; the width at its end is that at its start
  /// @throws IllegalArgumentException if it is not
  public NetworkBuilder residual(Consumer<NetworkBuilder> block) {
    int before = layers.size();
    int start = width;
    block.accept(this);
    if (width != start) {
      throw new IllegalArgumentException(
          "residual block from %d inputs to %d outputs: they must be alike"
              .formatted(start, width));
    }
    layers.add(new Residual(layers.size() - before));
    return this;
  }

  /// A layer of your own.
  public NetworkBuilder own(OwnLayer layer) {
    layers.add(layer);
    width = layer.outputs(width);
    return this;
  }

  /// Number of outputs of the last layer so far.
  public int width() {
    return width;
  }

  /// The network.
  ///
  /// @throws IllegalArgumentException as [Network#of]
  public Network build() {
    return Network.of(layers);
  }
}
