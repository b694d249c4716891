package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// A cost of an index label by its [ExpectationScore] with the Vector API: the twin of
/// [ScalarFloatExpectedCost], in the phases of [VectorFloatCrossEntropy].
final class VectorFloatExpectedCost {

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
      loadCosts(score.costs(), labels, firstRow, tiles, classes, scratch);
      for (int row = 0; row < rows; row++) {
        int from = row / L * length + row % L;
        int m = largest(e, from, from + length, row, scratch);
        scratch.bases[row] = m < 0 ? 0 : c[m];
      }
    }
    VectorFloatProducts.inTiles(e, c, tiles, length, scratch);
    VectorExpectationNumbers.of(rows, score, options, perWeight, scratch);
    gradientInTiles(e, c, tiles, length, scratch);
    VectorFloatProducts.flush(e, 0, tiles * length, tiles, rows, false, scratch);
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
    } else {
      Arrays.fill(scratch.bases, 0, L, 0);
    }
    boolean together = VectorFloatProducts.canBeAddedTogether(scratch.numbers);
    if (together) {
      VectorFloatProductSums.sums(x, from, dz, offset, c, rows, classes, scratch);
    } else {
      VectorFloatRows.sums(x, from, dz, offset, rows, classes, scratch);
    }
    ordinary = LogNumbers.others(1, scratch);
    boolean someDominated = LogNumbers.someDominated(rows, scratch.logs);
    if (someDominated) {
      VectorFloatOthers.rows(dz, offset, rows, classes, scratch);
    }
    if (someDominated || !together) {
      sums(dz, offset, c, score.isOfLogarithms(), rows, classes, !together, scratch);
    }
    for (int row = 0; row < rows && score.isOfLogarithms(); row++) {
      scratch.outputs[row] = dz[scratch.labelsAt[row]];
    }
    VectorExpectationNumbers.of(rows, score, options, perWeight, scratch);
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
    VectorFloatProducts.flush(dz, offset, rows * classes, 1, rows, false, scratch);
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

  /// Where the largest exponential of a dominated row of a tile is; −1 in others.
  private static int largest(float[] e, int from, int end, int row, Scratch scratch) {
    if (!SquaresNumbers.isDominated(scratch.logs[row])) {
      return -1;
    }
    return ScalarFloatSquares.largest(e, from, end, L, (float) scratch.largest[row] / 2);
  }

  /// The costs of the rows of tiles, turned as they are.
  private static void loadCosts(
      float[] costs, int[] labels, int firstRow, int tiles, int classes, Scratch scratch) {
    int largest = 0;
    for (int row = firstRow; row < firstRow + tiles * L; row++) {
      largest = Math.max(largest, labels[row]);
    }
    if (largest < L && classes <= L) {
      turnLines(costs, largest + 1, classes, scratch.turned);
      chooseCosts(labels, firstRow, tiles, classes, scratch.turned, scratch.secondTile);
      return;
    }
    for (int i = 0; i < tiles; i++) {
      loadCosts(costs, i, classes, scratch);
    }
  }

  /// Few lines of costs, a vector a class.
  private static void turnLines(float[] costs, int lines, int classes, float[] turned) {
    for (int line = 0; line < lines; line++) {
      for (int k = 0; k < classes; k++) {
        turned[k * L + line] = costs[line * classes + k];
      }
    }
  }

  /// Of each class the costs of L rows, chosen from its vector by the labels.
  private static void chooseCosts(
      int[] labels, int firstRow, int tiles, int classes, float[] turned, float[] c) {
    for (int i = 0; i < tiles; i++) {
      IntVector label = IntVector.fromArray(I, labels, firstRow + i * L).max(0);
      int start = i * classes * L;
      for (int k = 0; k < classes * L; k += L) {
        IntVector line = FloatVector.fromArray(F, turned, k).reinterpretAsInts();
        label.selectFrom(line).reinterpretAsFloats().intoArray(c, start + k);
      }
    }
  }

  private static void loadCosts(float[] costs, int tile, int classes, Scratch scratch) {
    for (int row = 0; row < L; row++) {
      System.arraycopy(
          costs, scratch.costsAt[tile * L + row], scratch.rowCosts, row * classes, classes);
    }
    Tiles.load(scratch.rowCosts, 0, classes, scratch.secondTile, tile * classes * L);
  }

  /// `dz_k = e_k (a (c_k − base) + b)` in tiles, the first of which hold the exponentials.
  private static void gradientInTiles(
      float[] e, float[] c, int tiles, int length, Scratch scratch) {
    for (int i = 0; i < tiles; i++) {
      FloatVector base = FloatVector.fromArray(F, scratch.bases, i * L);
      FloatVector a = FloatVector.fromArray(F, scratch.alphas, i * L);
      FloatVector b = FloatVector.fromArray(F, scratch.betas, i * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector ck = FloatVector.fromArray(F, c, k).sub(base);
        FloatVector.fromArray(F, e, k).mul(ck.fma(a, b)).intoArray(e, k);
      }
    }
  }

  /// The sums that were not added with the exponentials: those of dominated rows of a matrix, which
  /// are counted from the number of the largest output, or of all rows.
  private static void sums(
      float[] e,
      int offset,
      float[] c,
      boolean ofLogarithms,
      int rows,
      int classes,
      boolean all,
      Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      int at = scratch.costsAt[row];
      if (!ofLogarithms && SquaresNumbers.isDominated(scratch.logs[row])) {
        float half = (float) scratch.largest[row] / 2;
        int m = ScalarFloatSquares.largest(e, from, from + classes, 1, half);
        scratch.bases[row] = c[at + m - from];
        scratch.products[row] =
            VectorFloatProducts.inDouble(e, from, c, at, scratch.bases[row], classes, scratch);
      } else if (all) {
        scratch.products[row] =
            VectorFloatProducts.inFloat(e, from, c, at, scratch.bases[row], 0, classes, scratch);
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
        FloatVector.fromArray(F, dz, k).mul(ck.fma(a, b)).intoArray(dz, k);
      }
      FloatVector ck = FloatVector.fromArray(F, c, to - L + shift).sub(base);
      last.mul(ck.fma(a, b)).intoArray(dz, to - L);
    }
  }
}
