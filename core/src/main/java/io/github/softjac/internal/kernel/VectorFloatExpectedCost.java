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

/// A cost of an index label by its [ExpectationScore] with the Vector API: the twin of
/// [ScalarFloatExpectedCost], in the phases of [VectorFloatCrossEntropy].
final class VectorFloatExpectedCost {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;
  private static final int FOUR = ScalarFloatSquares.FOUR;

  private VectorFloatExpectedCost() {}

  /// `tiles · L` short rows.
  ///
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double tiles(
      float[] z,
      int[] labels,
      ExpectationScore score,
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
    float[] logits = scratch.tile;
    int rows = tiles * L;
    int length = classes * L;
    int offset = firstRow * classes;
    for (int i = 0; i < tiles; i++) {
      Tiles.load(z, offset + i * length, classes, logits, i * length);
    }
    boolean ordinary = VectorFloatTile.ranges(logits, tiles, length, scratch.numbers);
    if (ordinary) {
      ordinary =
          begin(
              z, labels, score, options, weights, perWeight, firstRow, tiles, rows, classes,
              scratch);
    }
    float[] c = scratch.secondTile;
    float[] e = scratch.tile;
    if (ordinary && score.isOfLogarithms()) {
      VectorFloatTile.raiseTooLow(logits, tiles, length, scratch.numbers);
      System.arraycopy(logits, 0, scratch.secondTile, 0, tiles * length);
    }
    if (!ordinary || !VectorFloatLogTile.others(e, tiles, length, scratch)) {
      int end = firstRow + rows;
      return ScalarFloatExpectedCost.rows(
          z, labels, score, options, weights, perWeight, dz, firstRow, end, classes, loss, losses,
          scratch);
    }
    if (score.isOfLogarithms()) {
      VectorFloatCrossEntropy.outputsInTiles(labels, firstRow, rows, length, scratch);
      for (int i = 0; i < tiles; i++) {
        FloatVector.fromArray(F, scratch.numbers, i * RowNumbers.LENGTH)
            .intoArray(scratch.bases, i * L);
      }
    } else {
      for (int i = 0; i < tiles; i++) {
        loadCosts(score.costs(), i, classes, scratch);
      }
      for (int row = 0; row < rows; row++) {
        int from = row / L * length + row % L;
        int m = largest(e, from, from + length, L, row, scratch);
        scratch.bases[row] = m < 0 ? 0 : c[m];
      }
    }
    sumsOfTiles(e, c, tiles, length, scratch);
    VectorExpectationNumbers.of(tiles, score, options, perWeight, scratch);
    gradientInTiles(e, c, tiles, length, scratch);
    for (int i = 0; i < tiles; i++) {
      Tiles.store(e, i * length, dz, offset + i * length, classes, scratch.block);
    }
    if (score.isOfLogarithms()) {
      VectorFloatCrossEntropy.subtract(dz, rows, scratch);
    }
    return VectorFloatCrossEntropy.loss(firstRow, rows, loss, losses, scratch.losses);
  }

