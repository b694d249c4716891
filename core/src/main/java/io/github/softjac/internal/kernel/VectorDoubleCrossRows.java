package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Softmax + cross-entropy of long double rows with the Vector API: the twin of
/// [ScalarDoubleCrossEntropy]. Rows go through the same phases as in [VectorDoubleRows].
final class VectorDoubleCrossRows {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();
  private static final int CHUNK = DoubleSoftmax.CHUNK;

  private VectorDoubleCrossRows() {}

  /// `rows ≤ L` rows from `firstRow` on, one row if it is longer than a chunk.
  ///
  /// @return false if some row is not ordinary; nothing is written then
  static boolean run(
      double[] z,
      int zAt,
      int @Nullable [] labels,
      double @Nullable [] t,
      int tAt,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int firstRow,
      int rows,
      int classes,
      DoubleScratch scratch) {
    double[] numbers = scratch.numbers;
    int first = firstRow * classes;
    VectorDoubleRows.maxima(z, zAt + first, rows, classes, scratch.block);
    DoubleRowNumbers.shifts(scratch.block, scratch.turned, numbers);
    if (!VectorDoubleLogRows.ordinary(numbers, rows)) {
      return false;
    }
    if (labels != null) {
      for (int i = 0; i < rows; i++) {
        int at = zAt + first + i * classes + labels[firstRow + i];
        scratch.gaps[i] = DoubleTermSums.gap(z[at], numbers[i]);
      }
    }
    if (t != null) {
      DoubleRowTerms.targets(t, tAt + first, rows, classes, scratch);
      DoubleRowTerms.gaps(z, zAt + first, t, tAt + first, rows, classes, scratch);
    }
    if (!VectorDoubleCrossEntropy.finite(shares, firstRow, rows, t, scratch.targets)) {
      return false;
    }
    exponentials(z, zAt + first, dz, dzAt + first, rows, classes, scratch);
    quotients(dz, dzAt + first, rows, classes, scratch);
    DoubleRowNumbers.reciprocals(numbers, 0);
    if (t == null) {
      ofLabels(dz, dzAt + first, rows, classes, numbers, shares, firstRow);
    } else {
      ofTargets(
          dz, dzAt + first, t, tAt + first, rows, classes, numbers, shares, firstRow, scratch);
    }
    VectorDoubleCrossEntropy.finish(
        labels, shares, dz, dzAt, losses, firstRow, rows, classes, scratch);
    nan(shares, dz, dzAt, losses, firstRow, rows, classes, scratch.quotients);
    return true;
  }

  /// The exponentials of each row, and their sums in two parts, in the lines of M and of the lowest
  /// logit.
  private static void exponentials(
      double[] z, int zAt, double[] e, int eAt, int rows, int classes, DoubleScratch scratch) {
    if (classes <= CHUNK) {
      VectorDoubleRows.exponentials(z, zAt, e, eAt, rows, classes, scratch);
      DoubleRowNumbers.sums(scratch);
      return;
    }
    scratch.sum.clear();
    int length;
    for (int done = 0; done < classes; done += length) {
      length = Math.min(CHUNK, classes - done);
      VectorDoubleRows.addChunk(z, zAt + done, e, eAt + done, length, scratch);
    }
    scratch.numbers[L] = scratch.sum.high;
    scratch.numbers[2 * L] = scratch.sum.low;
  }

  /// q of each row from its sum, and log(1 + q).
  private static void quotients(double[] e, int eAt, int rows, int classes, DoubleScratch scratch) {
    double[] q = scratch.quotients;
    DoubleLogNumbers.quotients(scratch.numbers, 0, q, 0);
    if (DoubleLogNumbers.someDominated(q, rows)) {
      for (int row = 0; row < rows; row++) {
        if (q[row] < DoubleLogSoftmax.DOMINATED) {
          double g = scratch.numbers[row];
          double least = ScalarDoubleCrossEntropy.least(g, scratch);
          double largest = ScalarDoubleCrossEntropy.largest(g, scratch);
          int from = eAt + row * classes;
          q[row] = DoubleRowTerms.others(e, from, classes, largest / 2, least, scratch) / largest;
        }
      }
    }
    System.arraycopy(q, 0, scratch.logs, 0, L);
    VectorDoubleLog.onePlus(scratch.logs, L);
  }

