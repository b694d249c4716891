package io.github.softjac.internal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Softmax + cross-entropy of double rows with the Vector API: the twin of
/// [ScalarDoubleCrossEntropy].
final class VectorDoubleCrossEntropy implements DoubleCrossEntropy {

  private static final int L = VectorDoubleTile.L;

  /// Rows are worked on together as long as logits and results fit the first-level cache.
  private static final int ELEMENTS_AT_ONCE = 2048;

  @Override
  public void ofLabels(
      double[] z,
      int zAt,
      int[] labels,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int rows,
      int classes) {
    run(z, zAt, labels, null, 0, shares, dz, dzAt, losses, rows, classes);
  }

  @Override
  public void ofTargets(
      double[] z,
      int zAt,
      double[] t,
      int tAt,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int rows,
      int classes) {
    run(z, zAt, null, t, tAt, shares, dz, dzAt, losses, rows, classes);
  }

  private static void run(
      double[] z,
      int zAt,
      int @Nullable [] labels,
      double @Nullable [] t,
      int tAt,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int rows,
      int classes) {
    DoubleScratch scratch = DoubleScratch.ofThread();
    if (classes < DoubleSoftmax.LONG_ROW) {
      int tilesAtOnce = VectorDoubleTile.tilesAtOnce(classes);
      int row = 0;
      while (row <= rows - L) {
        int tiles = Math.min(tilesAtOnce, (rows - row) / L);
        if (!VectorDoubleCrossTile.run(
            z, zAt, labels, t, tAt, shares, dz, dzAt, losses, row, tiles, classes, scratch)) {
          int end = row + tiles * L;
          scalar(z, zAt, labels, t, tAt, shares, dz, dzAt, losses, row, end, classes, scratch);
        }
        row += tiles * L;
      }
      scalar(z, zAt, labels, t, tAt, shares, dz, dzAt, losses, row, rows, classes, scratch);
      return;
    }
    int rowsAtOnce = Math.clamp(ELEMENTS_AT_ONCE / classes, 1, L);
    for (int row = 0; row < rows; row += rowsAtOnce) {
      int end = Math.min(row + rowsAtOnce, rows);
      if (!VectorDoubleCrossRows.run(
          z, zAt, labels, t, tAt, shares, dz, dzAt, losses, row, end - row, classes, scratch)) {
        scalar(z, zAt, labels, t, tAt, shares, dz, dzAt, losses, row, end, classes, scratch);
      }
    }
  }

  /// Rows one of which has NaN, infinite or very large logits, or numbers beside it that are not
  /// finite; and those left over.
  private static void scalar(
      double[] z,
      int zAt,
      int @Nullable [] labels,
      double @Nullable [] t,
      int tAt,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int firstRow,
      int end,
      int classes,
      DoubleScratch scratch) {
    for (int row = firstRow; row < end; row++) {
      int at = row * classes;
      if (labels != null) {
        losses[row] =
            ScalarDoubleCrossEntropy.ofLabel(
                z, zAt + at, labels[row], shares[row], dz, dzAt + at, classes, scratch);
      }
      if (t != null) {
        losses[row] =
            ScalarDoubleCrossEntropy.ofTarget(
                z, zAt + at, t, tAt + at, shares[row], dz, dzAt + at, classes, scratch);
      }
    }
  }

  /// Whether the shares of these rows are all finite, and the sums of their targets, if there are
  /// targets.
  static boolean finite(
      double[] shares, int firstRow, int rows, double @Nullable [] t, double[] targets) {
    boolean finite = true;
    for (int row = 0; row < rows; row++) {
      finite &= shares[firstRow + row] <= Double.MAX_VALUE;
      finite &= t == null || targets[row] <= Double.MAX_VALUE;
    }
    return finite;
  }

  /// The losses of rows from their gaps, `scratch.logs` and `scratch.targets`, and the gradient of
  /// labels and of rows whose share is 0.
  static void finish(
      int @Nullable [] labels,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int firstRow,
      int rows,
      int classes,
      DoubleScratch scratch) {
    for (int i = 0; i < rows; i++) {
      int row = firstRow + i;
      int from = dzAt + row * classes;
      double share = shares[row];
      double gap = scratch.gaps[i];
      if (labels == null) {
        losses[row] = Math.fma(scratch.targets[i], scratch.logs[i], gap);
      } else {
        losses[row] = scratch.logs[i] + gap;
        int at = from + labels[row];
        dz[at] = ScalarDoubleCrossEntropy.ofLabel(dz[at], share, gap, scratch.quotients[i]);
      }
      if (share == 0) {
        Arrays.fill(dz, from, from + classes, 0);
      }
    }
  }
}
