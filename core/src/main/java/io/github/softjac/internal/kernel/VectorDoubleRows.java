package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Softmax of long double rows with the Vector API: the twin of [ScalarDoubleSoftmax].
///
/// Up to L rows go through each phase together. What is left of a row at the end of a phase, its
/// largest logits or its sums lane by lane, is a line of a block; the block is turned, and one
/// vector then holds the same number of every row. So nothing is folded across a vector, and no row
/// waits for the latency of another's maximum, sum or division.
///
/// A vector of L doubles holds L neighbouring virtual lanes; 8 / L sweeps over a chunk make up all
/// 8. Constants are broadcast into locals before each loop: the compiler reloads static vectors in
/// every iteration.
final class VectorDoubleRows {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> J = VectorSpecies.of(long.class, D.vectorShape());
  private static final int L = D.length();
  private static final int LANES = DoubleSoftmax.LANES;
  private static final int CHUNK = DoubleSoftmax.CHUNK;
  private static final long[] TABLE = DoubleExp.scaledTable();

  private VectorDoubleRows() {}

  /// Softmax of `rows ≤ L` rows of at most [DoubleSoftmax#CHUNK] classes; `y` may be `z`.
  static void forward(
      double[] z, double[] y, int offset, int rows, int classes, DoubleScratch scratch) {
    double[] numbers = scratch.numbers;
    maxima(z, offset, rows, classes, scratch.block);
    DoubleRowNumbers.shifts(scratch.block, scratch.turned, numbers);
    for (int row = 0; row < rows; row++) {
      if (!(Math.abs(numbers[row]) <= DoubleShift.LIMIT)) {
        unusual(z, y, offset, rows, classes, scratch);
        return;
      }
    }
    exponentials(z, offset, y, offset, rows, classes, scratch);
    DoubleRowNumbers.sums(scratch);
    DoubleRowNumbers.reciprocals(numbers, 0);
    scale(y, offset, rows, classes, numbers);
    for (int row = 0; row < rows; row++) {
      if (Double.isNaN(numbers[L + row])) {
        int from = offset + row * classes;
        Arrays.fill(y, from, from + classes, Double.NaN);
      }
    }
  }

  /// Softmax of one row of any length; `y` may be `z`.
  static void forwardLong(double[] z, double[] y, int offset, int classes, DoubleScratch scratch) {
    double[] numbers = scratch.numbers;
    maxima(z, offset, 1, classes, scratch.block);
    DoubleRowNumbers.shifts(scratch.block, scratch.turned, numbers);
    double g = numbers[0];
    if (!(Math.abs(g) <= Double.MAX_VALUE)) {
      SpecialRow.softmax(z, y, offset, classes, g);
      return;
    }
    double[] x = z;
    if (Math.abs(g) > DoubleShift.LIMIT) {
      ScalarDoubleSoftmax.subtract(z, y, offset, offset + classes, g);
      x = y;
      numbers[0] = 0;
      DoubleRowNumbers.shifts(numbers, 0);
    }
    DoubleSum sum = scratch.sum;
    sum.clear();
    int length;
    for (int done = 0; done < classes; done += length) {
      length = Math.min(CHUNK, classes - done);
      addChunk(x, offset + done, y, offset + done, length, scratch);
    }
    if (Double.isNaN(sum.high)) {
      Arrays.fill(y, offset, offset + classes, Double.NaN);
      return;
    }
    numbers[L] = sum.high;
    numbers[2 * L] = sum.low;
    DoubleRowNumbers.reciprocals(numbers, 0);
    scale(y, offset, 1, classes, numbers);
  }

  /// The exponentials of a chunk of one row, and their sum added to that in `scratch`.
  static void addChunk(
      double[] x, int from, double[] y, int start, int length, DoubleScratch scratch) {
    exponentials(x, from, y, start, 1, length, scratch);
    double sumA = ScalarDoubleSoftmax.fold(scratch.sumsA);
    scratch.sum.add(sumA, ScalarDoubleSoftmax.fold(scratch.sumsB));
  }

  /// Rows one of which has NaN, infinite or very large logits.
  private static void unusual(
      double[] z, double[] y, int offset, int rows, int classes, DoubleScratch scratch) {
    for (int row = 0; row < rows; row++) {
      forwardLong(z, y, offset + row * classes, classes, scratch);
    }
  }

