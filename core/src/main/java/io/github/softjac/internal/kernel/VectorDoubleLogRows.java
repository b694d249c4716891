package io.github.softjac.internal.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Log-softmax of long double rows with the Vector API: the twin of [ScalarDoubleLogSoftmax]. Rows
/// go through the same phases as in [VectorDoubleRows].
final class VectorDoubleLogRows {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();
  private static final int CHUNK = DoubleSoftmax.CHUNK;

  private VectorDoubleLogRows() {}

  /// Log-softmax of `rows ≤ L` rows, of one row if it is longer than a chunk; `logY` may be `z`.
  static void forward(
      double[] z, double[] logY, int offset, int rows, int classes, DoubleScratch scratch) {
    double[] numbers = scratch.numbers;
    VectorDoubleRows.maxima(z, offset, rows, classes, scratch.block);
    DoubleRowNumbers.shifts(scratch.block, scratch.turned, numbers);
    double[] x = z;
    if (!ordinary(numbers, rows)) {
      if (rows > 1) {
        for (int row = 0; row < rows; row++) {
          forward(z, logY, offset + row * classes, 1, classes, scratch);
        }
        return;
      }
      if (!(Math.abs(numbers[0]) <= Double.MAX_VALUE)) {
        SpecialRow.logSoftmax(z, logY, offset, classes, numbers[0]);
        return;
      }
      ScalarDoubleLogSoftmax.subtract(z, logY, offset, offset + classes, numbers[0]);
      x = logY;
      numbers[0] = 0;
      DoubleRowNumbers.shifts(numbers, 0);
    }
    sums(x, offset, rows, classes, scratch);
    DoubleLogNumbers.quotients(numbers, 0, scratch.logs, 0);
    if (DoubleLogNumbers.someDominated(scratch.logs, rows)) {
      othersAlone(x, offset, rows, classes, scratch);
    }
    VectorDoubleLog.onePlus(scratch.logs, L);
    subtract(x, logY, offset, rows, classes, numbers, scratch.logs);
    for (int row = 0; row < rows; row++) {
      if (Double.isNaN(scratch.logs[row])) {
        int from = offset + row * classes;
        Arrays.fill(logY, from, from + classes, Double.NaN);
      }
    }
  }

  static boolean ordinary(double[] numbers, int rows) {
    boolean ordinary = true;
    for (int row = 0; row < rows; row++) {
      ordinary &= Math.abs(numbers[row]) <= DoubleShift.LIMIT;
    }
    return ordinary;
  }

  /// The sum of each row in two parts, in the lines of M and of the lowest logit.
  private static void sums(double[] x, int offset, int rows, int classes, DoubleScratch scratch) {
    if (classes <= CHUNK) {
      VectorDoubleRows.exponentials(x, offset, scratch.exponentials, 0, rows, classes, scratch);
      DoubleRowNumbers.sums(scratch);
      return;
    }
    sumWithout(x, offset, classes, offset - 1, scratch);
    scratch.numbers[L] = scratch.sum.high;
    scratch.numbers[2 * L] = scratch.sum.low;
  }

  /// The sum of one row, whose M and lowest logit are the first in their lines.
  ///
  /// @param without the place of a logit that counts as −∞
  private static void sumWithout(
      double[] x, int offset, int classes, int without, DoubleScratch scratch) {
    double[] e = scratch.exponentials;
    scratch.sum.clear();
    int length;
    for (int done = 0; done < classes; done += length) {
      length = Math.min(CHUNK, classes - done);
      ScalarDoubleLogSoftmax.copy(x, offset + done, e, length, without);
      VectorDoubleRows.addChunk(e, 0, e, 0, length, scratch);
    }
  }

  /// q of the dominated rows. The sums are no longer needed.
  private static void othersAlone(
      double[] x, int offset, int rows, int classes, DoubleScratch scratch) {
    double[] numbers = scratch.numbers;
    double[] q = scratch.logs;
    for (int row = 0; row < rows; row++) {
      if (q[row] < DoubleLogSoftmax.DOMINATED) {
        int from = offset + row * classes;
        double g = numbers[row];
        int without = ScalarDoubleLogSoftmax.place(x, from, g);
        double second = ScalarDoubleLogSoftmax.second(x, from, from + classes, without);
        q[row] = 0;
        if (second - g > DoubleLogSoftmax.FAR) {
          double octaves = DoubleShift.octaves(second);
          numbers[L] = DoubleShift.magic(octaves);
          numbers[2 * L] = DoubleShift.lowest(octaves);
          sumWithout(x, from, classes, without, scratch);
          q[row] = ScalarDoubleLogSoftmax.scaled(scratch.sum, second, g, scratch);
        }
      }
    }
  }

  /// `log y_k = (x_k − g) − log(1 + q)`.
  private static void subtract(
      double[] x,
      double[] logY,
      int offset,
      int rows,
      int classes,
      double[] numbers,
      double[] logs) {
    for (int row = 0; row < rows; row++) {
      DoubleVector g = DoubleVector.broadcast(D, numbers[row]);
      DoubleVector logSum = DoubleVector.broadcast(D, logs[row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      DoubleVector last = DoubleVector.fromArray(D, x, to - L);
      for (int k = from; k < to - L; k += L) {
        DoubleVector.fromArray(D, x, k).sub(g).sub(logSum).intoArray(logY, k);
      }
      last.sub(g).sub(logSum).intoArray(logY, to - L);
    }
  }
}
