package io.github.softjac.model;

import io.github.softjac.layer.Layer;
import io.github.softjac.layer.Linear;
import io.github.softjac.layer.Residual;
import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import java.util.List;

/// Layers in a row, from features to logits; a softmax over the logits gives probabilities.
public final class Network {

  /// Rows that go through the layers together: few enough for a cache, enough to use each weight
  /// many times.
  private static final int BLOCK = 64;

  private final List<Layer> layers;

  /// Width of the input, then of each layer's output, `[layers + 1]`.
  private final int[] widths;

  /// Each thread's room for a block of rows, `[layers + 1][rows × width]`.
  private final ThreadLocal<float[][]> room;

  private Network(List<Layer> layers, int[] widths) {
    this.layers = layers;
    this.widths = widths;
    room = ThreadLocal.withInitial(() -> new float[widths.length][0]);
  }

  /// A network of these layers.
  ///
  /// @param layers the first and the last are linear, and each takes what the one before gives; a
  ///   residual block is as wide at its end as at its start
  /// @throws IllegalArgumentException if they are not so; the message names the layer
  public static Network of(List<Layer> layers) {
    if (layers.isEmpty()
        || !(layers.getFirst() instanceof Linear first)
        || !(layers.getLast() instanceof Linear)) {
      throw new IllegalArgumentException(
          "a network of " + layers.size() + " layers: the first and the last must be linear");
    }
    int[] widths = new int[layers.size() + 1];
    widths[0] = first.inputs();
    for (int i = 0; i < layers.size(); i++) {
      try {
        widths[i + 1] = layers.get(i).outputs(widths[i]);
        if (layers.get(i) instanceof Residual residual) {
          checkBlock(residual.span(), i, widths);
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("layer " + i + ": " + e.getMessage(), e);
      }
    }
    return new Network(List.copyOf(layers), widths);
  }

  private static void checkBlock(int span, int end, int[] widths) {
    if (span > end) {
      throw new IllegalArgumentException(
          "residual block of %d layers: there are %d before its end".formatted(span, end));
    }
    if (widths[end - span] != widths[end]) {
      throw new IllegalArgumentException(
          "residual block from %d inputs to %d outputs: they must be alike"
              .formatted(widths[end - span], widths[end]));
    }
  }

  /// The layers, first to last.
  public List<Layer> layers() {
    return layers;
  }

  /// Number of features of a row.
  public int inputs() {
    return widths[0];
  }

  /// Number of classes K.
  public int classes() {
    return widths[layers.size()];
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
    int classes = classes();
    checkLength("x", x.length, to, inputs());
    checkLength("z", z.length, to - from, classes);
    int block = Math.min(BLOCK, to - from);
    float[][] batches = batches(block);
    for (int start = from; start < to; start += block) {
      int rows = Math.min(block, to - start);
      System.arraycopy(x, start * widths[0], batches[0], 0, rows * widths[0]);
      forward(batches, 0, rows);
      System.arraycopy(batches[layers.size()], 0, z, (start - from) * classes, rows * classes);
    }
  }

  /// The logits of one row given by its features that are not 0: bit for bit those of the row in
  /// full. Safe to call from many threads at a time.
  ///
  /// @param places of the first `entries` features, ascending; others are 0
  /// @param z receives the logits `[classes]`
  /// @throws IllegalArgumentException if an array is too short
  public void logits(int[] places, float[] values, int entries, float[] z) {
    checkLength("places", places.length, entries, 1);
    checkLength("values", values.length, entries, 1);
    checkLength("z", z.length, 1, classes());
    Linear first = (Linear) layers.getFirst();
    if (layers.size() == 1) {
      first.forward(places, values, 0, entries, z, 0);
      return;
    }
    float[][] batches = batches(1);
    if (skipsInput()) {
      Arrays.fill(batches[0], 0, widths[0], 0f);
      for (int e = 0; e < entries; e++) {
        batches[0][places[e]] = values[e];
      }
    }
    first.forward(places, values, 0, entries, batches[1], 0);
    forward(batches, 1, 1);
    System.arraycopy(batches[layers.size()], 0, z, 0, classes());
  }

  /// Whether a residual block begins with the first layer.
  private boolean skipsInput() {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof Residual residual && residual.span() == i) {
        return true;
      }
    }
    return false;
  }

  /// Takes rows through the layers from `first` on.
  private void forward(float[][] batches, int first, int rows) {
    for (int i = first; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      layer.forward(batches[i], batches[i + 1], 0, rows, widths[i]);
      if (layer instanceof Residual residual) {
        Residual.add(batches[i - residual.span()], batches[i + 1], 0, rows, widths[i]);
      }
    }
  }

  /// The probabilities of these rows, `softmax(logits)`. Safe to call from many threads at a time.
  ///
  /// @param x features, row-major `[rows × inputs]`
  /// @return `[rows × classes]`
  /// @throws IllegalArgumentException if `rows` is negative or `x` is too short
  public float[] probabilities(float[] x, int rows) {
    checkLength("x", x.length, rows, inputs());
    float[] y = new float[Math.multiplyExact(rows, classes())];
    logits(x, rows, y);
    Softmax.forward(y, y, rows, classes());
    return y;
  }

  private float[][] batches(int rows) {
    float[][] batches = room.get();
    if (batches[0].length < rows * widths[0]) {
      for (int i = 0; i < widths.length; i++) {
        batches[i] = new float[rows * widths[i]];
      }
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
