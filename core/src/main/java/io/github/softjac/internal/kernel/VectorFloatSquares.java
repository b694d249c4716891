package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// A cost of an index label by its [SquaresScore] with the Vector API: the twin of
/// [ScalarFloatSquares], in the phases of [VectorFloatCrossEntropy].
final class VectorFloatSquares {

  private VectorFloatSquares() {}

  /// `tiles · L` short rows.
  ///
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double tiles(
      float[] z,
      int[] labels,
      SquaresScore score,
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
      ordinary = begin(z, labels, options, weights, perWeight, firstRow, rows, classes, scratch);
    }
    if (!ordinary || !VectorFloatLogTile.others(tile, tiles, length, scratch)) {
      int end = firstRow + rows;
      return ScalarFloatSquares.rows(
          z, labels, score, options, weights, perWeight, dz, firstRow, end, classes, loss, losses,
          scratch);
    }
    VectorFloatCrossEntropy.outputsInTiles(labels, firstRow, rows, length, scratch);
    boolean someDominated = LogNumbers.someDominated(rows, scratch.logs);
    if (someDominated) {
      leaveOut(labels, firstRow, rows, length, scratch);
    }
    squaresOfTiles(tiles, length, scratch);
    VectorSquaresNumbers.of(rows, score, options, perWeight, scratch);
    gradientInTiles(tiles, length, scratch);
    VectorFloatProducts.flush(tile, 0, tiles * length, tiles, rows, true, scratch);
    if (someDominated) {
      setLargest(tile, rows, scratch);
    }
    for (int i = 0; i < tiles; i++) {
      Tiles.store(tile, i * length, dz, offset + i * length, classes, scratch.block);
    }
    VectorFloatCrossEntropy.subtract(dz, rows, scratch);
    return VectorFloatCrossEntropy.loss(firstRow, rows, loss, losses, scratch.losses);
  }

  /// `rows ≤ L` long rows, one row if it is longer than a chunk.
  ///
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double rows(
      float[] z,
      int[] labels,
      SquaresScore score,
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
    boolean scalable =
        begin(z, labels, options, weights, perWeight, firstRow, rows, classes, scratch);
    float[] x = z;
    if (!ordinary || !scalable) {
      if (rows > 1) {
        double sum = loss;
        for (int row = firstRow; row < firstRow + rows; row++) {
          sum =
              rows(
                  z, labels, score, options, weights, perWeight, dz, row, 1, classes, sum, losses,
                  scratch);
        }
        return sum;
      }
      if (!scalable || !(Math.abs(scratch.numbers[0]) <= Float.MAX_VALUE)) {
        int end = firstRow + 1;
        return ScalarFloatSquares.rows(
            z, labels, score, options, weights, perWeight, dz, firstRow, end, classes, loss, losses,
            scratch);
      }
      VectorFloatLogRows.shiftLarge(z, dz, offset, classes, scratch);
      x = dz;
    }
    boolean together = VectorFloatProducts.canBeAddedTogether(scratch.numbers);
    if (together) {
      VectorFloatSquareSums.sums(x, dz, offset, rows, classes, scratch);
    } else {
      VectorFloatRows.sums(x, dz, offset, rows, classes, scratch);
    }
    ordinary = LogNumbers.others(1, scratch);
    boolean someDominated = LogNumbers.someDominated(rows, scratch.logs);
    if (someDominated) {
      VectorFloatOthers.rows(dz, offset, rows, classes, scratch);
    }
    for (int row = 0; row < rows; row++) {
      scratch.outputs[row] = dz[scratch.labelsAt[row]];
    }
    if (someDominated || !together) {
      squares(dz, offset, rows, classes, !together, scratch);
    }
    VectorSquaresNumbers.of(rows, score, options, perWeight, scratch);
    gradient(dz, offset, rows, classes, scratch.alphas, scratch.betas);
    VectorFloatProducts.flush(dz, offset, rows * classes, 1, rows, true, scratch);
    if (someDominated) {
      setLargest(dz, rows, scratch);
    }
    VectorFloatCrossEntropy.subtract(dz, rows, scratch);
    if (!ordinary) {
      VectorFloatCrossEntropy.fillNaN(dz, offset, rows, classes, scratch);
    }
    return VectorFloatCrossEntropy.loss(firstRow, rows, loss, losses, scratch.losses);
  }

  /// What is to be known of the labels before the logits are overwritten.
  ///
  /// @return false if the share of some row is too large for float
  static boolean begin(
      float[] z,
      int[] labels,
      KernelOptions options,
      float[] weights,
      double perWeight,
      int firstRow,
      int rows,
      int classes,
      Scratch scratch) {
    int tiles = (rows + L - 1) / L;
    VectorFloatCrossEntropy.weigh(z, labels, weights, firstRow, rows, classes, scratch);
    CostNumbers.labels(tiles, scratch);
    OptionNumbers.keepLargest(tiles, scratch);
    return OptionNumbers.scalesAreOrdinary(options, rows, perWeight, scratch);
  }

  /// Takes the label, and the largest if it is not the label's, from the squares of a dominated
  /// row. The largest then needs a gradient of its own: where it is, is kept.
  private static void leaveOut(
      float[] e, int label, int from, int end, int step, int row, Scratch scratch) {
    float half = (float) scratch.largest[row] / 2;
    int largest =
        scratch.gaps[row] == 0 ? -1 : ScalarFloatSquares.largest(e, from, end, step, half);
    scratch.largestAt[row] = largest;
    ScalarFloatSquares.leaveOut(e, label, largest);
  }

  /// The same for all rows of tiles.
  private static void leaveOut(int[] labels, int firstRow, int rows, int length, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      scratch.largestAt[row] = -1;
      if (SquaresNumbers.isDominated(scratch.logs[row])) {
        int from = row / L * length + row % L;
        int label = from + Math.max(labels[firstRow + row], 0) * L;
        leaveOut(scratch.tile, label, from, from + length, L, row, scratch);
      }
    }
  }

  private static void squaresOfTiles(int tiles, int length, Scratch scratch) {
    for (int i = 0; i < tiles; i++) {
      DoubleVector sum0 = DoubleVector.zero(D);
      DoubleVector sum1 = sum0;
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector e = FloatVector.fromArray(F, scratch.tile, k);
        DoubleVector e0 = (DoubleVector) e.convertShape(F2D, D, 0);
        DoubleVector e1 = (DoubleVector) e.convertShape(F2D, D, 1);
        sum0 = e0.fma(e0, sum0);
        sum1 = e1.fma(e1, sum1);
      }
      sum0.intoArray(scratch.products, i * L);
      sum1.intoArray(scratch.products, i * L + H);
    }
  }

  /// The sums of squares that were not added with the exponentials: those of dominated rows, or of
  /// all.
  private static void squares(
      float[] e, int offset, int rows, int classes, boolean all, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      scratch.largestAt[row] = -1;
      if (SquaresNumbers.isDominated(scratch.logs[row])) {
        leaveOut(e, scratch.labelsAt[row], from, from + classes, 1, row, scratch);
        scratch.products[row] = VectorFloatProducts.inDouble(e, from, e, from, 0, classes, scratch);
      } else if (all) {
        float start = ScalarFloatProducts.SQUARES_START;
        scratch.products[row] =
            VectorFloatProducts.inFloat(e, from, e, from, 0, start, classes, scratch);
      }
    }
  }

  /// Where the largest output of a dominated row is not the label's, its gradient.
  private static void setLargest(float[] dz, int rows, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      if (scratch.largestAt[row] >= 0) {
        dz[scratch.largestAt[row]] = scratch.slopesOfLargest[row];
      }
    }
  }

  /// `dz_k = e_k (a e_k + b)` in tiles, which hold the exponentials.
  private static void gradientInTiles(int tiles, int length, Scratch scratch) {
    float[] tile = scratch.tile;
    for (int i = 0; i < tiles; i++) {
      FloatVector a = FloatVector.fromArray(F, scratch.alphas, i * L);
      FloatVector b = FloatVector.fromArray(F, scratch.betas, i * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector e = FloatVector.fromArray(F, tile, k);
        e.mul(a.fma(e, b)).intoArray(tile, k);
      }
    }
  }

  /// The same in long rows.
  private static void gradient(
      float[] dz, int offset, int rows, int classes, float[] as, float[] bs) {
    for (int row = 0; row < rows; row++) {
      FloatVector a = FloatVector.broadcast(F, as[row]);
      FloatVector b = FloatVector.broadcast(F, bs[row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, dz, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector e = FloatVector.fromArray(F, dz, k);
        e.mul(a.fma(e, b)).intoArray(dz, k);
      }
      last.mul(a.fma(last, b)).intoArray(dz, to - L);
    }
  }
}
