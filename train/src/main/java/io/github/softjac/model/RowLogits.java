package io.github.softjac.model;

import io.github.softjac.layer.Linear;
import io.github.softjac.linear.DenseRows;
import io.github.softjac.linear.Features;
import io.github.softjac.linear.RowReader;
import io.github.softjac.linear.SparseRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The logits that a network gives for the rows of a table, wherever their features lie.
///
/// The bits are those of [Network#logits(float[], int, float[])] for the same features in full: a
/// feature of 0 adds `0 · w` to a sum, and leaving it out changes nothing.
public final class RowLogits {

  /// Floats of the rows that are copied in full together, about.
  private static final int BLOCK_FEATURES = 1 << 16;

  private final Network network;
  private final Features features;

  /// The only layer of a network that takes sparse features as they are.
  private final @Nullable Linear linear;

  /// The logits of these rows by this network.
  ///
  /// @throws IllegalArgumentException if the network takes another number of features
  public RowLogits(Network network, Features features) {
    if (features.columns() != network.inputs()) {
      throw new IllegalArgumentException(
          "rows of %d features: the network takes %d"
              .formatted(features.columns(), network.inputs()));
    }
    this.network = network;
    this.features = features;
    linear =
        features instanceof SparseRows && network.layers().size() == 1
            ? (Linear) network.layers().getFirst()
            : null;
  }

  /// The logits of the rows `[from, to)`. Safe to call from many threads at a time.
  ///
  /// @param z receives the logits, row-major `[(to − from) × classes]`
  public void compute(int from, int to, float[] z) {
    switch (features) {
      case DenseRows dense -> network.logits(dense.values(), from, to, z);
      case RowReader reader -> inBlocks(from, to, z, reader::read);
      case SparseRows sparse -> {
        if (linear != null) {
          linear(sparse, linear, from, to, z);
        } else {
          inBlocks(from, to, z, (first, count, x) -> fill(sparse, first, count, x));
        }
      }
    }
  }

  private static void linear(SparseRows sparse, Linear linear, int from, int to, float[] z) {
    int[] starts = sparse.starts();
    for (int row = from; row < to; row++) {
      linear.forward(
          sparse.columnOf(),
          sparse.values(),
          starts[row],
          starts[row + 1],
          z,
          (row - from) * linear.outputs());
    }
  }

  private static void fill(SparseRows sparse, int first, int count, float[] x) {
    int columns = sparse.columns();
    Arrays.fill(x, 0, count * columns, 0f);
    for (int i = 0; i < count; i++) {
      for (int e = sparse.starts()[first + i]; e < sparse.starts()[first + i + 1]; e++) {
        x[i * columns + sparse.columnOf()[e]] = sparse.values()[e];
      }
    }
  }

  /// Writes some rows in full.
  @FunctionalInterface
  private interface Block {
    void read(int first, int count, float[] x);
  }

  private void inBlocks(int from, int to, float[] z, Block block) {
    int classes = network.classes();
    int most = Math.clamp(BLOCK_FEATURES / network.inputs(), 1, Math.max(1, to - from));
    float[] x = new float[Math.multiplyExact(most, network.inputs())];
    float[] zBlock = new float[most * classes];
    for (int first = from; first < to; first += most) {
      int count = Math.min(most, to - first);
      block.read(first, count, x);
      network.logits(x, count, zBlock);
      System.arraycopy(zBlock, 0, z, (first - from) * classes, count * classes);
    }
  }
}
