package io.github.softjac.linear;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.parallel.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A linear model of dense rows whose gradient is too large to have one a worker: blocks of rows go
/// through one after the other, and all workers take part in each.
///
/// The logits of a block, `Z = X Wᵀ + b`, are shared out by tiles of classes, then the costs by
/// rows, then `dW += dZᵀ X` by tiles of classes again. Memory beside the features and the double
/// parameters and gradient is one block of logits (64 MiB at most; two for a Hessian product) and a
/// tile of W a worker. Sums of a block run in float, those of blocks in double.
final class WidePass implements Pass {

  private static final int BLOCK = 1 << 24;
  private static final int TILE = 1 << 19;
  private static final int LANES = 32;
  private static final int COSTS = 1 << 16;

  private final Features x;
  private final Workers workers;
  private final int columns;
  private final int classes;
  private final int blockRows;
  private final int tileClasses;
  private final int costRows;
  private final float[] read;
  private final float[] z;
  private float[] change = {};
  private final double[] losses;
  private final WideScratch[] scratch;

  WidePass(Features x, Targets targets, BatchCost cost, int classes, Workers workers) {
    this.x = x;
    this.workers = workers;
    this.classes = classes;
    columns = x.columns();
    int most = Math.clamp(BLOCK / classes, LANES, Sweep.ROWS) / LANES * LANES;
    blockRows = Math.clamp(x.rows(), 1, most);
    tileClasses = Math.max(1, TILE / columns / LANES) * LANES;
    costRows = Math.clamp(COSTS / classes, 1, blockRows);
    read = new float[x instanceof RowReader ? Math.multiplyExact(blockRows, columns) : 0];
    z = new float[Math.multiplyExact(blockRows, classes)];
    losses = new double[Math.ceilDiv(blockRows, costRows)];
    scratch = new WideScratch[workers.count()];
    for (int i = 0; i < scratch.length; i++) {
      BlockOfTargets own = new BlockOfTargets(targets, cost, classes, costRows);
      scratch[i] =
          new WideScratch(own, Math.min(tileClasses, classes) * columns, costRows * classes);
    }
  }

  @Override
  public double run(double[] w, double @Nullable [] v, double @Nullable [] result) {
    if (v != null && change.length == 0) {
      change = new float[z.length];
    }
    double sum = 0;
    for (int row = 0; row < x.rows(); row += blockRows) {
      sum += block(row, Math.min(blockRows, x.rows() - row), w, v, result);
    }
    return sum;
  }

  private double block(
      int row, int count, double[] w, double @Nullable [] v, double @Nullable [] result) {
    float[] values = read;
    int at = 0;
    if (x instanceof DenseRows dense) {
      values = dense.values();
      at = row * columns;
    } else if (x instanceof RowReader reader) {
      reader.read(row, count, read);
    }
    logits(values, at, count, w, z);
    if (v != null) {
      logits(values, at, count, v, change);
    }
    int pieces = Math.ceilDiv(count, costRows);
    workers.run(
        pieces,
        (piece, worker) -> {
          int from = piece * costRows;
          int rows = Math.min(costRows, count - from);
          losses[piece] = costs(row, from, rows, v != null, result != null, scratch[worker]);
        });
    double sum = 0;
    for (int piece = 0; piece < pieces; piece++) {
      sum += losses[piece];
    }
    if (result != null) {
      backward(values, at, count, result);
    }
    return sum;
  }

  private void logits(float[] values, int at, int count, double[] w, float[] logits) {
    workers.run(
        Math.ceilDiv(classes, tileClasses),
        (piece, worker) -> {
          int k = piece * tileClasses;
          int own = Math.min(tileClasses, classes - k);
          float[] tile = scratch[worker].tile;
          for (int i = 0; i < own * columns; i++) {
            tile[i] = (float) w[k * columns + i];
          }
          for (int i = 0; i < count; i++) {
            for (int c = k; c < k + own; c++) {
              logits[i * classes + c] = (float) w[classes * columns + c];
            }
          }
          FloatKernels.product(
              values, at, columns, 1, tile, 0, 1, columns, logits, k, classes, count, columns, own);
        });
  }

  /// The costs of a few rows; their gradients or products take the place of the logits.
  private double costs(
      int first, int from, int rows, boolean product, boolean derivative, WideScratch memory) {
    int length = rows * classes;
    System.arraycopy(z, from * classes, memory.z, 0, length);
    double loss = 0;
    if (product) {
      System.arraycopy(change, from * classes, memory.dz, 0, length);
      memory.targets.hessianProduct(memory.z, memory.dz, memory.dz, first + from, rows);
    } else if (derivative) {
      loss = memory.targets.gradient(memory.z, memory.dz, first + from, rows);
    } else {
      return memory.targets.value(memory.z, first + from, rows);
    }
    System.arraycopy(memory.dz, 0, z, from * classes, length);
    return loss;
  }

  private void backward(float[] values, int at, int count, double[] result) {
    workers.run(
        Math.ceilDiv(classes, tileClasses),
        (piece, worker) -> {
          int k = piece * tileClasses;
          int own = Math.min(tileClasses, classes - k);
          float[] tile = scratch[worker].tile;
          Arrays.fill(tile, 0, own * columns, 0);
          FloatKernels.product(
              z, k, 1, classes, values, at, columns, 1, tile, 0, columns, own, count, columns);
          for (int i = 0; i < own * columns; i++) {
            result[k * columns + i] += tile[i];
          }
          for (int c = k; c < k + own; c++) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
              sum += z[i * classes + c];
            }
            result[classes * columns + c] += sum;
          }
        });
  }
}