  /// A vector a row that holds its largest logit, NaN left aside, into the lines of `block`.
  static void maxima(double[] z, int offset, int rows, int classes, double[] block) {
    for (int row = 0; row < rows; row++) {
      int k = offset + row * classes;
      int to = k + classes;
      DoubleVector m0 = DoubleVector.broadcast(D, Double.NEGATIVE_INFINITY);
      DoubleVector m1 = m0;
      DoubleVector m2 = m0;
      DoubleVector m3 = m0;
      for (; k <= to - 4 * L; k += 4 * L) {
        DoubleVector z0 = DoubleVector.fromArray(D, z, k);
        DoubleVector z1 = DoubleVector.fromArray(D, z, k + L);
        DoubleVector z2 = DoubleVector.fromArray(D, z, k + 2 * L);
        DoubleVector z3 = DoubleVector.fromArray(D, z, k + 3 * L);
        m0 = m0.blend(z0, z0.compare(GT, m0));
        m1 = m1.blend(z1, z1.compare(GT, m1));
        m2 = m2.blend(z2, z2.compare(GT, m2));
        m3 = m3.blend(z3, z3.compare(GT, m3));
      }
      for (; k < to - L; k += L) {
        DoubleVector z0 = DoubleVector.fromArray(D, z, k);
        m0 = m0.blend(z0, z0.compare(GT, m0));
      }
      DoubleVector last = DoubleVector.fromArray(D, z, to - L);
      m0 = m0.blend(last, last.compare(GT, m0));
      m0 = m0.blend(m1, m1.compare(GT, m0));
      m2 = m2.blend(m3, m3.compare(GT, m2));
      m0.blend(m2, m2.compare(GT, m0)).intoArray(block, row * L);
    }
  }

