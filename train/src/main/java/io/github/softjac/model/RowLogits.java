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

  /// W and b of a network of one layer, if the features are sparse.
  private final float @Nullable [] weights;

  private final float[] bias;

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
    if (features instanceof SparseRows
        && network.layers().size() == 1
        && network.layers().getFirst() instanceof Linear linear) {
      weights = linear.weights();
      bias = linear.bias();
    } else {
      weights = null;
      bias = new float[0];
    }
  }

  /// The logits of the rows `[from, to)`. Safe to call from many threads at a time.
  ///
  /// @param z receives the logits, row-major `[(to − from) × classes]`
  public void compute(int from, int to, float[] z) {
    switch (features) {
      case DenseRows dense -> network.logits(dense.values(), from, to, z);
      case RowReader reader -> inBlocks(from, to, z, reader::read);
      case SparseRows sparse -> {
        if (weights != null) {
          linear(sparse, weights, from, to, z);
        } else {
          inBlocks(from, to, z, (first, count, x) -> fill(sparse, first, count, x));
        }
      }
    }
  }

  /// `z_i = b + Σ_j x_ij W_j` over the entries of row i, j ascending.
  private void linear(SparseRows sparse, float[] w, int from, int to, float[] z) {
    int classes = bias.length;
    for (int row = from; row < to; row++) {
      int at = (row - from) * classes;
      System.arraycopy(bias, 0, z, at, classes);
      for (int e = sparse.starts()[row]; e < sparse.starts()[row + 1]; e++) {
        float x = sparse.values()[e];
        int ofColumn = sparse.columnOf()[e] * classes;
        for (int k = 0; k < classes; k++) {
          z[at + k] = Math.fma(x, w[ofColumn + k], z[at + k]);
        }
      }
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
