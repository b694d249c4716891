package io.github.softjac.linear;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.parallel.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A linear model of sparse rows in float: `z_i = Σ_e x_ie w_e`, a combination of rows of Wᵀ, and
/// `dw_j = Σ_i x_ij dz_i`, a combination of rows of dz. Lanes are classes.
///
/// Rows go in blocks. Their logits and costs are shared out by rows; then, the gradients of the
/// block being there, dW by columns, each with its own entries: no partial results, however many
/// columns there are. Sums of 512 entries run in float, those of these sums in double.
final class SparsePass implements Pass {

  private static final int LANES = FloatKernels.LINEAR_LANES;

  /// Floats of the gradients of a block of rows: 4 MiB.
  private static final int BLOCK = 1 << 20;

  /// Rows, and columns, that one worker takes at a time.
  private static final int ROWS = 64;

  private static final int COLUMNS = 64;

  private static final int ENTRIES = 512;

  private final SparseRows x;
  private final SparseColumns turned;
  private final int classes;
  private final int width;
  private final int blockRows;
  private final Workers workers;
  private final float[] w;
  private float[] v = {};
  private final float[] intercepts;
  private final float[] directionIntercepts;
  private final float[] dz;
  private final SparseScratch[] scratch;
  private final double[] losses;
  private final int[] next;

  SparsePass(SparseRows x, Targets targets, BatchCost cost, int classes, Workers workers) {
    this.x = x;
    this.classes = classes;
    this.workers = workers;
    turned = new SparseColumns(x);
    width = Math.ceilDiv(classes, LANES) * LANES;
    blockRows = Math.min(Math.max(1, x.rows()), Math.max(1, BLOCK / width / ROWS) * ROWS);
    w = new float[Math.multiplyExact(turned.columns.length, width)];
    intercepts = new float[classes];
    directionIntercepts = new float[classes];
    dz = new float[Math.multiplyExact(blockRows, width)];
    losses = new double[Math.ceilDiv(blockRows, ROWS)];
    next = new int[turned.columns.length];
    scratch = new SparseScratch[workers.count()];
    for (int i = 0; i < scratch.length; i++) {
      BlockOfTargets own = new BlockOfTargets(targets, cost, classes, ROWS);
      scratch[i] = new SparseScratch(own, ROWS, classes, width);
    }
  }

  @Override
  public double run(
      double[] parameters, double @Nullable [] direction, double @Nullable [] result) {
    load(parameters, w, intercepts);
    if (direction != null) {
      if (v.length == 0) {
        v = new float[w.length];
      }
      load(direction, v, directionIntercepts);
    }
    System.arraycopy(turned.starts, 0, next, 0, next.length);
    double sum = 0;
    for (int from = 0; from < x.rows(); from += blockRows) {
      int first = from;
      int count = Math.min(blockRows, x.rows() - from);
      int pieces = Math.ceilDiv(count, ROWS);
      workers.run(
          pieces,
          (piece, worker) -> {
            int row = first + piece * ROWS;
            int rows = Math.min(ROWS, first + count - row);
            losses[piece] =
                costs(row, rows, row - first, direction != null, result != null, scratch[worker]);
          });
      for (int piece = 0; piece < pieces; piece++) {
        sum += losses[piece];
      }
      if (result != null) {
        addBlock(first, count, result);
      }
    }
    return sum;
  }

  /// Rounds the columns that have entries, class beside class.
  private void load(double[] from, float[] to, float[] b) {
    int columns = x.columns();
    workers.run(
        Math.ceilDiv(turned.columns.length, COLUMNS),
        (piece, _) -> {
          int last = Math.min(turned.columns.length, (piece + 1) * COLUMNS);
          for (int k = 0; k < classes; k++) {
            for (int c = piece * COLUMNS; c < last; c++) {
              to[c * width + k] = (float) from[k * columns + turned.columns[c]];
            }
          }
        });
    for (int k = 0; k < classes; k++) {
      b[k] = (float) from[classes * columns + k];
    }
  }

  /// The costs of a few rows, and their gradients or products to `dz`.
  private double costs(
      int row, int rows, int to, boolean product, boolean derivative, SparseScratch memory) {
    logits(row, rows, w, intercepts, memory.z, memory.sums);
    double loss = 0;
    if (product) {
      logits(row, rows, v, directionIntercepts, memory.change, memory.sums);
      memory.targets.hessianProduct(memory.z, memory.change, memory.dz, row, rows);
    } else if (derivative) {
      loss = memory.targets.gradient(memory.z, memory.dz, row, rows);
    } else {
      return memory.targets.value(memory.z, row, rows);
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(memory.dz, i * classes, dz, (to + i) * width, classes);
    }
    return loss;
  }

  private void logits(int row, int rows, float[] p, float[] b, float[] z, float[] sums) {
    for (int i = 0; i < rows; i++) {
      Arrays.fill(sums, 0, width, 0);
      FloatKernels.linearCombine(
          x.values(),
          turned.placeOf,
          x.starts()[row + i],
          x.starts()[row + i + 1],
          p,
          0,
          width,
          sums,
          0);
      for (int k = 0; k < classes; k++) {
        z[i * classes + k] = sums[k] + b[k];
      }
    }
  }

  private void addBlock(int first, int count, double[] result) {
    int columns = turned.columns.length;
    workers.run(
        Math.ceilDiv(columns, COLUMNS),
        (piece, worker) -> {
          int last = Math.min(columns, (piece + 1) * COLUMNS);
          for (int c = piece * COLUMNS; c < last; c++) {
            addColumn(c, first, first + count, result, scratch[worker].sums);
          }
        });
    int at = classes * x.columns();
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < classes; k++) {
        result[at + k] += dz[i * width + k];
      }
    }
  }

  /// Adds the entries of a column in the rows of this block.
  private void addColumn(int c, int first, int last, double[] result, float[] sums) {
    int column = turned.columns[c];
    int from = next[c];
    while (from < turned.starts[c + 1] && turned.rowOf[from] < last) {
      int most = Math.min(turned.starts[c + 1], from + ENTRIES);
      int to = from;
      while (to < most && turned.rowOf[to] < last) {
        to++;
      }
      Arrays.fill(sums, 0, width, 0);
      FloatKernels.linearCombine(
          turned.values, turned.rowOf, from, to, dz, -first * width, width, sums, 0);
      for (int k = 0; k < classes; k++) {
        result[k * x.columns() + column] += sums[k];
      }
      from = to;
    }
    next[c] = from;
  }
}
