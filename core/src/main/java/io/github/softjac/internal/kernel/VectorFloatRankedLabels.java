package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Ranked probability score of an index label with the Vector API: the twin of
/// [ScalarFloatRankedLabels], in the phases of [VectorFloatCrossEntropy].
///
/// Running sums go down tiles, of which a vector holds one class of L rows. Long rows are turned
/// into tiles once their exponentials are known, and back as gradients; those that are longer than
/// [#MOST_CLASSES], and the last rows of a batch, are left to the plain loops.
final class VectorFloatRankedLabels {

  private static final int GROUP = ScalarFloatRankedLabels.GROUP;

  /// Two tiles of so many classes are 256 KiB.
  private static final int MOST_CLASSES = 2048;

  private VectorFloatRankedLabels() {}

  /// How many long rows are worked on together.
  static int rowsAtOnce(int classes) {
    return classes <= MOST_CLASSES ? L : 1;
  }

  /// `tiles · L` short rows.
  ///
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double tiles(
      float[] z,
      int[] labels,
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
      ordinary =
          VectorFloatSquares.begin(
              z, labels, options, weights, perWeight, firstRow, rows, classes, scratch);
    }
    if (!ordinary || !VectorFloatLogTile.others(tile, tiles, length, scratch)) {
      int end = firstRow + rows;
      return ScalarFloatRankedLabels.rows(
          z, labels, options, weights, perWeight, dz, firstRow, end, classes, loss, losses,
          scratch);
    }
    boolean dominated = LogNumbers.someDominated(rows, scratch.logs);
    for (int row = 0; row < rows && dominated; row++) {
      int from = row / L * length + row % L;
      ScalarFloatRankedLabels.findLargest(tile, from, from + length, L, row, scratch);
    }
    inTiles(
        tile, scratch.secondTile, labels, firstRow, tiles, classes, options, perWeight, scratch);
    for (int i = 0; i < tiles; i++) {
      Tiles.store(tile, i * length, dz, offset + i * length, classes, scratch.block);
    }
    return end(dz, firstRow, rows, classes, dominated, loss, losses, scratch);
  }

  /// `rows ≤ L` long rows, one row if it is longer than a chunk.
  ///
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double rows(
      float[] z,
      int[] labels,
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
        VectorFloatSquares.begin(
            z, labels, options, weights, perWeight, firstRow, rows, classes, scratch);
    float[] x = z;
    if (!ordinary || !scalable) {
      if (rows > 1) {
        double sum = loss;
        for (int row = firstRow; row < firstRow + rows; row++) {
          sum =
              rows(
                  z, labels, options, weights, perWeight, dz, row, 1, classes, sum, losses,
                  scratch);
        }
        return sum;
      }
      if (!scalable || !(Math.abs(scratch.numbers[0]) <= Float.MAX_VALUE)) {
        int end = firstRow + 1;
        return ScalarFloatRankedLabels.rows(
            z, labels, options, weights, perWeight, dz, firstRow, end, classes, loss, losses,
            scratch);
      }
      VectorFloatLogRows.shiftLarge(z, dz, offset, classes, scratch);
      x = dz;
    }
    VectorFloatRows.sums(x, dz, offset, rows, classes, scratch);
    LogNumbers.others(1, scratch);
    boolean dominated = LogNumbers.someDominated(rows, scratch.logs);
    if (dominated) {
      VectorFloatOthers.rows(dz, offset, rows, classes, scratch);
    }
    for (int row = 0; row < rows && dominated; row++) {
      int from = offset + row * classes;
      ScalarFloatRankedLabels.findLargest(dz, from, from + classes, 1, row, scratch);
    }
    if (rows == L && classes <= MOST_CLASSES) {
      scratch.growRanked(classes);
      float[] tile = scratch.rankedTile;
      Tiles.load(dz, offset, classes, tile, 0);
      inTiles(tile, scratch.rankedAreas, labels, firstRow, 1, classes, options, perWeight, scratch);
      Tiles.store(tile, 0, dz, offset, classes, scratch.block);
    } else {
      inRows(dz, labels, firstRow, rows, classes, options, perWeight, scratch);
    }
    return end(dz, firstRow, rows, classes, dominated, loss, losses, scratch);
  }

  private static int label(int[] labels, int row) {
    return Math.max(labels[row], 0);
  }

  /// From the exponentials of tiles to their gradients.
  private static void inTiles(
      float[] tile,
      float[] areas,
      int[] labels,
      int firstRow,
      int tiles,
      int classes,
      KernelOptions options,
      double perWeight,
      Scratch scratch) {
    int groups = (classes + GROUP - 1) / GROUP;
    for (int i = 0; i < tiles; i++) {
      leaveOut(tile, i * classes * L, labels, firstRow, i * L, scratch);
    }
    VectorRankedNumbers.begin(tiles, scratch);
    for (int i = 0; i < tiles; i++) {
      scan(tile, i * classes * L, areas, classes, i * L, i * groups * L, scratch);
    }
    VectorRankedNumbers.end(tiles, options, perWeight, scratch);
    for (int i = 0; i < tiles; i++) {
      gradient(tile, i * classes * L, areas, classes, i * L, i * groups * L, scratch);
    }
  }

  /// Keeps the exponentials of the labels in `outputs`, and takes them out of the tile.
  private static void leaveOut(
      float[] tile, int from, int[] labels, int firstRow, int at, Scratch scratch) {
    double[] outputs = scratch.outputs;
    float[] labelClasses = scratch.labelClasses;
    for (int lane = 0; lane < L; lane++) {
      int label = label(labels, firstRow + at + lane);
      int k = from + label * L + lane;
      labelClasses[at + lane] = label;
      outputs[at + lane] = tile[k];
      tile[k] = 0;
    }
  }

  /// The same row by row.
  private static void inRows(
      float[] dz,
      int[] labels,
      int firstRow,
      int rows,
      int classes,
      KernelOptions options,
      double perWeight,
      Scratch scratch) {
    int offset = firstRow * classes;
    for (int row = 0; row < rows; row++) {
      scratch.outputs[row] = dz[scratch.labelsAt[row]];
      dz[scratch.labelsAt[row]] = 0;
    }
    VectorRankedNumbers.begin(1, scratch);
    for (int row = 0; row < rows; row++) {
      int label = label(labels, firstRow + row);
      ScalarFloatRankedLabels.scan(dz, offset + row * classes, classes, label, row, scratch);
    }
    VectorRankedNumbers.end(1, options, perWeight, scratch);
    for (int row = 0; row < rows; row++) {
      int label = label(labels, firstRow + row);
      ScalarFloatRankedLabels.gradient(dz, offset + row * classes, classes, label, row, scratch);
    }
  }

  /// The gradients of the labels and of what dominates a row, and the losses.
  private static double end(
      float[] dz,
      int firstRow,
      int rows,
      int classes,
      boolean dominated,
      double loss,
      double[] losses,
      Scratch scratch) {
    int offset = firstRow * classes;
    VectorFloatCrossEntropy.subtract(dz, rows, scratch);
    for (int row = 0; row < rows && dominated; row++) {
      ScalarFloatRankedLabels.ofLargest(dz, offset + row * classes, classes, row, scratch);
    }
    VectorFloatCrossEntropy.fillNaN(dz, offset, rows, classes, scratch);
    return VectorFloatCrossEntropy.loss(firstRow, rows, loss, losses, scratch.losses);
  }

  /// `Σ_k F_k²` and `A_l` of a tile. Leaves the areas within each group of classes in `areas`, and
  /// those before it in `rankedStarts`.
  private static void scan(
      float[] e, int from, float[] areas, int classes, int row, int startsAt, Scratch scratch) {
    double[] starts = scratch.rankedStarts;
    FloatVector unit = FloatVector.fromArray(F, scratch.units, row);
    FloatVector left = FloatVector.fromArray(F, scratch.labelClasses, row);
    FloatVector zero = FloatVector.zero(F);
    DoubleVector span0 = DoubleVector.fromArray(D, scratch.spans, row);
    DoubleVector span1 = DoubleVector.fromArray(D, scratch.spans, row + H);
    DoubleVector below0 = DoubleVector.zero(D);
    DoubleVector below1 = below0;
    DoubleVector area0 = below0;
    DoubleVector area1 = below0;
    DoubleVector own0 = below0;
    DoubleVector own1 = below0;
    DoubleVector squares0 = below0;
    DoubleVector squares1 = below0;
    int at = startsAt;
    for (int first = 0; first < classes; first += GROUP) {
      area0.intoArray(starts, at);
      area1.intoArray(starts, at + H);
      at += L;
      FloatVector lower =
          ((FloatVector) below0.convertShape(D2F, F, 0)).add(below1.convertShape(D2F, F, -1));
      FloatVector upper =
          ((FloatVector) below0.sub(span0).convertShape(D2F, F, 0))
              .add(below1.sub(span1).convertShape(D2F, F, -1));
      FloatVector sum = zero;
      FloatVector area = zero;
      FloatVector own = zero;
      FloatVector squares = zero;
      int end = from + Math.min(first + GROUP, classes) * L;
      for (int k = from + first * L; k < end; k += L) {
        sum = FloatVector.fromArray(F, e, k).fma(unit, sum);
        VectorMask<Float> before = left.compare(GT, zero);
        FloatVector f = sum.add(upper.blend(lower, before));
        area.intoArray(areas, k);
        squares = f.fma(f, squares);
        area = area.add(f);
        own = own.add(zero.blend(f, before)); // an operation with a mask may put it on the heap
        left = left.sub(1);
      }
      below0 = below0.add(sum.convertShape(F2D, D, 0));
      below1 = below1.add(sum.convertShape(F2D, D, 1));
      area0 = area0.add(area.convertShape(F2D, D, 0));
      area1 = area1.add(area.convertShape(F2D, D, 1));
      own0 = own0.add(own.convertShape(F2D, D, 0));
      own1 = own1.add(own.convertShape(F2D, D, 1));
      squares0 = squares0.add(squares.convertShape(F2D, D, 0));
      squares1 = squares1.add(squares.convertShape(F2D, D, 1));
    }
    own0.intoArray(scratch.areas, row);
    own1.intoArray(scratch.areas, row + H);
    squares0.intoArray(scratch.squares, row);
    squares1.intoArray(scratch.squares, row + H);
  }

  /// `dz_k = e_k (α (A_l − A_k) + β)` in a tile, which holds the exponentials.
  private static void gradient(
      float[] e, int from, float[] areas, int classes, int row, int startsAt, Scratch scratch) {
    double[] starts = scratch.rankedStarts;
    FloatVector normal = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector zero = FloatVector.zero(F);
    FloatVector perArea = zero.sub(FloatVector.fromArray(F, scratch.alphas, row));
    DoubleVector alpha0 = DoubleVector.fromArray(D, scratch.alphasInDouble, row);
    DoubleVector alpha1 = DoubleVector.fromArray(D, scratch.alphasInDouble, row + H);
    DoubleVector beta0 = DoubleVector.fromArray(D, scratch.betasInDouble, row);
    DoubleVector beta1 = DoubleVector.fromArray(D, scratch.betasInDouble, row + H);
    DoubleVector own0 = DoubleVector.fromArray(D, scratch.areas, row);
    DoubleVector own1 = DoubleVector.fromArray(D, scratch.areas, row + H);
    int at = startsAt;
    for (int first = 0; first < classes; first += GROUP) {
      DoubleVector base0 = alpha0.fma(own0.sub(DoubleVector.fromArray(D, starts, at)), beta0);
      DoubleVector base1 = alpha1.fma(own1.sub(DoubleVector.fromArray(D, starts, at + H)), beta1);
      at += L;
      FloatVector base =
          ((FloatVector) base0.convertShape(D2F, F, 0)).add(base1.convertShape(D2F, F, -1));
      int end = from + Math.min(first + GROUP, classes) * L;
      for (int k = from + first * L; k < end; k += L) {
        FloatVector d =
            FloatVector.fromArray(F, e, k)
                .mul(FloatVector.fromArray(F, areas, k).fma(perArea, base));
        d.blend(zero, d.abs().compare(LT, normal)).intoArray(e, k);
      }
    }
  }
}