  /// `rows ≤ L` long rows, one row if it is longer than a chunk.
  ///
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  @SuppressWarnings("ReferenceEquality") // whether the gradient goes where the logits are
  static double rows(
      float[] z,
      int[] labels,
      ExpectationScore score,
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
    if (!ordinary
        || !begin(
            z, labels, score, options, weights, perWeight, firstRow, 1, rows, classes, scratch)) {
      if (rows == 1) {
        return ScalarFloatExpectedCost.rows(
            z,
            labels,
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
      double sum = loss;
      for (int row = firstRow; row < firstRow + rows; row++) {
        sum =
            rows(
                z, labels, score, options, weights, perWeight, dz, row, 1, classes, sum, losses,
                scratch);
      }
      return sum;
    }
    float[] c = score.costs();
    float[] x = z;
    int from = offset;
    if (score.isOfLogarithms()) {
      if (dz == z || !RowNumbers.noneTooLow(scratch.numbers, 1)) {
        x = scratch.kept(rows * classes);
        from = 0;
        VectorFloatRows.raise(z, offset, x, 0, rows, classes, scratch.numbers);
      }
      c = x;
      for (int row = 0; row < rows; row++) {
        scratch.costsAt[row] = from + row * classes;
      }
      FloatVector.fromArray(F, scratch.numbers, 0).intoArray(scratch.bases, 0);
    }
    VectorFloatRows.sums(x, from, dz, offset, rows, classes, scratch);
    ordinary = LogNumbers.others(1, scratch);
    if (LogNumbers.someDominated(rows, scratch.logs)) {
      VectorFloatOthers.rows(dz, offset, rows, classes, scratch);
    }
    for (int row = 0; row < rows; row++) {
      if (score.isOfLogarithms()) {
        scratch.outputs[row] = dz[scratch.labelsAt[row]];
      } else {
        int start = offset + row * classes;
        int m = largest(dz, start, start + classes, 1, row, scratch);
        scratch.bases[row] = m < 0 ? 0 : c[scratch.costsAt[row] + m - start];
      }
    }
    sums(dz, offset, c, rows, classes, scratch);
    VectorExpectationNumbers.of(1, score, options, perWeight, scratch);
    gradient(
        dz,
        offset,
        c,
        scratch.costsAt,
        scratch.bases,
        rows,
        classes,
        scratch.alphas,
        scratch.betas);
    if (score.isOfLogarithms()) {
      VectorFloatCrossEntropy.subtract(dz, rows, scratch);
    }
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
      ExpectationScore score,
      KernelOptions options,
      float[] weights,
      double perWeight,
      int firstRow,
      int tiles,
      int rows,
      int classes,
      Scratch scratch) {
    if (score.isOfLogarithms()) {
      VectorFloatCrossEntropy.weigh(z, labels, weights, firstRow, rows, classes, scratch);
      CostNumbers.labels(tiles, scratch);
    } else {
      Arrays.fill(scratch.targets, 0, tiles * L, 1);
      for (int row = 0; row < rows; row++) {
        int label = labels[firstRow + row];
        double weight = weights.length == 0 ? 1 : weights[firstRow + row];
        scratch.weights[row] = label < 0 ? 0 : weight;
        scratch.costsAt[row] = Math.max(label, 0) * classes;
      }
    }
    OptionNumbers.keepLargest(tiles, scratch);
    return OptionNumbers.scalesAreOrdinary(options, rows, perWeight, scratch);
  }

  /// Where the largest exponential of a dominated row is; −1 in others.
  private static int largest(float[] e, int from, int end, int step, int row, Scratch scratch) {
    if (!SquaresNumbers.isDominated(scratch.logs[row])) {
      return -1;
    }
    return ScalarFloatSquares.largest(e, from, end, step, (float) scratch.largest[row] / 2);
  }

  /// The costs of the rows of a tile, turned as they are.
  private static void loadCosts(float[] costs, int tile, int classes, Scratch scratch) {
    for (int row = 0; row < L; row++) {
      System.arraycopy(
          costs, scratch.costsAt[tile * L + row], scratch.rowCosts, row * classes, classes);
    }
    Tiles.load(scratch.rowCosts, 0, classes, scratch.secondTile, tile * classes * L);
  }

  private static void sumsOfTiles(float[] e, float[] c, int tiles, int length, Scratch scratch) {
    for (int i = 0; i < tiles; i++) {
      FloatVector base = FloatVector.fromArray(F, scratch.bases, i * L);
      DoubleVector sum0 = DoubleVector.zero(D);
      DoubleVector sum1 = sum0;
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector d = FloatVector.fromArray(F, c, k).sub(base);
        FloatVector ek = FloatVector.fromArray(F, e, k);
        DoubleVector e0 = (DoubleVector) ek.convertShape(F2D, D, 0);
        DoubleVector e1 = (DoubleVector) ek.convertShape(F2D, D, 1);
        sum0 = e0.fma((DoubleVector) d.convertShape(F2D, D, 0), sum0);
        sum1 = e1.fma((DoubleVector) d.convertShape(F2D, D, 1), sum1);
      }
      sum0.intoArray(scratch.expected, i * L);
      sum1.intoArray(scratch.expected, i * L + H);
    }
  }

  /// `dz_k = e_k (a (c_k − base) + b)` in tiles, the first of which hold the exponentials.
  private static void gradientInTiles(
      float[] e, float[] c, int tiles, int length, Scratch scratch) {
    FloatVector normal = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector zero = FloatVector.zero(F);
    for (int i = 0; i < tiles; i++) {
      FloatVector base = FloatVector.fromArray(F, scratch.bases, i * L);
      FloatVector a = FloatVector.fromArray(F, scratch.alphas, i * L);
      FloatVector b = FloatVector.fromArray(F, scratch.betas, i * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector ck = FloatVector.fromArray(F, c, k).sub(base);
        FloatVector d = FloatVector.fromArray(F, e, k).mul(ck.fma(a, b));
        d.blend(zero, d.abs().compare(LT, normal)).intoArray(e, k);
      }
    }
  }

  /// `Σ_k e_k (c_k − base)` of long rows, chunk by chunk on 16 lanes each.
  private static void sums(
      float[] e, int offset, float[] c, int rows, int classes, Scratch scratch) {
    Arrays.fill(scratch.expected, 0, rows, 0);
    for (int done = 0; done < classes; done += CHUNK) {
      int length = Math.min(CHUNK, classes - done);
      Arrays.fill(scratch.tail, length % LANES, LANES, 0);
      Arrays.fill(scratch.tailTargets, length % LANES, LANES, 0);
      sumsOfChunk(
          e,
          offset,
          c,
          scratch.costsAt,
          scratch.bases,
          done,
          rows,
          length,
          classes,
          scratch.logs,
          scratch.tail,
          scratch.tailTargets,
          scratch.rowLanes);
      for (int row = 0; row < rows; row++) {
        scratch.expected[row] += VectorFloatLogRows.fold(scratch.rowLanes, row * 8);
      }
    }
  }

  private static void sumsOfChunk(
      float[] e,
      int offset,
      float[] c,
      int[] costsAt,
      float[] bases,
      int done,
      int rows,
      int length,
      int classes,
      double[] logs,
      float[] tail,
      float[] tailCosts,
      double[] sums) {
    int tailLength = length % LANES;
    for (int row = 0; row < rows; row++) {
      FloatVector base = FloatVector.broadcast(F, bases[row]);
      int start = offset + row * classes + done;
      int shift = costsAt[row] + done - start;
      int full = start + length - tailLength;
      boolean dominated = SquaresNumbers.isDominated(logs[row]);
      int fours = dominated ? start : start + length / FOUR * FOUR;
      if (tailLength > 0) {
        System.arraycopy(e, full, tail, 0, tailLength);
        System.arraycopy(c, full + shift, tailCosts, 0, tailLength);
      }
      for (int lane = 0; lane < LANES; lane += L) {
        DoubleVector sum0 = DoubleVector.zero(D);
        DoubleVector sum1 = sum0;
        int k = start + lane;
        for (; k < fours; k += FOUR) {
          int j = k + shift;
          FloatVector d0 = FloatVector.fromArray(F, c, j).sub(base);
          FloatVector d1 = FloatVector.fromArray(F, c, j + LANES).sub(base);
          FloatVector d2 = FloatVector.fromArray(F, c, j + 2 * LANES).sub(base);
          FloatVector d3 = FloatVector.fromArray(F, c, j + 3 * LANES).sub(base);
          FloatVector p0 = FloatVector.fromArray(F, e, k).mul(d0);
          FloatVector p2 = FloatVector.fromArray(F, e, k + 2 * LANES).mul(d2);
          FloatVector two = FloatVector.fromArray(F, e, k + LANES).fma(d1, p0);
          FloatVector four = two.add(FloatVector.fromArray(F, e, k + 3 * LANES).fma(d3, p2));
          sum0 = sum0.add(four.convertShape(F2D, D, 0));
          sum1 = sum1.add(four.convertShape(F2D, D, 1));
        }
        for (; k < full; k += LANES) {
          FloatVector d = FloatVector.fromArray(F, c, k + shift).sub(base);
          FloatVector ek = FloatVector.fromArray(F, e, k);
          DoubleVector e0 = (DoubleVector) ek.convertShape(F2D, D, 0);
          DoubleVector e1 = (DoubleVector) ek.convertShape(F2D, D, 1);
          sum0 = e0.fma((DoubleVector) d.convertShape(F2D, D, 0), sum0);
          sum1 = e1.fma((DoubleVector) d.convertShape(F2D, D, 1), sum1);
        }
        if (tailLength > 0) {
          FloatVector d = FloatVector.fromArray(F, tailCosts, lane).sub(base);
          FloatVector ek = FloatVector.fromArray(F, tail, lane);
          DoubleVector e0 = (DoubleVector) ek.convertShape(F2D, D, 0);
          DoubleVector e1 = (DoubleVector) ek.convertShape(F2D, D, 1);
          sum0 = e0.fma((DoubleVector) d.convertShape(F2D, D, 0), sum0);
          sum1 = e1.fma((DoubleVector) d.convertShape(F2D, D, 1), sum1);
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

  /// `dz_k = e_k (a (c_k − base) + b)` in long rows.
  private static void gradient(
      float[] dz,
      int offset,
      float[] c,
      int[] costsAt,
      float[] bases,
      int rows,
      int classes,
      float[] as,
      float[] bs) {
    FloatVector normal = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector zero = FloatVector.zero(F);
    for (int row = 0; row < rows; row++) {
      FloatVector a = FloatVector.broadcast(F, as[row]);
      FloatVector b = FloatVector.broadcast(F, bs[row]);
      FloatVector base = FloatVector.broadcast(F, bases[row]);
      int from = offset + row * classes;
      int to = from + classes;
      int shift = costsAt[row] - from;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, dz, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector ck = FloatVector.fromArray(F, c, k + shift).sub(base);
        FloatVector d = FloatVector.fromArray(F, dz, k).mul(ck.fma(a, b));
        d.blend(zero, d.abs().compare(LT, normal)).intoArray(dz, k);
      }
      FloatVector ck = FloatVector.fromArray(F, c, to - L + shift).sub(base);
      FloatVector d = last.mul(ck.fma(a, b));
      d.blend(zero, d.abs().compare(LT, normal)).intoArray(dz, to - L);
    }
  }
}
