package io.github.softjac.model;

import io.github.softjac.layer.Layer;
import io.github.softjac.layer.Linear;
import java.util.Arrays;
import java.util.List;

/// Layers in a row, from features to logits; a softmax over the logits gives probabilities.
public final class Network {

  private final List<Layer> layers;
  private final int inputs;
  private final int classes;

  private Network(List<Layer> layers, int inputs, int classes) {
    this.layers = layers;
    this.inputs = inputs;
    this.classes = classes;
  }

  /// A network of these layers.
  ///
  /// @param layers the first and the last are linear, and each takes what the one before gives
  /// @throws IllegalArgumentException if they are not so; the message names the layer
  public static Network of(List<Layer> layers) {
    if (layers.isEmpty()
        || !(layers.getFirst() instanceof Linear first)
        || !(layers.getLast() instanceof Linear)) {
      throw new IllegalArgumentException(
          "a network of " + layers.size() + " layers: the first and the last must be linear");
    }
    int width = first.inputs();
    for (int i = 0; i < layers.size(); i++) {
      try {
        width = layers.get(i).outputs(width);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("layer " + i + ": " + e.getMessage(), e);
      }
    }
    return new Network(List.copyOf(layers), first.inputs(), width);
  }

  /// The layers, first to last.
  public List<Layer> layers() {
    return layers;
  }

  /// Number of features of a row.
  public int inputs() {
    return inputs;
  }

  /// Number of classes K.
  public int classes() {
    return classes;
  }

  public void logits(float[] x, int rows, float[] z) {
    Arrays.fill(z, 0, rows * classes, x[0]);
  }

  public float[] probabilities(float[] x, int rows) {
    float[] y = new float[rows * classes];
    logits(x, rows, y);
    return y;
  }
}
