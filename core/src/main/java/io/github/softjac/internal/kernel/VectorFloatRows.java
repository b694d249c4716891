package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Softmax of long float rows with the Vector API: the twin of [ScalarFloatSoftmax].
///
/// Up to L rows go through each phase together. What is left of a row at the end of a phase, its
/// largest logits or its sums lane by lane, is a line of a block; the block is turned, and one
/// vector then holds the same number of every row. So nothing is folded across a vector, and no row
/// waits for the latency of another's maximum, sum or division.
///
/// A vector of L floats holds L neighbouring virtual lanes; 16 / L sweeps over a chunk make up all
/// 16. Constants are broadcast into locals before each loop: the compiler reloads static vectors in
/// every iteration.
final class VectorFloatRows {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;
  private static final int[] TABLE = FloatExp.scaledTable();

  private VectorFloatRows() {}

  /// Softmax of `rows ≤ L` rows of at most [FloatSoftmax#CHUNK] classes; `y` may be `z`.
  static void forward(float[] z, float[] y, int offset, int rows, int classes, Scratch scratch) {
    float[] numbers = scratch.numbers;
    maxima(z, offset, rows, classes, scratch.block);
    RowNumbers.shifts(scratch.block, scratch.turned, numbers);
    for (int row = 0; row < rows; row++) {
      if (!(Math.abs(numbers[row]) <= FloatShift.LIMIT)) {
        unusual(z, y, offset, rows, classes, scratch);
        return;
      }
    }
    exponentials(z, y, offset, rows, classes, scratch);
    RowNumbers.sums(scratch);
    RowNumbers.reciprocals(scratch.sums, numbers, 0);
    scale(y, offset, rows, classes, numbers);
    for (int row = 0; row < rows; row++) {
      if (Float.isNaN(numbers[L + row])) {
        int from = offset + row * classes;
        Arrays.fill(y, from, from + classes, Float.NaN);
      }
    }
  }

  /// Softmax of one row of any length; `y` may be `z`.
  static void forwardLong(float[] z, float[] y, int offset, int classes, Scratch scratch) {
    float[] numbers = scratch.numbers;
    maxima(z, offset, 1, classes, scratch.block);
    RowNumbers.shifts(scratch.block, scratch.turned, numbers);
    float g = numbers[0];
    if (!(Math.abs(g) <= Float.MAX_VALUE)) {
      SpecialRow.softmax(z, y, offset, classes, g);
      return;
    }
    float[] x = z;
    if (Math.abs(g) > FloatShift.LIMIT) {
      ScalarFloatSoftmax.subtract(z, y, offset, offset + classes, g);
      x = y;
      numbers[0] = 0;
      RowNumbers.shifts(numbers, 0);
    }
    double sum = 0;
    for (int done = 0; done < classes; done += CHUNK) {
      exponentials(x, y, offset + done, 1, Math.min(CHUNK, classes - done), scratch);
      sum += RowNumbers.fold(scratch.sumsA, scratch.sumsB, 0);
    }
    if (Double.isNaN(sum)) {
      Arrays.fill(y, offset, offset + classes, Float.NaN);
      return;
    }
    scratch.sums[0] = sum;
    RowNumbers.reciprocals(scratch.sums, numbers, 0);
    scale(y, offset, 1, classes, numbers);
  }

