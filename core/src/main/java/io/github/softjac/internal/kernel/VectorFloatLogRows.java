package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/// Log-softmax of long float rows with the Vector API: the twin of [ScalarFloatLogSoftmax]. Rows go
/// through the same phases as in [VectorFloatRows].
final class VectorFloatLogRows {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;
  private static final int[] TABLE = FloatExp.scaledTable();

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
    exponentials(x, null, offset, rows, classes, scratch);
    boolean ordinary = LogNumbers.others(1, scratch);
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

  /// Finds of each row c and the sum without the largest; writes `e_k = σ·exp(x_k)·2⁻ᴺ` to `e`,
  /// which may be x.
  static void exponentials(
      float[] x, float @Nullable [] e, int offset, int rows, int classes, Scratch scratch) {
    Arrays.fill(scratch.sums, 0, rows, 0);
    Arrays.fill(scratch.counts, 0, rows, 0);
    for (int done = 0; done < classes; done += CHUNK) {
      int length = Math.min(CHUNK, classes - done);
      Arrays.fill(scratch.tail, length % LANES, LANES, Float.NEGATIVE_INFINITY);
      exponentials(
          x,
          e,
          offset + done,
          rows,
          length,
          scratch.numbers,
          scratch.tail,
          scratch.tailExponentials,
          scratch.rowLanes,
          scratch.counts);
      for (int row = 0; row < rows; row++) {
        scratch.sums[row] += fold(scratch.rowLanes, row * 8);
      }
    }
  }

  private static void exponentials(
      float[] x,
      float @Nullable [] e,
      int offset,
      int rows,
      int classes,
      float[] numbers,
      float[] tail,
      float[] tailExponentials,
      double[] sums,
      double[] counts) {
    FloatVector steps = FloatVector.broadcast(F, FloatExp.STEPS);
    FloatVector high = FloatVector.broadcast(F, -FloatExp.STEP_HIGH);
    FloatVector low = FloatVector.broadcast(F, -FloatExp.STEP_LOW);
    FloatVector q2 = FloatVector.broadcast(F, FloatExp.Q2);
    FloatVector q3 = FloatVector.broadcast(F, FloatExp.Q3);
    FloatVector q4 = FloatVector.broadcast(F, FloatExp.Q4);
    FloatVector zero = FloatVector.zero(F);
    IntVector table = IntVector.fromArray(I, TABLE, 0);
    int tailLength = classes % LANES;
    for (int row = 0; row < rows; row++) {
      FloatVector g = FloatVector.broadcast(F, numbers[row]);
      FloatVector magics = FloatVector.broadcast(F, numbers[L + row]);
      FloatVector lowests = FloatVector.broadcast(F, numbers[2 * L + row]);
      int start = offset + row * classes;
      int full = start + classes - tailLength;
      System.arraycopy(x, full, tail, 0, tailLength);
      int count = 0;
      for (int lane = 0; lane < LANES; lane += L) {
        DoubleVector sum0 = DoubleVector.zero(D);
        DoubleVector sum1 = sum0;
        float[] from = x;
        float[] to = e;
        int k = start + lane;
        int end = full;
        for (int part = 0; part < 2; part++) {
          for (; k < end; k += LANES) {
            FloatVector d = FloatVector.fromArray(F, from, k);
            VectorMask<Float> none = d.compare(LT, lowests);
            VectorMask<Float> largest = d.compare(EQ, g);
            count += largest.trueCount();
            d = d.blend(lowests, none);
            FloatVector t = d.fma(steps, magics);
            FloatVector n = t.sub(magics);
            FloatVector power = VectorFloatExp.power(t, table);
            FloatVector w = VectorFloatExp.expm1(n.fma(low, n.fma(high, d)), q2, q3, q4);
            FloatVector ek = power.fma(w, power);
            if (to != null) {
              ek.intoArray(to, k);
            }
            ek = ek.blend(zero, none.or(largest));
            sum0 = sum0.add(ek.convertShape(F2D, D, 0));
            sum1 = sum1.add(ek.convertShape(F2D, D, 1));
          }
          from = tail;
          to = tailExponentials;
          k = lane;
          end = tailLength;
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
      counts[row] += count;
      if (e != null) {
        System.arraycopy(tailExponentials, 0, e, full, tailLength);
      }
    }
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