  /// `share·y_k`.
  private static void ofLabels(
      double[] dz,
      int dzAt,
      int rows,
      int classes,
      double[] numbers,
      double[] shares,
      int firstRow) {
    DoubleVector down = DoubleVector.broadcast(D, 0x1p-128);
    DoubleVector least = DoubleVector.broadcast(D, 0x1p-894);
    DoubleVector zero = DoubleVector.zero(D);
    for (int row = 0; row < rows; row++) {
      DoubleVector high = DoubleVector.broadcast(D, numbers[L + row]);
      DoubleVector low = DoubleVector.broadcast(D, numbers[2 * L + row]);
      DoubleVector share = DoubleVector.broadcast(D, shares[firstRow + row]);
      int from = dzAt + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      DoubleVector last = DoubleVector.fromArray(D, dz, to - L);
      for (int k = from; k < to - L; k += L) {
        DoubleVector e = DoubleVector.fromArray(D, dz, k);
        DoubleVector v = e.fma(high, e.mul(low));
        v.mul(down).blend(zero, v.compare(LT, least)).mul(share).intoArray(dz, k);
      }
      DoubleVector v = last.fma(high, last.mul(low));
      v.mul(down).blend(zero, v.compare(LT, least)).mul(share).intoArray(dz, to - L);
    }
  }

  /// `share (y_k Σ_j t_j − t_k)`.
  private static void ofTargets(
      double[] dz,
      int dzAt,
      double[] t,
      int tAt,
      int rows,
      int classes,
      double[] numbers,
      double[] shares,
      int firstRow,
      DoubleScratch scratch) {
    DoubleVector down = DoubleVector.broadcast(D, 0x1p-128);
    DoubleVector least = DoubleVector.broadcast(D, 0x1p-894);
    DoubleVector zero = DoubleVector.zero(D);
    for (int row = 0; row < rows; row++) {
      DoubleVector high = DoubleVector.broadcast(D, numbers[L + row]);
      DoubleVector low = DoubleVector.broadcast(D, numbers[2 * L + row]);
      DoubleVector share = DoubleVector.broadcast(D, shares[firstRow + row]);
      DoubleVector sum = DoubleVector.broadcast(D, scratch.targets[row]);
      int from = dzAt + row * classes;
      int to = from + classes;
      int toTarget = tAt + row * classes - from;
      // The last L classes are read before the loop changes some of them.
      DoubleVector last = DoubleVector.fromArray(D, dz, to - L);
      for (int k = from; k < to - L; k += L) {
        DoubleVector e = DoubleVector.fromArray(D, dz, k);
        DoubleVector v = e.fma(high, e.mul(low));
        DoubleVector y = v.mul(down).blend(zero, v.compare(LT, least));
        DoubleVector minus = DoubleVector.fromArray(D, t, k + toTarget).neg();
        y.fma(sum, minus).mul(share).intoArray(dz, k);
      }
      DoubleVector v = last.fma(high, last.mul(low));
      DoubleVector y = v.mul(down).blend(zero, v.compare(LT, least));
      DoubleVector minus = DoubleVector.fromArray(D, t, to - L + toTarget).neg();
      y.fma(sum, minus).mul(share).intoArray(dz, to - L);
    }
  }

  /// Rows with a NaN in them.
  private static void nan(
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int firstRow,
      int rows,
      int classes,
      double[] quotients) {
    for (int row = 0; row < rows; row++) {
      if (Double.isNaN(quotients[row])) {
        int from = dzAt + (firstRow + row) * classes;
        Arrays.fill(dz, from, from + classes, shares[firstRow + row] == 0 ? 0 : Double.NaN);
        losses[firstRow + row] = Double.NaN;
      }
    }
  }
}