  /// Writes `e_k = σ·exp(x_k)·2⁻ᴺ` and, as a line a row, the sums of its 8 lanes in their two
  /// parts.
  static void exponentials(
      double[] x, int offset, double[] y, int start, int rows, int classes, DoubleScratch scratch) {
    double[] numbers = scratch.numbers;
    double[] sumsA = scratch.sumsA;
    double[] sumsB = scratch.sumsB;
    fullVectors(x, offset, y, start, rows, classes, numbers, sumsA, sumsB);
    int tail = classes % LANES;
    if (tail == 0) {
      return;
    }
    // Copied and filled up: a mask of the tail's length would be an object for each call.
    double[] tails = scratch.tails;
    for (int row = 0; row < rows; row++) {
      int at = row * LANES;
      Arrays.fill(tails, at + tail, at + LANES, numbers[2 * L + row]);
      System.arraycopy(x, offset + (row + 1) * classes - tail, tails, at, tail);
    }
    tails(tails, tail, rows, numbers, sumsA, sumsB);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(tails, row * LANES, y, start + (row + 1) * classes - tail, tail);
    }
  }

  private static void fullVectors(
      double[] x,
      int offset,
      double[] y,
      int start,
      int rows,
      int classes,
      double[] numbers,
      double[] sumsA,
      double[] sumsB) {
    DoubleVector steps = DoubleVector.broadcast(D, DoubleExp.STEPS);
    DoubleVector high = DoubleVector.broadcast(D, -DoubleExp.STEP_HIGH);
    DoubleVector low = DoubleVector.broadcast(D, -DoubleExp.STEP_LOW);
    DoubleVector q2 = DoubleVector.broadcast(D, DoubleExp.Q2);
    DoubleVector q3 = DoubleVector.broadcast(D, DoubleExp.Q3);
    DoubleVector q4 = DoubleVector.broadcast(D, DoubleExp.Q4);
    DoubleVector q5 = DoubleVector.broadcast(D, DoubleExp.Q5);
    DoubleVector q6 = DoubleVector.broadcast(D, DoubleExp.Q6);
    DoubleVector q7 = DoubleVector.broadcast(D, DoubleExp.Q7);
    DoubleVector q8 = DoubleVector.broadcast(D, DoubleExp.Q8);
    DoubleVector q9 = DoubleVector.broadcast(D, DoubleExp.Q9);
    DoubleVector q10 = DoubleVector.broadcast(D, DoubleExp.Q10);
    LongVector one = LongVector.broadcast(J, 1);
    LongVector table = LongVector.fromArray(J, TABLE, 0);
    for (int row = 0; row < rows; row++) {
      DoubleVector magics = DoubleVector.broadcast(D, numbers[L + row]);
      DoubleVector lowests = DoubleVector.broadcast(D, numbers[2 * L + row]);
      int from = offset + row * classes;
      int to = from + classes - classes % LANES;
      for (int lane = 0; lane < LANES; lane += L) {
        DoubleVector sumA = DoubleVector.broadcast(D, DoubleShift.SUM_START);
        DoubleVector sumB = DoubleVector.zero(D);
        for (int k = from + lane; k < to; k += LANES) {
          DoubleVector d = DoubleVector.fromArray(D, x, k);
          d = d.blend(lowests, d.compare(LT, lowests));
          DoubleVector t = d.fma(steps, magics);
          DoubleVector n = t.sub(magics);
          LongVector bits = t.reinterpretAsLongs();
          DoubleVector power =
              bits.lanewise(LSHL, 51).add(bits.and(one).selectFrom(table)).reinterpretAsDoubles();
          DoubleVector r = n.fma(low, n.fma(high, d));
          DoubleVector q = q10.fma(r, q9).fma(r, q8).fma(r, q7).fma(r, q6);
          q = q.fma(r, q5).fma(r, q4).fma(r, q3).fma(r, q2);
          DoubleVector w = q.fma(r.mul(r), r);
          DoubleVector e = power.fma(w, power);
          e.intoArray(y, k + start - offset);
          DoubleVector sum = sumA.add(e);
          sumB = sumB.add(power.fma(w, power.sub(sum.sub(sumA))));
          sumA = sum;
        }
        sumA.sub(DoubleShift.SUM_START).intoArray(sumsA, row * LANES + lane);
        sumB.intoArray(sumsB, row * LANES + lane);
      }
    }
  }

  /// The last classes of each row, fewer than 8. A method of its own: the compiler stops inlining
  /// where a method holds two exponentials, and would put every vector of the second on the heap.
  private static void tails(
      double[] tails, int tailLength, int rows, double[] numbers, double[] sumsA, double[] sumsB) {
    DoubleVector steps = DoubleVector.broadcast(D, DoubleExp.STEPS);
    DoubleVector high = DoubleVector.broadcast(D, -DoubleExp.STEP_HIGH);
    DoubleVector low = DoubleVector.broadcast(D, -DoubleExp.STEP_LOW);
    DoubleVector q2 = DoubleVector.broadcast(D, DoubleExp.Q2);
    DoubleVector q3 = DoubleVector.broadcast(D, DoubleExp.Q3);
    DoubleVector q4 = DoubleVector.broadcast(D, DoubleExp.Q4);
    DoubleVector q5 = DoubleVector.broadcast(D, DoubleExp.Q5);
    DoubleVector q6 = DoubleVector.broadcast(D, DoubleExp.Q6);
    DoubleVector q7 = DoubleVector.broadcast(D, DoubleExp.Q7);
    DoubleVector q8 = DoubleVector.broadcast(D, DoubleExp.Q8);
    DoubleVector q9 = DoubleVector.broadcast(D, DoubleExp.Q9);
    DoubleVector q10 = DoubleVector.broadcast(D, DoubleExp.Q10);
    LongVector one = LongVector.broadcast(J, 1);
    LongVector table = LongVector.fromArray(J, TABLE, 0);
    for (int lane = 0; lane < tailLength; lane += L) {
      for (int row = 0; row < rows; row++) {
        DoubleVector magics = DoubleVector.broadcast(D, numbers[L + row]);
        DoubleVector lowests = DoubleVector.broadcast(D, numbers[2 * L + row]);
        int i = row * LANES + lane;
        DoubleVector sumA = DoubleVector.fromArray(D, sumsA, i).add(DoubleShift.SUM_START);
        DoubleVector sumB = DoubleVector.fromArray(D, sumsB, i);
        DoubleVector d = DoubleVector.fromArray(D, tails, i);
        d = d.blend(lowests, d.compare(LT, lowests));
        DoubleVector t = d.fma(steps, magics);
        DoubleVector n = t.sub(magics);
        LongVector bits = t.reinterpretAsLongs();
        DoubleVector power =
            bits.lanewise(LSHL, 51).add(bits.and(one).selectFrom(table)).reinterpretAsDoubles();
        DoubleVector r = n.fma(low, n.fma(high, d));
        DoubleVector q = q10.fma(r, q9).fma(r, q8).fma(r, q7).fma(r, q6);
        q = q.fma(r, q5).fma(r, q4).fma(r, q3).fma(r, q2);
        DoubleVector w = q.fma(r.mul(r), r);
        DoubleVector e = power.fma(w, power);
        e.intoArray(tails, i);
        DoubleVector sum = sumA.add(e);
        sumB = sumB.add(power.fma(w, power.sub(sum.sub(sumA))));
        sum.sub(DoubleShift.SUM_START).intoArray(sumsA, i);
        sumB.intoArray(sumsB, i);
      }
    }
  }

  /// `y_k = e_k / sum`, below 2⁻¹⁰²²: 0.
  private static void scale(double[] y, int offset, int rows, int classes, double[] numbers) {
    DoubleVector down = DoubleVector.broadcast(D, 0x1p-128);
    DoubleVector least = DoubleVector.broadcast(D, 0x1p-894);
    DoubleVector zero = DoubleVector.zero(D);
    for (int row = 0; row < rows; row++) {
      DoubleVector high = DoubleVector.broadcast(D, numbers[L + row]);
      DoubleVector low = DoubleVector.broadcast(D, numbers[2 * L + row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      DoubleVector last = DoubleVector.fromArray(D, y, to - L);
      for (int k = from; k < to - L; k += L) {
        DoubleVector e = DoubleVector.fromArray(D, y, k);
        DoubleVector v = e.fma(high, e.mul(low));
        v.mul(down).blend(zero, v.compare(LT, least)).intoArray(y, k);
      }
      DoubleVector v = last.fma(high, last.mul(low));
      v.mul(down).blend(zero, v.compare(LT, least)).intoArray(y, to - L);
    }
  }
}
