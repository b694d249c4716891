package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.FloatSoftmax.LONG_ROW;
import static io.github.softjac.internal.kernel.Species.L;

import org.jspecify.annotations.Nullable;

/// Log-softmax and softmax + cross-entropy with the Vector API: the twin of
/// [ScalarFloatLogSoftmax].
final class VectorFloatLogSoftmax implements FloatLogSoftmax {

  /// Rows are worked on together as long as logits and results fit the first-level cache.
  static final int ELEMENTS_AT_ONCE = 4096;

  @Override
  public void forward(float[] z, float[] logY, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    int row = 0;
    if (classes < LONG_ROW) {
      int tilesAtOnce = VectorFloatTile.tilesAtOnce(classes);
      while (row <= rows - L) {
        int tiles = Math.min(tilesAtOnce, (rows - row) / L);
        VectorFloatLogTile.forward(z, logY, offset + row * classes, tiles, classes, scratch);
        row += tiles * L;
      }
      for (; row < rows; row++) {
        ScalarFloatLogSoftmax.forwardRow(z, logY, offset + row * classes, classes, scratch);
      }
      return;
    }
    int rowsAtOnce = rowsAtOnce(classes);
    for (; row < rows; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, rows - row);
      VectorFloatLogRows.forward(z, logY, offset + row * classes, group, classes, scratch);
    }
  }

  @Override
  public double costOfLabels(
      float[] z,
      int[] labels,
      @Nullable LabelScore score,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    return crossEntropy(
        z,
        labels,
        null,
        score,
        options,
        weights,
        1 / totalWeight,
        dz,
        firstRow,
        rows,
        classes,
        losses);
  }

  @Override
  public double crossEntropyOfTargets(
      float[] z,
      float[] t,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    return crossEntropy(
        z, null, t, null, options, weights, 1 / totalWeight, dz, firstRow, rows, classes, losses);
  }

  @Override
  public double costOfSquares(
      float[] z,
      int[] labels,
      SquaresScore score,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    Scratch scratch = Scratch.ofThread();
    double perWeight = 1 / totalWeight;
    double loss = 0;
    int row = firstRow;
    int end = firstRow + rows;
    if (classes < LONG_ROW) {
      int tilesAtOnce = VectorFloatTile.tilesAtOnce(classes);
      while (row <= end - L) {
        int tiles = Math.min(tilesAtOnce, (end - row) / L);
        loss =
            VectorFloatSquares.tiles(
                z, labels, score, options, weights, perWeight, dz, row, tiles, classes, loss,
                losses, scratch);
        row += tiles * L;
      }
      return ScalarFloatSquares.rows(
          z, labels, score, options, weights, perWeight, dz, row, end, classes, loss, losses,
          scratch);
    }
    int rowsAtOnce = rowsAtOnce(classes);
    for (; row < end; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, end - row);
      loss =
          VectorFloatSquares.rows(
              z, labels, score, options, weights, perWeight, dz, row, group, classes, loss, losses,
              scratch);
    }
    return loss;
  }

  @Override
  public double rankedOfLabels(
      float[] z,
      int[] labels,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    Scratch scratch = Scratch.ofThread();
    double perWeight = 1 / totalWeight;
    double loss = 0;
    int row = firstRow;
    int end = firstRow + rows;
    if (classes < LONG_ROW) {
      int tilesAtOnce = VectorFloatTile.tilesAtOnce(classes);
      while (row <= end - L) {
        int tiles = Math.min(tilesAtOnce, (end - row) / L);
        loss =
            VectorFloatRankedLabels.tiles(
                z, labels, options, weights, perWeight, dz, row, tiles, classes, loss, losses,
                scratch);
        row += tiles * L;
      }
      return ScalarFloatRankedLabels.rows(
          z, labels, options, weights, perWeight, dz, row, end, classes, loss, losses, scratch);
    }
    int rowsAtOnce = VectorFloatRankedLabels.rowsAtOnce(classes);
    for (; row < end; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, end - row);
      loss =
          VectorFloatRankedLabels.rows(
              z, labels, options, weights, perWeight, dz, row, group, classes, loss, losses,
              scratch);
    }
    return loss;
  }

  @Override
  public double costOfExpectation(
      float[] z,
      int[] labels,
      ExpectationScore score,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    Scratch scratch = Scratch.ofThread();
    double perWeight = 1 / totalWeight;
    double loss = 0;
    int row = firstRow;
    int end = firstRow + rows;
    if (classes < LONG_ROW) {
      int tilesAtOnce = VectorFloatTile.tilesAtOnce(classes);
      while (row <= end - L) {
        int tiles = Math.min(tilesAtOnce, (end - row) / L);
        loss =
            VectorFloatExpectedCost.tiles(
                z, labels, score, options, weights, perWeight, dz, row, tiles, classes, loss,
                losses, scratch);
        row += tiles * L;
      }
      return ScalarFloatExpectedCost.rows(
          z, labels, score, options, weights, perWeight, dz, row, end, classes, loss, losses,
          scratch);
    }
    int rowsAtOnce = rowsAtOnce(classes);
    for (; row < end; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, end - row);
      loss =
          VectorFloatExpectedCost.rows(
              z, labels, score, options, weights, perWeight, dz, row, group, classes, loss, losses,
              scratch);
    }
    return loss;
  }

  @Override
  public void softmaxOfRows(
      float[] z,
      int zOffset,
      float[] y,
      double[] largest,
      double[] logLargest,
      double[] rest,
      int rows,
      int classes) {
    Scratch scratch = Scratch.ofThread();
    int row = 0;
    if (classes < LONG_ROW) {
      int tilesAtOnce = VectorFloatTile.tilesAtOnce(classes);
      while (row <= rows - L) {
        int tiles = Math.min(tilesAtOnce, (rows - row) / L);
        VectorFloatSoftmaxOfRows.tiles(
            z, zOffset, y, largest, logLargest, rest, row, tiles, classes, scratch);
        row += tiles * L;
      }
      for (; row < rows; row++) {
        ScalarFloatCrossEntropy.softmaxOfRow(
            z, zOffset, y, largest, logLargest, rest, row, classes, scratch);
      }
      return;
    }
    int rowsAtOnce = rowsAtOnce(classes);
    for (; row < rows; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, rows - row);
      VectorFloatSoftmaxOfRows.rows(
          z, zOffset, y, largest, logLargest, rest, row, group, classes, scratch);
    }
  }

  @Override
  public void costOfTerms(
      TermForm form,
      float[] z,
      int zOffset,
      float[] t,
      int tOffset,
      double[] shares,
      double zLoss,
      float[] dz,
      int dzOffset,
      double[] losses,
      int rows,
      int classes) {
    Scratch scratch = Scratch.ofThread();
    scratch.growTerms(classes);
    int row = 0;
    if (classes < LONG_ROW) {
      int tilesAtOnce = VectorFloatTile.tilesAtOnce(classes);
      while (row <= rows - L) {
        int tiles = Math.min(tilesAtOnce, (rows - row) / L);
        VectorFloatTermCost.tiles(
            form, z, zOffset, t, tOffset, shares, zLoss, dz, dzOffset, losses, row, tiles, classes,
            scratch);
        row += tiles * L;
      }
      for (; row < rows; row++) {
        VectorFloatTermCost.scalarRow(
            form, z, zOffset, t, tOffset, shares, zLoss, dz, dzOffset, losses, row, classes,
            scratch);
      }
      return;
    }
    int rowsAtOnce = rowsAtOnce(classes);
    for (; row < rows; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, rows - row);
      VectorFloatTermCost.rows(
          form, z, zOffset, t, tOffset, shares, zLoss, dz, dzOffset, losses, row, group, classes,
          scratch);
    }
  }

  @Override
  public int firstBadTarget(float[] t, int length) {
    return VectorFloatTargets.firstBad(t, length);
  }

  private static double crossEntropy(
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      @Nullable LabelScore score,
      KernelOptions options,
      float[] weights,
      double perWeight,
      float[] dz,
      int firstRow,
      int rows,
      int classes,
      double[] losses) {
    Scratch scratch = Scratch.ofThread();
    double loss = 0;
    int row = firstRow;
    int end = firstRow + rows;
    if (classes < LONG_ROW) {
      int tilesAtOnce = VectorFloatTile.tilesAtOnce(classes);
      while (row <= end - L) {
        int tiles = Math.min(tilesAtOnce, (end - row) / L);
        loss =
            VectorFloatCrossEntropy.tiles(
                z, labels, t, score, options, weights, perWeight, dz, row, tiles, classes, loss,
                losses, scratch);
        row += tiles * L;
      }
      return ScalarFloatCrossEntropy.rows(
          z, labels, t, score, options, weights, perWeight, dz, row, end, classes, loss, losses,
          scratch);
    }
    int rowsAtOnce = rowsAtOnce(classes);
    for (; row < end; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, end - row);
      loss =
          VectorFloatCrossEntropy.rows(
              z, labels, t, score, options, weights, perWeight, dz, row, group, classes, loss,
              losses, scratch);
    }
    return loss;
  }

  private static int rowsAtOnce(int classes) {
    return Math.clamp(ELEMENTS_AT_ONCE / classes, 1, L);
  }
}
