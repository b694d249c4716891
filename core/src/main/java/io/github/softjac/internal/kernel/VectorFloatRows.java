package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.AND_NOT;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Softmax of long float rows with the Vector API: the twin of [ScalarFloatSoftmax].
///
/// Up to L rows go through each phase together, and one vector holds the same number of every row.
/// So no row waits for the latency of another's maximum, sum or division.
///
/// A vector of L floats holds L neighbouring virtual lanes; 16 / L sweeps over a chunk make up all
/// 16. Constants are broadcast into locals before each loop, those of the exponential from an
/// array: the compiler reloads static vectors in every iteration, and makes constants anew.
final class VectorFloatRows {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;

  private VectorFloatRows() {}

  /// Softmax of `rows ≤ L` rows of at most [FloatSoftmax#CHUNK] classes; `y` may be `z`.
  static void forward(float[] z, float[] y, int offset, int rows, int classes, Scratch scratch) {
    float[] numbers = scratch.numbers;
    if (!VectorFloatRanges.find(z, offset, rows, classes, scratch)) {
      for (int row = 0; row < rows; row++) {
        forwardLong(z, y, offset + row * classes, classes, scratch);
      }
      return;
    }
    sums(z, y, offset, rows, classes, scratch);
    RowNumbers.reciprocals(scratch.sums, numbers, 0);
    scale(y, offset, rows, classes, numbers);
    RowNumbers.fillNaN(y, offset, rows, classes, numbers);
  }

  /// Softmax of one row of any length; `y` may be `z`.
  static void forwardLong(float[] z, float[] y, int offset, int classes, Scratch scratch) {
    float[] numbers = scratch.numbers;
    float[] x = z;
    if (!VectorFloatRanges.find(z, offset, 1, classes, scratch)) {
      float g = numbers[0];
      if (!(Math.abs(g) <= Float.MAX_VALUE)) {
        SpecialRow.softmax(z, y, offset, classes, g);
        return;
      }
      ScalarFloatSoftmax.subtract(z, y, offset, offset + classes, g);
      VectorFloatRanges.find(y, offset, 1, classes, scratch);
      x = y;
    }
    sums(x, y, offset, 1, classes, scratch);
    RowNumbers.reciprocals(scratch.sums, numbers, 0);
    scale(y, offset, 1, classes, numbers);
    RowNumbers.fillNaN(y, offset, 1, classes, numbers);
  }

  /// The exponentials of rows, of one row if it is longer than a chunk, and the sum of each row in
  /// `scratch.sums`; `e` may be `x`.
  static void sums(float[] x, float[] e, int offset, int rows, int classes, Scratch scratch) {
    sums(x, offset, e, offset, rows, classes, scratch);
  }

  /// The same where the first row is at `start` in x, in e at `to`.
  static void sums(
      float[] x, int start, float[] e, int to, int rows, int classes, Scratch scratch) {
    boolean raised = !RowNumbers.noneTooLow(scratch.numbers, 1);
    double sum = 0;
    for (int done = 0; done < classes; done += CHUNK) {
      int length = Math.min(CHUNK, classes - done);
      if (raised) {
        raise(x, start + done, e, to + done, rows, length, scratch.numbers);
        exponentials(e, to + done, e, to + done, rows, length, scratch);
      } else {
        exponentials(x, start + done, e, to + done, rows, length, scratch);
      }
      RowNumbers.sums(rows, scratch.sumsA, scratch.sumsB, scratch.sums);
      sum += scratch.sums[0];
    }
    scratch.sums[0] = sum;
  }

  /// `e_k = x_k`, or the lowest logit if that is larger: it gives exactly 0, as [FloatShift#lowest]
  /// says. The first row is at `from` in x, in e at `to`.
  static void raise(
      float[] x, int from, float[] e, int to, int rows, int classes, float[] numbers) {
    int shift = to - from;
    for (int row = 0; row < rows; row++) {
      FloatVector lowest = FloatVector.broadcast(F, numbers[2 * L + row]);
      int start = from + row * classes;
      int end = start + classes;
      int k = start;
      for (; k <= end - L; k += L) {
        FloatVector d = FloatVector.fromArray(F, x, k);
        d.blend(lowest, d.compare(LT, lowest)).intoArray(e, k + shift);
      }
      for (; k < end; k++) {
        e[k + shift] = x[k] < numbers[2 * L + row] ? numbers[2 * L + row] : x[k];
      }
    }
  }

  /// Writes `e_k = σ·exp(x_k)·2⁻ᴺ` and, as a line a row, the sums of its 16 lanes in their two
  /// parts. The first row is at `from` in x, in e at `to`.
  static void exponentials(
      float[] x, int from, float[] e, int to, int rows, int classes, Scratch scratch) {
    int tail = classes % LANES;
    if (tail > 0) {
      readTails(x, from, rows, classes, tail, scratch);
    }
    exponentials(
        x,
        from,
        e,
        to,
        rows,
        classes,
        scratch.numbers,
        scratch.expConstants,
        scratch.expTable,
        scratch.tails,
        scratch.sumsA,
        scratch.sumsB);
    if (tail > 0) {
      writeTails(e, to, rows, classes, tail, scratch.tails);
    }
  }

