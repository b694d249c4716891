package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.L;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Softmax + cross-entropy with the Vector API: the twin of [ScalarFloatCrossEntropy]. Either
/// labels or targets are given, the other is null.
final class VectorFloatCrossEntropy {

  private VectorFloatCrossEntropy() {}

  /// `tiles · L` short rows.
  ///
  /// @return `loss`, to which the loss of each row has been added
  static double tiles(
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      float[] weights,
      double perWeight,
      float[] dz,
      int firstRow,
      int tiles,
      int classes,
      double loss,
      Scratch scratch) {
    float[] tile = scratch.tile;
    int rows = tiles * L;
    int length = classes * L;
    int offset = firstRow * classes;
    for (int i = 0; i < tiles; i++) {
      Tiles.load(z, offset + i * length, classes, tile, i * length, scratch.block);
    }
    boolean ordinary = VectorFloatTile.maxima(tile, tiles, length, scratch.numbers);
    if (ordinary) {
      weigh(labels, weights, perWeight, firstRow, rows, scratch);
      if (labels != null) {
        gaps(z, labels, firstRow, rows, classes, scratch);
      }
      if (t != null) {
        for (int i = 0; i < tiles; i++) {
          Tiles.load(
              t, offset + i * length, classes, scratch.secondTile, i * length, scratch.block);
        }
        VectorFloatTargets.tileGaps(tiles, length, scratch);
        ordinary = scalesAreOrdinary(rows, scratch);
      }
    }
    if (ordinary) {
      VectorFloatLogTile.exponentials(tile, tile, tiles, length, scratch);
      ordinary = LogNumbers.others(tiles, scratch);
    }
    if (!ordinary) {
      int end = firstRow + rows;
      return ScalarFloatCrossEntropy.rows(
          z, labels, t, weights, perWeight, dz, firstRow, end, classes, loss, scratch);
    }
    VectorLog.onePlus(scratch.logs, rows);
    LogNumbers.reciprocals(tiles, scratch);
    VectorFloatTile.scale(tile, tiles, length, scratch.numbers);
    if (t != null) {
      VectorFloatTargets.subtractFromTile(tiles, length, scratch);
    }
    for (int i = 0; i < tiles; i++) {
      Tiles.store(tile, i * length, dz, offset + i * length, classes, scratch.block);
    }
    if (labels != null) {
      subtract(labels, dz, firstRow, rows, classes, scratch);
    }
    return loss(rows, loss, scratch);
  }

  /// `rows ≤ L` long rows, one row if it is longer than a chunk.
  ///
  /// @return `loss`, to which the loss of each row has been added
  static double rows(
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      float[] weights,
      double perWeight,
      float[] dz,
      int firstRow,
      int rows,
      int classes,
      double loss,
      Scratch scratch) {
    int offset = firstRow * classes;
    boolean ordinary = VectorFloatLogRows.shifts(z, offset, rows, classes, scratch);
    boolean scalable = true;
    if (ordinary || rows == 1) {
      weigh(labels, weights, perWeight, firstRow, rows, scratch);
      if (labels != null) {
        gaps(z, labels, firstRow, rows, classes, scratch);
      }
      if (t != null) {
        VectorFloatTargets.gaps(z, t, offset, rows, classes, scratch);
        scalable = scalesAreOrdinary(rows, scratch);
      }
    }
    float[] x = z;
    if (!ordinary || !scalable) {
      if (rows > 1) {
        double sum = loss;
        for (int row = firstRow; row < firstRow + rows; row++) {
          sum = rows(z, labels, t, weights, perWeight, dz, row, 1, classes, sum, scratch);
        }
        return sum;
      }
      if (!scalable || !(Math.abs(scratch.numbers[0]) <= Float.MAX_VALUE)) {
        return ScalarFloatCrossEntropy.rows(
            z, labels, t, weights, perWeight, dz, firstRow, firstRow + 1, classes, loss, scratch);
      }
      VectorFloatLogRows.shiftLarge(z, dz, offset, classes, scratch.numbers);
      x = dz;
    }
    VectorFloatLogRows.exponentials(x, dz, offset, rows, classes, scratch);
    ordinary = LogNumbers.others(1, scratch);
    VectorLog.onePlus(scratch.logs, L);
    LogNumbers.reciprocals(1, scratch);
    if (t != null) {
      VectorFloatTargets.scaleAndSubtract(t, dz, offset, rows, classes, scratch);
    } else {
      VectorFloatRows.scale(dz, offset, rows, classes, scratch.numbers);
    }
    if (labels != null) {
      subtract(labels, dz, firstRow, rows, classes, scratch);
    }
    if (!ordinary) {
      fillNaN(dz, offset, rows, classes, scratch);
    }
    return loss(rows, loss, scratch);
  }

  /// The weight of each row and its share of all weights; the sum of the targets of a label is 1.
  private static void weigh(
      int @Nullable [] labels,
      float[] weights,
      double perWeight,
      int firstRow,
      int rows,
      Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      double weight = weights.length == 0 ? 1 : weights[firstRow + row];
      if (labels != null && labels[firstRow + row] < 0) {
        weight = 0;
      }
      scratch.weights[row] = weight;
      scratch.shares[row] = weight * perWeight;
      scratch.targets[row] = 1;
    }
  }

  /// `g − z_label` of each row.
  private static void gaps(
      float[] z, int[] labels, int firstRow, int rows, int classes, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      int label = Math.max(labels[firstRow + row], 0);
      // Tile after tile, three lines each, the first of which holds g.
      double g = scratch.numbers[row + row / L * (2 * L)];
      scratch.gaps[row] = g - z[(firstRow + row) * classes + label];
    }
  }

  private static boolean scalesAreOrdinary(int rows, Scratch scratch) {
    boolean ordinary = true;
    for (int row = 0; row < rows; row++) {
      double scale = scratch.shares[row] * scratch.targets[row];
      ordinary &= scale <= ScalarFloatCrossEntropy.LARGEST_SCALE;
    }
    return ordinary;
  }

  /// Takes the share off the gradient of each row's label.
  private static void subtract(
      int[] labels, float[] dz, int firstRow, int rows, int classes, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      int label = labels[firstRow + row];
      if (label >= 0) {
        int at = (firstRow + row) * classes + label;
        float difference = dz[at] - (float) scratch.shares[row];
        dz[at] = scratch.gaps[row] == 0 ? 0 - scratch.labelGradients[row] : difference;
      }
    }
  }

  private static void fillNaN(float[] dz, int offset, int rows, int classes, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      if (Double.isNaN(scratch.logs[row])) {
        int from = offset + row * classes;
        Arrays.fill(dz, from, from + classes, scratch.weights[row] == 0 ? 0 : Float.NaN);
      }
    }
  }

  private static double loss(int rows, double loss, Scratch scratch) {
    double sum = loss;
    for (int row = 0; row < rows; row++) {
      if (scratch.weights[row] != 0) {
        double rowLoss = Math.fma(scratch.targets[row], scratch.logs[row], scratch.gaps[row]);
        sum += scratch.weights[row] * rowLoss;
      }
    }
    return sum;
  }
}
