package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// A cost of an index label by its [SquaresScore] with the Vector API: the twin of
/// [ScalarFloatSquares], in the phases of [VectorFloatCrossEntropy].
final class VectorFloatSquares {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;

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
    VectorSquaresNumbers.halves(tiles, scratch);
    squaresOfTiles(tiles, length, scratch);
    for (int row = 0; row < rows; row++) {
      int from = row / L * length + row % L;
      scratch.largestAt[row] = largest(tile, from, from + length, L, row, scratch);
    }
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
    VectorSquaresNumbers.halves(1, scratch);
    squares(dz, offset, rows, classes, scratch);
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      scratch.outputs[row] = dz[scratch.labelsAt[row]];
      scratch.largestAt[row] = largest(dz, from, from + classes, 1, row, scratch);
    }
    VectorSquaresNumbers.of(1, rows, score, options, perWeight, scratch);
    gradient(dz, offset, rows, classes, scratch);
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
  private static boolean begin(
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

  /// Where the largest exponential of a row is, if it is not the label's and needs a gradient of
  /// its own; −1 otherwise.
  private static int largest(float[] e, int from, int end, int step, int row, Scratch scratch) {
    return scratch.gaps[row] == 0 || scratch.halves[row] == Float.POSITIVE_INFINITY
        ? -1
        : ScalarFloatSquares.largest(e, from, end, step, scratch.halves[row]);
  }

  private static void squaresOfTiles(int tiles, int length, Scratch scratch) {
    FloatVector zero = FloatVector.zero(F);
    for (int i = 0; i < tiles; i++) {
      FloatVector half = FloatVector.fromArray(F, scratch.halves, i * L);
      DoubleVector sum0 = DoubleVector.zero(D);
      DoubleVector sum1 = sum0;
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector e = FloatVector.fromArray(F, scratch.tile, k);
        e = e.blend(zero, e.compare(GE, half));
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
      squaresOfChunk(
          e, offset + done, rows, length, scratch.halves, scratch.tail, scratch.rowLanes);
      for (int row = 0; row < rows; row++) {
        scratch.squares[row] += VectorFloatLogRows.fold(scratch.rowLanes, row * 8);
      }
    }
  }

  private static void squaresOfChunk(
      float[] e, int offset, int rows, int classes, float[] halves, float[] tail, double[] sums) {
    FloatVector zero = FloatVector.zero(F);
    int tailLength = classes % LANES;
    for (int row = 0; row < rows; row++) {
      FloatVector half = FloatVector.broadcast(F, halves[row]);
      int start = offset + row * classes;
      int full = start + classes - tailLength;
      System.arraycopy(e, full, tail, 0, tailLength);
      for (int lane = 0; lane < LANES; lane += L) {
        DoubleVector sum0 = DoubleVector.zero(D);
        DoubleVector sum1 = sum0;
        for (int k = start + lane; k < full; k += LANES) {
          FloatVector ek = FloatVector.fromArray(F, e, k);
          ek = ek.blend(zero, ek.compare(GE, half));
          DoubleVector e0 = (DoubleVector) ek.convertShape(F2D, D, 0);
          DoubleVector e1 = (DoubleVector) ek.convertShape(F2D, D, 1);
          sum0 = e0.fma(e0, sum0);
          sum1 = e1.fma(e1, sum1);
        }
        if (tailLength > 0) {
          FloatVector ek = FloatVector.fromArray(F, tail, lane);
          ek = ek.blend(zero, ek.compare(GE, half));
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

  /// `dz_k = y_k (α y_k + β)` in tiles, which hold the exponentials.
  private static void gradientInTiles(int tiles, int length, Scratch scratch) {
    float[] tile = scratch.tile;
    FloatVector down = FloatVector.broadcast(F, 0x1p-64f);
    FloatVector least = FloatVector.broadcast(F, 0x1p-62f);
    FloatVector normal = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector zero = FloatVector.zero(F);
    for (int i = 0; i < tiles; i++) {
      FloatVector high = FloatVector.fromArray(F, scratch.numbers, i * RowNumbers.LENGTH + L);
      FloatVector low = FloatVector.fromArray(F, scratch.numbers, i * RowNumbers.LENGTH + 2 * L);
      FloatVector alpha = FloatVector.fromArray(F, scratch.alphas, i * L);
      FloatVector beta = FloatVector.fromArray(F, scratch.betas, i * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector e = FloatVector.fromArray(F, tile, k);
        FloatVector v = e.fma(high, e.mul(low));
        FloatVector y = v.mul(down).blend(zero, v.compare(LT, least));
        FloatVector d = y.mul(alpha.fma(y, beta));
        d.blend(zero, d.abs().compare(LT, normal)).intoArray(tile, k);
      }
    }
  }

  /// The same in long rows. Without outputs near 2⁻¹²⁶ there is nothing to look for on the way.
  private static void gradient(float[] dz, int offset, int rows, int classes, Scratch scratch) {
    if (RowNumbers.scaleDown(scratch.numbers, 1)) {
      shallowGradient(dz, offset, rows, classes, scratch.numbers, scratch.alphas, scratch.betas);
    } else {
      anyGradient(dz, offset, rows, classes, scratch.numbers, scratch.alphas, scratch.betas);
    }
  }

  private static void shallowGradient(
      float[] dz,
      int offset,
      int rows,
      int classes,
      float[] numbers,
      float[] alphas,
      float[] betas) {
    FloatVector normal = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector zero = FloatVector.zero(F);
    for (int row = 0; row < rows; row++) {
      FloatVector high = FloatVector.broadcast(F, numbers[L + row]);
      FloatVector low = FloatVector.broadcast(F, numbers[2 * L + row]);
      FloatVector alpha = FloatVector.broadcast(F, alphas[row]);
      FloatVector beta = FloatVector.broadcast(F, betas[row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, dz, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector e = FloatVector.fromArray(F, dz, k);
        FloatVector y = e.fma(high, e.mul(low));
        FloatVector d = y.mul(alpha.fma(y, beta));
        d.blend(zero, d.abs().compare(LT, normal)).intoArray(dz, k);
      }
      FloatVector y = last.fma(high, last.mul(low));
      FloatVector d = y.mul(alpha.fma(y, beta));
      d.blend(zero, d.abs().compare(LT, normal)).intoArray(dz, to - L);
    }
  }

  private static void anyGradient(
      float[] dz,
      int offset,
      int rows,
      int classes,
      float[] numbers,
      float[] alphas,
      float[] betas) {
    FloatVector down = FloatVector.broadcast(F, 0x1p-64f);
    FloatVector least = FloatVector.broadcast(F, 0x1p-62f);
    FloatVector normal = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector zero = FloatVector.zero(F);
    for (int row = 0; row < rows; row++) {
      FloatVector high = FloatVector.broadcast(F, numbers[L + row]);
      FloatVector low = FloatVector.broadcast(F, numbers[2 * L + row]);
      FloatVector alpha = FloatVector.broadcast(F, alphas[row]);
      FloatVector beta = FloatVector.broadcast(F, betas[row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, dz, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector e = FloatVector.fromArray(F, dz, k);
        FloatVector v = e.fma(high, e.mul(low));
        FloatVector y = v.mul(down).blend(zero, v.compare(LT, least));
        FloatVector d = y.mul(alpha.fma(y, beta));
        d.blend(zero, d.abs().compare(LT, normal)).intoArray(dz, k);
      }
      FloatVector v = last.fma(high, last.mul(low));
      FloatVector y = v.mul(down).blend(zero, v.compare(LT, least));
      FloatVector d = y.mul(alpha.fma(y, beta));
      d.blend(zero, d.abs().compare(LT, normal)).intoArray(dz, to - L);
    }
  }
}
