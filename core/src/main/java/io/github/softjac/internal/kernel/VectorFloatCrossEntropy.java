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
  /// @param score what the label costs; null: cross-entropy, the only one for targets
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double tiles(
      float[] z,
      int @Nullable [] labels,
      float @Nullable [] t,
      @Nullable LabelScore score,
      KernelOptions options,
      float[] weights,
      double perWeight,
      float[] dz,
      int firstRow,
      int tiles,
      int classes,
      double loss,
      double[] losses,
      Scratch scratch) {
    float[] tile = scratch.tile;
    int rows = tiles * L;
    int length = classes * L;
    int offset = firstRow * classes;
    for (int i = 0; i < tiles; i++) {
      Tiles.load(z, offset + i * length, classes, tile, i * length);
    }
    boolean ordinary = VectorFloatTile.ranges(tile, tiles, length, scratch.numbers);
    if (ordinary) {
      if (labels != null) {
        weigh(z, labels, weights, firstRow, rows, classes, scratch);
        CostNumbers.labels(tiles, scratch);
        ordinary = CostNumbers.sharesAreOrdinary(rows, perWeight, scratch);
      }
      if (t != null) {
        weigh(weights, firstRow, rows, scratch.weights);
        for (int i = 0; i < tiles; i++) {
          Tiles.load(t, offset + i * length, classes, scratch.secondTile, i * length);
        }
        VectorFloatTargets.tileGaps(tiles, length, scratch);
        ordinary = CostNumbers.targetsAreOrdinary(rows, perWeight, scratch);
      }
      if (options.any()) {
        OptionNumbers.keepLargest(tiles, scratch);
        if (options.smoothing() > 0) {
          VectorFloatSmoothing.spreadsOfTiles(tiles, length, scratch);
        }
        ordinary = OptionNumbers.scalesAreOrdinary(options, rows, perWeight, scratch);
      }
    }
    if (ordinary) {
      ordinary = VectorFloatLogTile.others(tile, tiles, length, scratch);
    }
    if (!ordinary) {
      int end = firstRow + rows;
      return ScalarFloatCrossEntropy.rows(
          z, labels, t, score, options, weights, perWeight, dz, firstRow, end, classes, loss,
          losses, scratch);
    }
    if (score != null && labels != null) {
      outputsInTiles(labels, firstRow, rows, length, scratch);
    }
    if (options.any()) {
      OptionNumbers.lossesAndScales(tiles, rows, classes, score, options, perWeight, scratch);
    } else {
      CostNumbers.lossesAndScales(tiles, rows, score, perWeight, scratch);
    }
    VectorFloatTile.scale(tile, tiles, length, scratch.numbers);
    if (t != null) {
      VectorFloatTargets.subtractFromTile(tiles, length, scratch);
    }
    if (options.smoothing() > 0) {
      VectorFloatSmoothing.subtractFromTile(tiles, length, scratch);
    }
    for (int i = 0; i < tiles; i++) {
      Tiles.store(tile, i * length, dz, offset + i * length, classes, scratch.block);
    }
    if (labels != null) {
      subtract(dz, rows, scratch);
    }
    return loss(firstRow, rows, loss, losses, scratch.losses);
  }

  /// `rows ≤ L` long rows, one row if it is longer than a chunk.
  ///
  /// @param score what the label costs; null: cross-entropy, the only one for targets
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double rows(
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
      double loss,
      double[] losses,
      Scratch scratch) {
    int offset = firstRow * classes;
    boolean ordinary = VectorFloatRanges.find(z, offset, rows, classes, scratch);
    boolean scalable = true;
    if (ordinary || rows == 1) {
      if (labels != null) {
        weigh(z, labels, weights, firstRow, rows, classes, scratch);
        CostNumbers.labels(1, scratch);
        scalable = CostNumbers.sharesAreOrdinary(rows, perWeight, scratch);
      }
      if (t != null) {
        weigh(weights, firstRow, rows, scratch.weights);
        VectorFloatTargets.gaps(z, t, offset, rows, classes, scratch);
        scalable = CostNumbers.targetsAreOrdinary(rows, perWeight, scratch);
      }
      if (options.any()) {
        OptionNumbers.keepLargest(1, scratch);
        if (options.smoothing() > 0) {
          VectorFloatSmoothing.spreads(z, offset, rows, classes, scratch);
        }
        scalable = OptionNumbers.scalesAreOrdinary(options, rows, perWeight, scratch);
      }
    }
    float[] x = z;
    if (!ordinary || !scalable) {
      if (rows > 1) {
        double sum = loss;
        for (int row = firstRow; row < firstRow + rows; row++) {
          sum =
              rows(
                  z, labels, t, score, options, weights, perWeight, dz, row, 1, classes, sum,
                  losses, scratch);
        }
        return sum;
      }
      if (!scalable || !(Math.abs(scratch.numbers[0]) <= Float.MAX_VALUE)) {
        return ScalarFloatCrossEntropy.rows(
            z,
            labels,
            t,
            score,
            options,
            weights,
            perWeight,
            dz,
            firstRow,
            firstRow + 1,
            classes,
            loss,
            losses,
            scratch);
      }
      VectorFloatLogRows.shiftLarge(z, dz, offset, classes, scratch);
      x = dz;
    }
    VectorFloatRows.sums(x, dz, offset, rows, classes, scratch);
    ordinary = LogNumbers.others(1, scratch);
    if (LogNumbers.someDominated(rows, scratch.logs)) {
      VectorFloatOthers.rows(dz, offset, rows, classes, scratch);
    }
    if (score != null) {
      for (int row = 0; row < rows; row++) {
        scratch.outputs[row] = dz[scratch.labelsAt[row]];
      }
    }
    if (options.any()) {
      OptionNumbers.lossesAndScales(1, rows, classes, score, options, perWeight, scratch);
    } else {
      CostNumbers.lossesAndScales(1, rows, score, perWeight, scratch);
    }
    if (t != null) {
      VectorFloatTargets.scaleAndSubtract(t, dz, offset, rows, classes, scratch);
      if (options.smoothing() > 0) {
        VectorFloatSmoothing.subtract(dz, offset, rows, classes, scratch.floors);
      }
    } else if (options.smoothing() > 0) {
      VectorFloatSmoothing.scaleAndSubtract(dz, offset, rows, classes, scratch);
    } else {
      VectorFloatRows.scale(dz, offset, rows, classes, scratch.numbers);
    }
    if (labels != null) {
      subtract(dz, rows, scratch);
    }
    if (!ordinary) {
      fillNaN(dz, offset, rows, classes, scratch);
    }
    return loss(firstRow, rows, loss, losses, scratch.losses);
  }

  /// The weight of each row.
  private static void weigh(float[] weights, int firstRow, int rows, double[] rowWeights) {
    for (int row = 0; row < rows; row++) {
      rowWeights[row] = weights.length == 0 ? 1 : weights[firstRow + row];
    }
  }

  /// The weight of each row; where its label is, and the logit there.
  static void weigh(
      float[] z,
      int[] labels,
      float[] weights,
      int firstRow,
      int rows,
      int classes,
      Scratch scratch) {
    double[] rowWeights = scratch.weights;
    int[] labelsAt = scratch.labelsAt;
    float[] labelLogits = scratch.labelLogits;
    for (int row = 0; row < rows; row++) {
      int label = labels[firstRow + row];
      int at = (firstRow + row) * classes + Math.max(label, 0);
      rowWeights[row] = label < 0 ? 0 : weights.length == 0 ? 1 : weights[firstRow + row];
      labelsAt[row] = at;
      labelLogits[row] = z[at];
    }
  }

  /// The exponential of each row's label.
  static void outputsInTiles(int[] labels, int firstRow, int rows, int length, Scratch scratch) {
    float[] tile = scratch.tile;
    double[] outputs = scratch.outputs;
    for (int row = 0; row < rows; row++) {
      int label = Math.max(labels[firstRow + row], 0);
      outputs[row] = tile[row / L * length + label * L + row % L];
    }
  }

  /// Takes the share off the gradient of each row's label; adding 0 turns −0 into 0.
  static void subtract(float[] dz, int rows, Scratch scratch) {
    int[] labelsAt = scratch.labelsAt;
    float[] factors = scratch.labelFactors;
    float[] subtrahends = scratch.labelSubtrahends;
    for (int row = 0; row < rows; row++) {
      int at = labelsAt[row];
      dz[at] = (dz[at] * factors[row] - subtrahends[row]) + 0f;
    }
  }

  static void fillNaN(float[] dz, int offset, int rows, int classes, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      if (Double.isNaN(scratch.logs[row])) {
        int from = offset + row * classes;
        Arrays.fill(dz, from, from + classes, scratch.weights[row] == 0 ? 0 : Float.NaN);
      }
    }
  }

  static double loss(int firstRow, int rows, double loss, double[] losses, double[] rowLosses) {
    if (losses.length > 0) {
      System.arraycopy(rowLosses, 0, losses, firstRow, rows);
    }
    double sum = loss;
    for (int row = 0; row < rows; row++) {
      sum += rowLosses[row];
    }
    return sum;
  }
}
