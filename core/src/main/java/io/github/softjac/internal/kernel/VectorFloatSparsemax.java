package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.NE;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// [FloatSparsemax] with the Vector API, L rows at a time: a vector holds one class of all of them,
/// or of long rows one candidate of each. The thresholds of several tiles are searched together, so
/// that none waits for the division of another.
final class VectorFloatSparsemax {

  /// Long rows with more candidates go in plain loops.
  private static final int MOST_CANDIDATES = 63;

  private VectorFloatSparsemax() {}

  /// How many tiles so many rows fill, at most `most`.
  static int tiles(int rows, int most) {
    return Math.min(rows / L, most);
  }

  /// The rows of so many tiles.
  static int rows(int tiles) {
    return tiles * L;
  }

  /// `tiles · L` rows; one tile of long rows.
  ///
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double ofLabels(
      float[] z,
      int[] labels,
      float[] weights,
      double perWeight,
      float[] dz,
      int firstRow,
      int tiles,
      int classes,
      double loss,
      double[] losses,
      Scratch scratch) {
    int rows = tiles * L;
    for (int row = 0; row < rows; row++) {
      int i = firstRow + row;
      double weight = labels[i] < 0 ? 0 : weights.length == 0 ? 1 : weights[i];
      scratch.weights[row] = weight;
      scratch.shares[row] = Math.min(weight * perWeight, Double.MAX_VALUE);
    }
    boolean ordinary =
        classes < FloatSoftmax.LONG_ROW
            ? shortRows(z, labels, dz, firstRow, tiles, classes, scratch)
            : longRows(z, labels, dz, firstRow, classes, scratch);
    if (!ordinary) {
      int end = firstRow + rows;
      return FloatSparsemax.rows(
          z, labels, weights, perWeight, dz, firstRow, end, classes, loss, losses, scratch);
    }
    return VectorFloatCrossEntropy.loss(firstRow, rows, loss, losses, scratch.losses);
  }

  /// @return false if nothing has been done, because of a row that is not ordinary
  private static boolean shortRows(
      float[] z, int[] labels, float[] dz, int firstRow, int tiles, int classes, Scratch scratch) {
    float[] tile = scratch.tile;
    int rows = tiles * L;
    int length = classes * L;
    int offset = firstRow * classes;
    boolean ordinary = true;
    for (int i = 0; i < tiles; i++) {
      Tiles.load(z, offset + i * length, classes, tile, i * length);
      ordinary &= begin(tile, i * length, (i + 1) * length, scratch.tileLogits);
    }
    if (!ordinary) {
      return false;
    }
    thresholds(tiles, length, scratch);
    for (int i = 0; i < tiles; i++) {
      leaveOut(labels, firstRow, i * L, i * length, scratch);
      gradient(tile, i * length, (i + 1) * length, i * L, scratch);
      ofLabels(i * L, scratch);
      Tiles.store(tile, i * length, dz, offset + i * length, classes, scratch.block);
    }
    for (int row = 0; row < rows; row++) {
      int label = Math.max(labels[firstRow + row], 0);
      dz[offset + row * classes + label] = scratch.labelSubtrahends[row] + 0f;
    }
    return true;
  }

