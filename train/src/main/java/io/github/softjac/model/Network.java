package io.github.softjac.model;

import io.github.softjac.layer.Layer;
import io.github.softjac.layer.Linear;
import io.github.softjac.softmax.Softmax;
import java.util.List;

/// Layers in a row, from features to logits; a softmax over the logits gives probabilities.
public final class Network {

  /// Rows that go through the layers together: few enough for a cache, enough to use each weight
  /// many times.
  private static final int BLOCK = 64;

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

  /// The logits of these rows. Safe to call from many threads at a time.
  ///
  /// @param x features, row-major `[rows × inputs]`
  /// @param z receives the logits, row-major `[rows × classes]`; not `x`
  /// @throws IllegalArgumentException if `rows` is negative or an array is too short
  public void logits(float[] x, int rows, float[] z) {
    logits(x, 0, rows, z);
  }

  /// The logits of the rows `[from, to)` of a larger table, as [#logits(float[], int, float[])].
  ///
  /// @param x features, row-major, `[to × inputs]` or longer
  /// @param z receives the logits, row-major `[(to − from) × classes]`; not `x`
  /// @throws IllegalArgumentException if the range is not in order or an array is too short
  public void logits(float[] x, int from, int to, float[] z) {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "rows %d to %d: allowed: 0 or more, in order".formatted(from, to));
    }
    checkLength("x", x.length, to, inputs);
    checkLength("z", z.length, to - from, classes);
    int block = Math.min(BLOCK, to - from);
    float[][][] batches = batches(block);
    for (int start = from; start < to; start += block) {
      int rows = Math.min(block, to - start);
      for (int row = 0; row < rows; row++) {
        System.arraycopy(x, (start + row) * inputs, batches[0][row], 0, inputs);
      }
      for (int i = 0; i < layers.size(); i++) {
        layers.get(i).forward(batches[i], batches[i + 1], 0, rows);
      }
      float[][] last = batches[layers.size()];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(last[row], 0, z, (start - from + row) * classes, classes);
      }
    }
  }

  /// The probabilities of these rows, `softmax(logits)`. Safe to call from many threads at a time.
  ///
  /// @param x features, row-major `[rows × inputs]`
  /// @return `[rows × classes]`
  /// @throws IllegalArgumentException if `rows` is negative or `x` is too short
  public float[] probabilities(float[] x, int rows) {
    checkLength("x", x.length, rows, inputs);
    float[] y = new float[Math.multiplyExact(rows, classes)];
    logits(x, rows, y);
    Softmax.forward(y, y, rows, classes);
    return y;
  }

  /// Room for the input and for each layer's output, `[layers + 1][rows][width]`.
  private float[][][] batches(int rows) {
    float[][][] batches = new float[layers.size() + 1][][];
    int width = inputs;
    batches[0] = new float[rows][width];
    for (int i = 0; i < layers.size(); i++) {
      width = layers.get(i).outputs(width);
      batches[i + 1] = new float[rows][width];
    }
    return batches;
  }

  private static void checkLength(String name, int found, int rows, int width) {
    if (rows < 0 || found < (long) rows * width) {
      throw new IllegalArgumentException(
          "%s has %d elements: %d rows of %d need %d"
              .formatted(name, found, rows, width, (long) rows * width));
    }
  }
}
