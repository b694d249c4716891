package io.github.softjac.linear;

import io.github.softjac.internal.kernel.FloatKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A piece of dense rows and few classes in float: blocks of rows stay in the second-level cache
/// from the first product, `z = X Wᵀ + b`, to the second, `dW += dzᵀ X`.
///
/// Sums run in float within a piece and in double from piece to piece.
final class DenseSweep implements Sweep {

  private static final int LANES = FloatKernels.LINEAR_LANES;
  private static final int GROUP = FloatKernels.LINEAR_GROUP;
  private static final int STRIP = FloatKernels.LINEAR_STRIP;

  /// Floats of a block of rows: 256 KiB, a quarter of a second-level cache.
  private static final int BLOCK = 1 << 16;

  private static final int MOST_ROWS = 64;

  /// Rows whose dot products are summed before they are folded: their sums stay in the first-level
  /// cache. The fold wants a multiple of [#LANES] of them.
  private static final int SUMMED = LANES;

  private final Features x;
  private final int columns;
  private final int classes;
  private final PaddedWeights w;
  private final PaddedWeights v;
  private final LogitStore store;
  private final BlockOfTargets targets;
  private final int blockRows;
  private final int fullColumns;
  private final float[] read;
  private final float[] tail;
  private final float[] sums;
  private final float[] dots;
  private final float[] z;
  private final float[] change;
  private final float[] dz;
  private final float[] partial;
  private final double[] intercepts;

  DenseSweep(
      Features x, BlockOfTargets targets, PaddedWeights w, PaddedWeights v, LogitStore store) {
    this.x = x;
    this.targets = targets;
    this.w = w;
    this.v = v;
    this.store = store;
    columns = x.columns();
    classes = w.intercepts.length;
    int rows = Math.min(BLOCK / columns, BLOCK / w.classes); // of X, and of logits
    blockRows = Math.max(SUMMED, Math.min(MOST_ROWS, rows / SUMMED * SUMMED));
    fullColumns = columns / STRIP * STRIP;
    read = new float[x instanceof RowReader ? Math.multiplyExact(blockRows, columns) : 0];
    tail = new float[blockRows * STRIP];
    sums = new float[SUMMED * w.classes * LANES];
    dots = new float[blockRows * w.classes];
    z = new float[blockRows * classes];
    change = new float[z.length];
    dz = new float[z.length + GROUP]; // the last tile reads beyond the last class
    partial = new float[w.size()];
    intercepts = new double[classes];
  }

  @Override
  public double run(int from, double[] parameters, double @Nullable [] direction, boolean all) {
    boolean kept = direction != null && store.holds(parameters);
    Arrays.fill(partial, 0);
    Arrays.fill(intercepts, 0);
    double loss = 0;
    int end = Math.min(x.rows(), from + ROWS);
    for (int row = from; row < end; row += blockRows) {
      int count = Math.min(blockRows, end - row);
      loss += block(row, count, direction != null, kept, all);
    }
    return loss;
  }

  private double block(int row, int count, boolean product, boolean kept, boolean derivative) {
    float[] values = read;
    int at = 0;
    if (x instanceof DenseRows dense) {
      values = dense.values();
      at = row * columns;
    } else if (x instanceof RowReader reader) {
      reader.read(row, count, read);
    }
    loadTail(values, at, count);
    if (kept) {
      store.load(z, row * classes, count * classes);
    } else {
      logits(values, at, count, w, z);
      store.keep(z, row * classes, count * classes);
    }
    double loss = 0;
    if (product) {
      logits(values, at, count, v, change);
      targets.hessianProduct(z, change, dz, row, count);
    } else if (derivative) {
      loss = targets.gradient(z, dz, row, count);
    } else {
      return targets.value(z, row, count);
    }
    backward(values, at, count);
    return loss;
  }

  /// Copies the columns that do not fill a strip to where they do.
  private void loadTail(float[] values, int at, int count) {
    int left = columns - fullColumns;
    if (left == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      int from = at + i * columns + fullColumns;
      for (int j = 0; j < left; j++) {
        tail[i * STRIP + j] = values[from + j];
      }
    }
  }

  private void logits(float[] values, int at, int count, PaddedWeights p, float[] logits) {
    for (int i = 0; i < count; i += SUMMED) {
      dots(values, at + i * columns, i, Math.min(SUMMED, count - i), p);
    }
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < classes; k++) {
        logits[i * classes + k] = dots[i * p.classes + k] + p.intercepts[k];
      }
    }
  }

  /// Dot products of a few rows of a block with all classes.
  ///
  /// @param first the number of the first of them in the block
  private void dots(float[] values, int at, int first, int rows, PaddedWeights p) {
    Arrays.fill(sums, 0);
    FloatKernels.linearDots(
        values, at, columns, p.weights, 0, p.columns, sums, rows, fullColumns, p.classes);
    if (fullColumns < columns) {
      int left = Math.ceilDiv(columns - fullColumns, LANES) * LANES;
      int tailAt = first * STRIP;
      FloatKernels.linearDots(
          tail, tailAt, STRIP, p.weights, fullColumns, p.columns, sums, rows, left, p.classes);
    }
    FloatKernels.linearFold(sums, dots, first * p.classes, SUMMED * p.classes);
  }

  private void backward(float[] values, int at, int count) {
    FloatKernels.linearOuter(
        dz, classes, values, at, columns, partial, 0, w.columns, count, fullColumns, w.classes);
    if (fullColumns < columns) {
      FloatKernels.linearOuter(
          dz, classes, tail, 0, STRIP, partial, fullColumns, w.columns, count, STRIP, w.classes);
    }
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < classes; k++) {
        intercepts[k] += dz[i * classes + k];
      }
    }
  }

  @Override
  public void addTo(double[] result) {
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < columns; j++) {
        result[k * columns + j] += partial[k * w.columns + j];
      }
      result[classes * columns + k] += intercepts[k];
    }
  }
}