  /// @return false if nothing has been done, because of a row that is not ordinary
  private static boolean longRows(
      float[] z, int[] labels, float[] dz, int firstRow, int classes, Scratch scratch) {
    double[] x = scratch.tileLogits;
    int[] support = scratch.support;
    int most = 0;
    Arrays.fill(x, 0, MOST_CANDIDATES * L, Double.NEGATIVE_INFINITY);
    for (int lane = 0; lane < L; lane++) {
      int offset = (firstRow + lane) * classes;
      int count = FloatSupport.find(z, offset, offset + classes, support);
      if (count < 0 || count > MOST_CANDIDATES) {
        return false;
      }
      double[] logits = scratch.supportLogits;
      double largest = FloatSparsemax.logits(z, count, support, logits);
      for (int i = 0; i < count; i++) {
        x[i * L + lane] = logits[i];
        scratch.candidates[i * L + lane] = support[i];
      }
      scratch.gaps[lane] = z[offset + Math.max(labels[firstRow + lane], 0)] - largest;
      scratch.largestAt[lane] = count;
      most = Math.max(most, count);
    }
    thresholds(1, most * L, scratch);
    Arrays.fill(dz, firstRow * classes, (firstRow + L) * classes, 0);
    for (int lane = 0; lane < L; lane++) {
      if (scratch.weights[lane] == 0) {
        scratch.losses[lane] = 0;
        continue;
      }
      double loss =
          FloatSparsemax.ofLabel(
              x,
              scratch.candidates,
              lane,
              L,
              scratch.largestAt[lane],
              scratch.thresholds[lane],
              scratch.gaps[lane],
              (firstRow + lane) * classes + labels[firstRow + lane],
              scratch.shares[lane],
              dz);
      scratch.losses[lane] = scratch.weights[lane] * loss;
    }
    return true;
  }

  /// Counts the logits from the largest of their row.
  ///
  /// @return false if that of some row is not finite, or a logit is NaN
  private static boolean begin(float[] tile, int from, int end, double[] x) {
    FloatVector g = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
    FloatVector odd = FloatVector.zero(F);
    for (int k = from; k < end; k += L) {
      FloatVector z = FloatVector.fromArray(F, tile, k);
      g = g.blend(z, z.compare(GT, g));
      odd = odd.blend(z, z.test(IS_NAN));
    }
    DoubleVector g0 = (DoubleVector) g.convertShape(F2D, D, 0);
    DoubleVector g1 = (DoubleVector) g.convertShape(F2D, D, 1);
    for (int k = from; k < end; k += L) {
      FloatVector z = FloatVector.fromArray(F, tile, k);
      z.convertShape(F2D, D, 0).sub(g0).reinterpretAsDoubles().intoArray(x, k);
      z.convertShape(F2D, D, 1).sub(g1).reinterpretAsDoubles().intoArray(x, k + H);
    }
    return g.abs().compare(LE, Float.MAX_VALUE).allTrue() && !odd.test(IS_NAN).anyTrue();
  }

