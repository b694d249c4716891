package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.DoubleVector;

/// Softmax with the numbers of each row, as [FloatLogSoftmax#softmaxOfRows] says, from the steps of
/// softmax + cross-entropy: the twin of [ScalarFloatCrossEntropy#softmaxOfRow].
final class VectorFloatSoftmaxOfRows {

  private VectorFloatSoftmaxOfRows() {}

  /// `tiles · L` short rows.
  static void tiles(
      float[] z,
      int zOffset,
      float[] y,
      double[] largest,
      double[] logLargest,
      double[] rest,
      int firstRow,
      int tiles,
      int classes,
      Scratch scratch) {
    float[] tile = scratch.tile;
    int rows = tiles * L;
    int length = classes * L;
    int offset = firstRow * classes;
    for (int i = 0; i < tiles; i++) {
      Tiles.load(z, zOffset + offset + i * length, classes, tile, i * length);
    }
    boolean ordinary = VectorFloatTile.ranges(tile, tiles, length, scratch.numbers);
    if (ordinary) {
      for (int row = 0; row < rows; row++) {
        largest[firstRow + row] = scratch.numbers[row / L * RowNumbers.LENGTH + row % L];
      }
      ordinary = VectorFloatLogTile.others(tile, tiles, length, scratch);
    }
    if (!ordinary) {
      for (int row = firstRow; row < firstRow + rows; row++) {
        ScalarFloatCrossEntropy.softmaxOfRow(
            z, zOffset, y, largest, logLargest, rest, row, classes, scratch);
      }
      return;
    }
    numbers(logLargest, rest, firstRow, rows, tiles, scratch);
    VectorFloatTile.scale(tile, tiles, length, scratch.numbers);
    for (int i = 0; i < tiles; i++) {
      Tiles.store(tile, i * length, y, offset + i * length, classes, scratch.block);
    }
  }

  /// `rows ≤ L` long rows, one row if it is longer than a chunk.
  static void rows(
      float[] z,
      int zOffset,
      float[] y,
      double[] largest,
      double[] logLargest,
      double[] rest,
      int firstRow,
      int rows,
      int classes,
      Scratch scratch) {
    int offset = firstRow * classes;
    boolean ordinary = VectorFloatRanges.find(z, zOffset + offset, rows, classes, scratch);
    if (ordinary) {
      for (int row = 0; row < rows; row++) {
        largest[firstRow + row] = scratch.numbers[row];
      }
      VectorFloatRows.sums(z, zOffset + offset, y, offset, rows, classes, scratch);
      LogNumbers.others(1, scratch);
      if (LogNumbers.someDominated(rows, scratch.logs)) {
        VectorFloatOthers.rows(y, offset, rows, classes, scratch);
      }
      for (int row = 0; row < rows; row++) {
        ordinary &= !Double.isNaN(scratch.logs[row]);
      }
    }
    if (!ordinary) {
      for (int row = firstRow; row < firstRow + rows; row++) {
        ScalarFloatCrossEntropy.softmaxOfRow(
            z, zOffset, y, largest, logLargest, rest, row, classes, scratch);
      }
      return;
    }
    numbers(logLargest, rest, firstRow, rows, 1, scratch);
    VectorFloatRows.scale(y, offset, rows, classes, scratch.numbers);
  }

  private static void numbers(
      double[] logLargest, double[] rest, int firstRow, int rows, int tiles, Scratch scratch) {
    numbers(tiles, scratch);
    for (int row = 0; row < rows; row++) {
      logLargest[firstRow + row] = -scratch.logs[row];
      rest[firstRow + row] = scratch.rests[row];
    }
  }

  /// From q, the largest exponential and the others: log(1 + q), `1 − y` of the largest output, and
  /// `2⁶⁴ / total` in two parts.
  static void numbers(int tiles, Scratch scratch) {
    VectorLog.onePlus(scratch.logs, tiles * L);
    DoubleVector up = DoubleVector.broadcast(D, 0x1p64);
    for (int i = 0; i < tiles * L; i += H) {
      DoubleVector others = DoubleVector.fromArray(D, scratch.sums, i);
      DoubleVector total = others.add(DoubleVector.fromArray(D, scratch.largest, i));
      others.div(total).intoArray(scratch.rests, i);
      up.div(total).intoArray(scratch.reciprocals, i);
    }
    for (int at = 0; at < tiles * L; at += L) {
      RowNumbers.split(scratch.reciprocals, at, scratch.numbers, 4 * at);
    }
  }
}
