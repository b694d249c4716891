package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Log-softmax of long float rows with the Vector API: the twin of [ScalarFloatLogSoftmax]. Rows go
/// through the same phases as in [VectorFloatRows].
final class VectorFloatLogRows {

  private static final int CHUNK = FloatSoftmax.CHUNK;

  private VectorFloatLogRows() {}

  /// Log-softmax of `rows ≤ L` rows, of one row if it is longer than a chunk; `logY` may be `z`.
  static void forward(float[] z, float[] logY, int offset, int rows, int classes, Scratch scratch) {
    float[] numbers = scratch.numbers;
    float[] x = z;
    if (!VectorFloatRanges.find(z, offset, rows, classes, scratch)) {
      if (rows > 1) {
        for (int row = 0; row < rows; row++) {
          forward(z, logY, offset + row * classes, 1, classes, scratch);
        }
        return;
      }
      if (!(Math.abs(numbers[0]) <= Float.MAX_VALUE)) {
        SpecialRow.logSoftmax(z, logY, offset, classes, numbers[0]);
        return;
      }
      shiftLarge(z, logY, offset, classes, scratch);
      x = logY;
    }
    sums(x, offset, rows, classes, scratch);
    boolean ordinary = LogNumbers.others(1, scratch);
    if (LogNumbers.someDominated(rows, scratch.logs)) {
      if (classes > CHUNK) {
        othersAgain(x, offset, classes, scratch);
      } else {
        VectorFloatOthers.rows(scratch.exponentials, 0, rows, classes, scratch);
      }
    }
    LogNumbers.logSums(1, scratch);
    subtract(x, logY, offset, rows, classes, numbers);
    for (int row = 0; row < rows && !ordinary; row++) {
      if (Double.isNaN(scratch.logs[row])) {
        int from = offset + row * classes;
        Arrays.fill(logY, from, from + classes, Float.NaN);
      }
    }
  }

  /// Moves one row of very large logits by the largest, so that this is 0.
  static void shiftLarge(float[] z, float[] y, int offset, int classes, Scratch scratch) {
    ScalarFloatLogSoftmax.subtract(z, y, offset, offset + classes, scratch.numbers[0]);
    VectorFloatRanges.find(y, offset, 1, classes, scratch);
  }

  /// The sum of each row, in `scratch.sums`; the exponentials of the last chunk are left in
  /// `scratch.exponentials`.
  private static void sums(float[] x, int offset, int rows, int classes, Scratch scratch) {
    double sum = 0;
    for (int done = 0; done < classes; done += CHUNK) {
      int length = Math.min(CHUNK, classes - done);
      exponentials(x, offset + done, rows, length, scratch);
      RowNumbers.sums(rows, scratch.sumsA, scratch.sumsB, scratch.sums);
      sum += scratch.sums[0];
    }
    scratch.sums[0] = sum;
  }

  private static void exponentials(float[] x, int from, int rows, int classes, Scratch scratch) {
    float[] e = scratch.exponentials;
    if (RowNumbers.noneTooLow(scratch.numbers, 1)) {
      VectorFloatRows.exponentials(x, from, e, 0, rows, classes, scratch);
    } else {
      VectorFloatRows.raise(x, from, e, 0, rows, classes, scratch.numbers);
      VectorFloatRows.exponentials(e, 0, e, 0, rows, classes, scratch);
    }
  }

  /// Corrects the numbers of a dominated row of several chunks, whose exponentials were not kept.
  private static void othersAgain(float[] x, int offset, int classes, Scratch scratch) {
    float half = (float) scratch.largest[0] / 2;
    float least = ScalarFloatLogSoftmax.least(scratch.numbers[0]);
    double sum = 0;
    for (int done = 0; done < classes; done += CHUNK) {
      int length = Math.min(CHUNK, classes - done);
      exponentials(x, offset + done, 1, length, scratch);
      sum += VectorFloatOthers.chunk(scratch.exponentials, 0, length, half, least, scratch.lanes);
    }
    VectorFloatOthers.set(scratch, 0, sum);
  }

  /// The sum of 8 lanes: the upper half folded on the lower until one is left.
  static double fold(double[] s, int at) {
    return ((s[at] + s[at + 4]) + (s[at + 2] + s[at + 6]))
        + ((s[at + 1] + s[at + 5]) + (s[at + 3] + s[at + 7]));
  }

  /// `log y_k = (x_k − g) − log(1 + q)`.
  private static void subtract(
      float[] x, float[] logY, int offset, int rows, int classes, float[] numbers) {
    for (int row = 0; row < rows; row++) {
      FloatVector g = FloatVector.broadcast(F, numbers[row]);
      FloatVector logSum = FloatVector.broadcast(F, numbers[L + row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, x, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector.fromArray(F, x, k).sub(g).sub(logSum).intoArray(logY, k);
      }
      last.sub(g).sub(logSum).intoArray(logY, to - L);
    }
  }
}