  /// The thresholds of all rows, by the steps of [FloatSparsemax#threshold].
  private static void thresholds(int tiles, int length, Scratch scratch) {
    Arrays.fill(scratch.thresholds, 0, tiles * L, -1);
    Arrays.fill(scratch.counts, 0, tiles * L, 0);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < tiles; i++) {
        changed |= step(i * length, (i + 1) * length, i * L, scratch);
      }
    }
  }

  /// A row that had come to its end comes to the same threshold again.
  ///
  /// @return whether another number of classes is above the threshold of some row
  private static boolean step(int from, int end, int row, Scratch scratch) {
    double[] x = scratch.tileLogits;
    DoubleVector one = DoubleVector.broadcast(D, 1);
    DoubleVector threshold0 = DoubleVector.fromArray(D, scratch.thresholds, row);
    DoubleVector threshold1 = DoubleVector.fromArray(D, scratch.thresholds, row + H);
    DoubleVector sum0 = DoubleVector.zero(D);
    DoubleVector sum1 = sum0;
    DoubleVector count0 = sum0;
    DoubleVector count1 = sum0;
    for (int k = from; k < end; k += L) {
      DoubleVector x0 = DoubleVector.fromArray(D, x, k);
      DoubleVector x1 = DoubleVector.fromArray(D, x, k + H);
      VectorMask<Double> above0 = x0.compare(GT, threshold0);
      VectorMask<Double> above1 = x1.compare(GT, threshold1);
      sum0 = sum0.add(x0, above0);
      sum1 = sum1.add(x1, above1);
      count0 = count0.add(one, above0);
      count1 = count1.add(one, above1);
    }
    VectorMask<Double> changed0 =
        count0.compare(NE, DoubleVector.fromArray(D, scratch.counts, row));
    VectorMask<Double> changed1 =
        count1.compare(NE, DoubleVector.fromArray(D, scratch.counts, row + H));
    sum0.sub(one).div(count0).intoArray(scratch.thresholds, row);
    sum1.sub(one).div(count1).intoArray(scratch.thresholds, row + H);
    count0.intoArray(scratch.counts, row);
    count1.intoArray(scratch.counts, row + H);
    return changed0.or(changed1).anyTrue();
  }

  /// Keeps the logit of each label, and takes it out of the tile.
  private static void leaveOut(int[] labels, int firstRow, int row, int from, Scratch scratch) {
    double[] x = scratch.tileLogits;
    for (int lane = 0; lane < L; lane++) {
      int at = from + Math.max(labels[firstRow + row + lane], 0) * L + lane;
      scratch.gaps[row + lane] = x[at];
      x[at] = Double.NEGATIVE_INFINITY;
    }
  }

  /// `dz_k = share p_k`, and `Σ_k p_k²`.
  private static void gradient(float[] tile, int from, int end, int row, Scratch scratch) {
    double[] x = scratch.tileLogits;
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector share0 = DoubleVector.fromArray(D, scratch.shares, row);
    DoubleVector share1 = DoubleVector.fromArray(D, scratch.shares, row + H);
    DoubleVector threshold0 = DoubleVector.fromArray(D, scratch.thresholds, row);
    DoubleVector threshold1 = DoubleVector.fromArray(D, scratch.thresholds, row + H);
    DoubleVector squares0 = zero;
    DoubleVector squares1 = zero;
    for (int k = from; k < end; k += L) {
      DoubleVector p0 = DoubleVector.fromArray(D, x, k).sub(threshold0);
      DoubleVector p1 = DoubleVector.fromArray(D, x, k + H).sub(threshold1);
      p0 = zero.blend(p0, p0.compare(GT, zero));
      p1 = zero.blend(p1, p1.compare(GT, zero));
      squares0 = p0.fma(p0, squares0);
      squares1 = p1.fma(p1, squares1);
      ((FloatVector) p0.mul(share0).convertShape(D2F, F, 0))
          .add(p1.mul(share1).convertShape(D2F, F, -1))
          .intoArray(tile, k);
    }
    squares0.intoArray(scratch.squares, row);
    squares1.intoArray(scratch.squares, row + H);
  }

  /// The losses, and the gradients of the labels.
  private static void ofLabels(int row, Scratch scratch) {
    DoubleVector zero = DoubleVector.zero(D);
    for (int i = row; i < row + L; i += H) {
      DoubleVector weight = DoubleVector.fromArray(D, scratch.weights, i);
      DoubleVector above =
          DoubleVector.fromArray(D, scratch.gaps, i)
              .sub(DoubleVector.fromArray(D, scratch.thresholds, i));
      VectorMask<Double> isAbove = above.compare(GT, zero);
      DoubleVector p = zero.blend(above, isAbove);
      DoubleVector gap = zero.sub(above).blend(zero, isAbove);
      DoubleVector ofLabel = p.sub(1);
      DoubleVector squares = ofLabel.fma(ofLabel, DoubleVector.fromArray(D, scratch.squares, i));
      DoubleVector loss = squares.mul(0.5).add(gap);
      weight.mul(loss).blend(zero, weight.compare(EQ, zero)).intoArray(scratch.losses, i);
      ofLabel.mul(DoubleVector.fromArray(D, scratch.shares, i)).intoArray(scratch.factors, i);
    }
    toFloats(scratch.factors, row, scratch.labelSubtrahends);
  }

  private static void toFloats(double[] from, int at, float[] to) {
    ((FloatVector) DoubleVector.fromArray(D, from, at).convertShape(D2F, F, 0))
        .add(DoubleVector.fromArray(D, from, at + H).convertShape(D2F, F, -1))
        .intoArray(to, at);
  }
}