  /// The last, incomplete 16 classes of each row, a line a row, filled up with the lowest logit:
  /// beside the largest of the row, its exponential changes no sum.
  static void readTails(float[] x, int from, int rows, int classes, int tail, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      int at = from + (row + 1) * classes - tail;
      readTail(x, at, tail, scratch.numbers[2 * L + row], scratch.tails, row * LANES);
    }
  }

  /// A line of the first `tail` numbers at `at`, filled up with another.
  static void readTail(float[] x, int at, int tail, float other, float[] lines, int line) {
    if (at > x.length - LANES) {
      Arrays.fill(lines, line + tail, line + LANES, other);
      System.arraycopy(x, at, lines, line, tail);
      return;
    }
    IntVector filled = FloatVector.broadcast(F, other).reinterpretAsInts();
    for (int lane = 0; lane < LANES; lane += L) {
      IntVector own = FirstLanes.bits(tail - lane);
      IntVector d = FloatVector.fromArray(F, x, at + lane).reinterpretAsInts();
      IntVector both = d.and(own).or(filled.lanewise(AND_NOT, own));
      both.reinterpretAsFloats().intoArray(lines, line + lane);
    }
  }

  /// Writes the lines to the ends of the rows.
  static void writeTails(float[] e, int to, int rows, int classes, int tail, float[] tails) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(tails, row * LANES, e, to + (row + 1) * classes - tail, tail);
    }
  }

  private static void exponentials(
      float[] x,
      int from,
      float[] e,
      int to,
      int rows,
      int classes,
      float[] numbers,
      float[] constants,
      int[] expTable,
      float[] tails,
      float[] sumsA,
      float[] sumsB) {
    FloatVector steps = FloatVector.broadcast(F, constants[0]);
    FloatVector high = FloatVector.broadcast(F, constants[1]);
    FloatVector low = FloatVector.broadcast(F, constants[2]);
    FloatVector q2 = FloatVector.broadcast(F, constants[3]);
    FloatVector q3 = FloatVector.broadcast(F, constants[4]);
    FloatVector q4 = FloatVector.broadcast(F, constants[5]);
    IntVector table = IntVector.fromArray(I, expTable, 0);
    int tailLength = classes % LANES;
    int shift = to - from;
    for (int row = 0; row < rows; row++) {
      FloatVector magics = FloatVector.broadcast(F, numbers[L + row]);
      int start = from + row * classes;
      int end = start + classes - tailLength;
      for (int lane = 0; lane < LANES; lane += L) {
        FloatVector sumA = FloatVector.broadcast(F, FloatShift.SUM_START);
        FloatVector sumB = FloatVector.zero(F);
        for (int k = start + lane; k < end; k += LANES) {
          FloatVector d = FloatVector.fromArray(F, x, k);
          FloatVector t = d.fma(steps, magics);
          FloatVector n = t.sub(magics);
          FloatVector power = VectorFloatExp.power(t, table);
          FloatVector r = n.fma(low, n.fma(high, d));
          FloatVector w = VectorFloatExp.expm1(r, q2, q3, q4);
          FloatVector ek = power.fma(w, power);
          ek.intoArray(e, shift + k);
          FloatVector sum = sumA.add(ek);
          sumB = sumB.add(power.fma(w, power.sub(sum.sub(sumA))));
          sumA = sum;
        }
        if (tailLength > 0) {
          FloatVector d = FloatVector.fromArray(F, tails, row * LANES + lane);
          FloatVector t = d.fma(steps, magics);
          FloatVector n = t.sub(magics);
          FloatVector power = VectorFloatExp.power(t, table);
          FloatVector r = n.fma(low, n.fma(high, d));
          FloatVector w = VectorFloatExp.expm1(r, q2, q3, q4);
          FloatVector ek = power.fma(w, power);
          ek.intoArray(tails, row * LANES + lane);
          FloatVector sum = sumA.add(ek);
          sumB = sumB.add(power.fma(w, power.sub(sum.sub(sumA))));
          sumA = sum;
        }
        sumA.sub(FloatShift.SUM_START).intoArray(sumsA, row * LANES + lane);
        sumB.intoArray(sumsB, row * LANES + lane);
      }
    }
  }

  /// `y_k = e_k / sum`, below 2⁻¹²⁶: 0.
  static void scale(float[] y, int offset, int rows, int classes, float[] numbers) {
    if (RowNumbers.scaleDown(numbers, 1)) {
      scalePlain(y, offset, rows, classes, numbers);
    } else {
      scaleAny(y, offset, rows, classes, numbers);
    }
  }

  /// Where no result can be below 2⁻¹²⁶, nor a product on the way. The bits are those of
  /// [#scaleAny]: a power of two is a factor that rounds nothing.
  private static void scalePlain(float[] y, int offset, int rows, int classes, float[] numbers) {
    for (int row = 0; row < rows; row++) {
      FloatVector high = FloatVector.broadcast(F, numbers[L + row]);
      FloatVector low = FloatVector.broadcast(F, numbers[2 * L + row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, y, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector e = FloatVector.fromArray(F, y, k);
        e.fma(high, e.mul(low)).intoArray(y, k);
      }
      last.fma(high, last.mul(low)).intoArray(y, to - L);
    }
  }

  private static void scaleAny(float[] y, int offset, int rows, int classes, float[] numbers) {
    FloatVector down = FloatVector.broadcast(F, 0x1p-64f);
    FloatVector least = FloatVector.broadcast(F, 0x1p-62f);
    FloatVector zero = FloatVector.zero(F);
    for (int row = 0; row < rows; row++) {
      FloatVector high = FloatVector.broadcast(F, numbers[L + row]);
      FloatVector low = FloatVector.broadcast(F, numbers[2 * L + row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, y, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector e = FloatVector.fromArray(F, y, k);
        FloatVector v = e.fma(high, e.mul(low));
        v.mul(down).blend(zero, v.abs().compare(LT, least)).intoArray(y, k);
      }
      FloatVector v = last.fma(high, last.mul(low));
      v.mul(down).blend(zero, v.abs().compare(LT, least)).intoArray(y, to - L);
    }
  }
}
