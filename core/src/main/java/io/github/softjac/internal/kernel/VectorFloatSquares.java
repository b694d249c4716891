package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// A cost of an index label by its [SquaresScore] with the Vector API: the twin of
/// [ScalarFloatSquares], in the phases of [VectorFloatCrossEntropy].
final class VectorFloatSquares {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;
  private static final int FOUR = ScalarFloatSquares.FOUR;

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
    for (int row = 0; row < rows; row++) {
      int from = row / L * length + row % L;
      int label = from + Math.max(labels[firstRow + row], 0) * L;
      leaveOut(tile, label, from, from + length, L, row, scratch);
    }
    squaresOfTiles(tiles, length, scratch);
    VectorSquaresNumbers.of(tiles, rows, score, options, perWeight, scratch);
    gradientInTiles(tiles, length, scratch);
    for (int row = 0; row < rows; row++) {
      if (scratch.largestAt[row] >= 0) {
        tile[scratch.largestAt[row]] = scratch.slopesOfLargest[row];
      }
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
    VectorFloatRows.sums(x, dz, offset, rows, classes, scratch);
    ordinary = LogNumbers.others(1, scratch);
    if (LogNumbers.someDominated(rows, scratch.logs)) {
      VectorFloatOthers.rows(dz, offset, rows, classes, scratch);
    }
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      int label = scratch.labelsAt[row];
      scratch.outputs[row] = dz[label];
      leaveOut(dz, label, from, from + classes, 1, row, scratch);
    }
    squares(dz, offset, rows, classes, scratch);
    VectorSquaresNumbers.of(1, rows, score, options, perWeight, scratch);
    gradient(dz, offset, rows, classes, scratch.alphas, scratch.betas);
    for (int row = 0; row < rows; row++) {
      if (scratch.largestAt[row] >= 0) {
        dz[scratch.largestAt[row]] = scratch.slopesOfLargest[row];
      }
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

  /// Takes the label from the sum of squares, and the largest exponential where that dominates the
  /// row. Where it is, if it is not the label's, is kept: it needs a gradient of its own.
  private static void leaveOut(
      float[] e, int label, int from, int end, int step, int row, Scratch scratch) {
    boolean needed = scratch.gaps[row] != 0 && SquaresNumbers.isDominated(scratch.logs[row]);
    float half = (float) scratch.largest[row] / 2;
    int largest = needed ? ScalarFloatSquares.largest(e, from, end, step, half) : -1;
    scratch.largestAt[row] = largest;
    ScalarFloatSquares.leaveOut(e, label, largest);
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
      sum0.intoArray(scratch.squares, i * L);
      sum1.intoArray(scratch.squares, i * L + H);
    }
  }

  /// The sums of squares of long rows, chunk by chunk on 16 lanes each.
  private static void squares(float[] e, int offset, int rows, int classes, Scratch scratch) {
    Arrays.fill(scratch.squares, 0, rows, 0);
    for (int done = 0; done < classes; done += CHUNK) {
      int length = Math.min(CHUNK, classes - done);
      Arrays.fill(scratch.tail, length % LANES, LANES, 0);
      squaresOfChunk(e, offset + done, rows, length, scratch.logs, scratch.tail, scratch.rowLanes);
      for (int row = 0; row < rows; row++) {
        scratch.squares[row] += VectorFloatLogRows.fold(scratch.rowLanes, row * 8);
      }
    }
  }

  private static void squaresOfChunk(
      float[] e, int offset, int rows, int classes, double[] logs, float[] tail, double[] sums) {
    int tailLength = classes % LANES;
    for (int row = 0; row < rows; row++) {
      int start = offset + row * classes;
      int full = start + classes - tailLength;
      boolean dominated = SquaresNumbers.isDominated(logs[row]);
      int fours = dominated ? start : start + classes / FOUR * FOUR;
      if (tailLength > 0) {
        System.arraycopy(e, full, tail, 0, tailLength);
      }
      for (int lane = 0; lane < LANES; lane += L) {
        DoubleVector sum0 = DoubleVector.zero(D);
        DoubleVector sum1 = sum0;
        int k = start + lane;
        for (; k < fours; k += FOUR) {
          FloatVector v0 = FloatVector.fromArray(F, e, k);
          FloatVector v1 = FloatVector.fromArray(F, e, k + LANES);
          FloatVector v2 = FloatVector.fromArray(F, e, k + 2 * LANES);
          FloatVector v3 = FloatVector.fromArray(F, e, k + 3 * LANES);
          FloatVector four = v1.fma(v1, v0.mul(v0)).add(v3.fma(v3, v2.mul(v2)));
          sum0 = sum0.add(four.convertShape(F2D, D, 0));
          sum1 = sum1.add(four.convertShape(F2D, D, 1));
        }
        for (; k < full; k += LANES) {
          FloatVector ek = FloatVector.fromArray(F, e, k);
          DoubleVector e0 = (DoubleVector) ek.convertShape(F2D, D, 0);
          DoubleVector e1 = (DoubleVector) ek.convertShape(F2D, D, 1);
          sum0 = e0.fma(e0, sum0);
          sum1 = e1.fma(e1, sum1);
        }
        if (tailLength > 0) {
          FloatVector ek = FloatVector.fromArray(F, tail, lane);
          DoubleVector e0 = (DoubleVector) ek.convertShape(F2D, D, 0);
          DoubleVector e1 = (DoubleVector) ek.convertShape(F2D, D, 1);
          sum0 = e0.fma(e0, sum0);
          sum1 = e1.fma(e1, sum1);
        }
        // Lanes 8 to 15 are added to 0 to 7.
        int at = row * 8 + (lane & 7);
        if (L == 16) {
          sum0.add(sum1).intoArray(sums, at);
        } else if (lane < 8) {
          sum0.intoArray(sums, at);
          sum1.intoArray(sums, at + H);
        } else {
          DoubleVector.fromArray(D, sums, at).add(sum0).intoArray(sums, at);
          DoubleVector.fromArray(D, sums, at + H).add(sum1).intoArray(sums, at + H);
        }
      }
    }
  }

  /// `dz_k = e_k (a e_k + b)` in tiles, which hold the exponentials.
  private static void gradientInTiles(int tiles, int length, Scratch scratch) {
    float[] tile = scratch.tile;
    FloatVector normal = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector zero = FloatVector.zero(F);
    for (int i = 0; i < tiles; i++) {
      FloatVector a = FloatVector.fromArray(F, scratch.alphas, i * L);
      FloatVector b = FloatVector.fromArray(F, scratch.betas, i * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector e = FloatVector.fromArray(F, tile, k);
        FloatVector d = e.mul(a.fma(e, b));
        d.blend(zero, d.abs().compare(LT, normal)).intoArray(tile, k);
      }
    }
  }

  /// The same in long rows.
  private static void gradient(
      float[] dz, int offset, int rows, int classes, float[] as, float[] bs) {
    FloatVector normal = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector zero = FloatVector.zero(F);
    for (int row = 0; row < rows; row++) {
      FloatVector a = FloatVector.broadcast(F, as[row]);
      FloatVector b = FloatVector.broadcast(F, bs[row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, dz, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector e = FloatVector.fromArray(F, dz, k);
        FloatVector d = e.mul(a.fma(e, b));
        d.blend(zero, d.abs().compare(LT, normal)).intoArray(dz, k);
      }
      FloatVector d = last.mul(a.fma(last, b));
      d.blend(zero, d.abs().compare(LT, normal)).intoArray(dz, to - L);
    }
  }
}