  /// Rows one of which has NaN, infinite or very large logits.
  private static void unusual(
      float[] z, float[] y, int offset, int rows, int classes, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      forwardLong(z, y, offset + row * classes, classes, scratch);
    }
  }

  /// A vector a row that holds its largest logit, NaN left aside, into the lines of `block`.
  static void maxima(float[] z, int offset, int rows, int classes, float[] block) {
    for (int row = 0; row < rows; row++) {
      int k = offset + row * classes;
      int to = k + classes;
      FloatVector m0 = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
      FloatVector m1 = m0;
      FloatVector m2 = m0;
      FloatVector m3 = m0;
      for (; k <= to - 4 * L; k += 4 * L) {
        FloatVector z0 = FloatVector.fromArray(F, z, k);
        FloatVector z1 = FloatVector.fromArray(F, z, k + L);
        FloatVector z2 = FloatVector.fromArray(F, z, k + 2 * L);
        FloatVector z3 = FloatVector.fromArray(F, z, k + 3 * L);
        m0 = m0.blend(z0, z0.compare(GT, m0));
        m1 = m1.blend(z1, z1.compare(GT, m1));
        m2 = m2.blend(z2, z2.compare(GT, m2));
        m3 = m3.blend(z3, z3.compare(GT, m3));
      }
      for (; k < to - L; k += L) {
        FloatVector z0 = FloatVector.fromArray(F, z, k);
        m0 = m0.blend(z0, z0.compare(GT, m0));
      }
      FloatVector last = FloatVector.fromArray(F, z, to - L);
      m0 = m0.blend(last, last.compare(GT, m0));
      m0 = m0.blend(m1, m1.compare(GT, m0));
      m2 = m2.blend(m3, m3.compare(GT, m2));
      m0.blend(m2, m2.compare(GT, m0)).intoArray(block, row * L);
    }
  }

  /// Writes `e_k = σ·exp(x_k)·2⁻ᴺ` and, as a line a row, the sums of its 16 lanes in their two
  /// parts.
  private static void exponentials(
      float[] x, float[] y, int offset, int rows, int classes, Scratch scratch) {
    int tailLength = classes % LANES;
    if (tailLength > 0) {
      Arrays.fill(scratch.tail, tailLength, LANES, Float.NEGATIVE_INFINITY);
    }
    exponentials(
        x,
        y,
        offset,
        rows,
        classes,
        scratch.numbers,
        scratch.tail,
        scratch.tailExponentials,
        scratch.sumsA,
        scratch.sumsB);
  }

  private static void exponentials(
      float[] x,
      float[] y,
      int offset,
      int rows,
      int classes,
      float[] numbers,
      float[] tail,
      float[] tailExponentials,
      float[] sumsA,
      float[] sumsB) {
    FloatVector steps = FloatVector.broadcast(F, FloatExp.STEPS);
    FloatVector high = FloatVector.broadcast(F, -FloatExp.STEP_HIGH);
    FloatVector low = FloatVector.broadcast(F, -FloatExp.STEP_LOW);
    FloatVector q2 = FloatVector.broadcast(F, FloatExp.Q2);
    FloatVector q3 = FloatVector.broadcast(F, FloatExp.Q3);
    FloatVector q4 = FloatVector.broadcast(F, FloatExp.Q4);
    IntVector three = IntVector.broadcast(I, 3);
    IntVector table = IntVector.fromArray(I, TABLE, 0);
    int tailLength = classes % LANES;
    for (int row = 0; row < rows; row++) {
      FloatVector magics = FloatVector.broadcast(F, numbers[L + row]);
      FloatVector lowests = FloatVector.broadcast(F, numbers[2 * L + row]);
      int from = offset + row * classes;
      int to = from + classes - tailLength;
      if (tailLength > 0) {
        System.arraycopy(x, to, tail, 0, tailLength);
      }
      for (int lane = 0; lane < LANES; lane += L) {
        FloatVector sumA = FloatVector.broadcast(F, FloatShift.SUM_START);
        FloatVector sumB = FloatVector.zero(F);
        for (int k = from + lane; k < to; k += LANES) {
          FloatVector d = FloatVector.fromArray(F, x, k);
          d = d.blend(lowests, d.compare(LT, lowests));
          FloatVector t = d.fma(steps, magics);
          FloatVector n = t.sub(magics);
          FloatVector power = VectorFloatExp.power(t, three, table);
          FloatVector r = n.fma(low, n.fma(high, d));
          FloatVector w = VectorFloatExp.expm1(r, q2, q3, q4);
          FloatVector e = power.fma(w, power);
          e.intoArray(y, k);
          FloatVector sum = sumA.add(e);
          sumB = sumB.add(power.fma(w, power.sub(sum.sub(sumA))));
          sumA = sum;
        }
        if (tailLength > 0) {
          FloatVector d = FloatVector.fromArray(F, tail, lane);
          d = d.blend(lowests, d.compare(LT, lowests));
          FloatVector t = d.fma(steps, magics);
          FloatVector n = t.sub(magics);
          FloatVector power = VectorFloatExp.power(t, three, table);
          FloatVector r = n.fma(low, n.fma(high, d));
          FloatVector w = VectorFloatExp.expm1(r, q2, q3, q4);
          FloatVector e = power.fma(w, power);
          e.intoArray(tailExponentials, lane);
          FloatVector sum = sumA.add(e);
          sumB = sumB.add(power.fma(w, power.sub(sum.sub(sumA))));
          sumA = sum;
        }
        sumA.sub(FloatShift.SUM_START).intoArray(sumsA, row * LANES + lane);
        sumB.intoArray(sumsB, row * LANES + lane);
      }
      if (tailLength > 0) {
        System.arraycopy(tailExponentials, 0, y, to, tailLength);
      }
    }
  }

  /// `y_k = e_k / sum`, below 2⁻¹²⁶: 0.
  static void scale(float[] y, int offset, int rows, int classes, float[] numbers) {
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
        v.mul(down).blend(zero, v.compare(LT, least)).intoArray(y, k);
      }
      FloatVector v = last.fma(high, last.mul(low));
      v.mul(down).blend(zero, v.compare(LT, least)).intoArray(y, to - L);
    }
  }
}
