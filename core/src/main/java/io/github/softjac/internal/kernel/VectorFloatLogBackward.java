package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.IS_NAN;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Back-propagation through log-softmax with the Vector API: the twin of [ScalarFloatLogBackward].
///
/// Rows go through each phase in groups, so that the latency of one row's sum is hidden behind the
/// others.
final class VectorFloatLogBackward implements FloatLogBackward {

  private static final int ROWS_AT_ONCE = 16;
  private static final int ELEMENTS_AT_ONCE = 2048;

  @Override
  public void backward(float[] y, float[] dLogY, float[] dz, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    double[] lines = scratch.sumLines;
    float[] minus = scratch.numbers;
    int rowsAtOnce = Math.clamp(ELEMENTS_AT_ONCE / classes, 1, ROWS_AT_ONCE);
    for (int row = 0; row < rows; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, rows - row);
      int from = offset + row * classes;
      sums(dLogY, from, group, classes, lines, scratch.tail);
      boolean ordinary = true;
      for (int i = 0; i < group; i++) {
        double sum = fold(lines, i * LANES);
        scratch.sums[i] = sum;
        minus[i] = (float) -sum;
        ordinary &= Math.abs(sum) <= Float.MAX_VALUE;
      }
      if (!ordinary) {
        unusual(y, dLogY, dz, from, group, classes, scratch);
      } else if (classes < L) {
        shortGradients(y, dLogY, dz, from, group, classes, minus, scratch.tile);
      } else {
        gradients(y, dLogY, dz, from, group, classes, minus);
      }
    }
  }

  /// The sums of rows, a line of 16 lanes a row. Where nothing lies behind the last classes of a
  /// row that a whole vector could read, they are copied first.
  private static void sums(
      float[] dLogY, int offset, int rows, int classes, double[] lines, float[] copy) {
    int tail = classes % LANES;
    for (int lane = 0; lane < LANES; lane += L) {
      IntVector own = FirstLanes.bits(tail - lane);
      for (int row = 0; row < rows; row++) {
        int k = offset + row * classes + lane;
        int end = k + classes - tail;
        DoubleVector sum0 = DoubleVector.zero(D);
        DoubleVector sum1 = sum0;
        for (; k < end; k += LANES) {
          FloatVector v = FloatVector.fromArray(F, dLogY, k);
          sum0 = sum0.add(v.convertShape(F2D, D, 0));
          sum1 = sum1.add(v.convertShape(F2D, D, 1));
        }
        if (lane < tail) {
          float[] last = dLogY;
          int at = k;
          if (k + L > dLogY.length) {
            System.arraycopy(dLogY, k, copy, 0, dLogY.length - k);
            last = copy;
            at = 0;
          }
          FloatVector v = FirstLanes.keep(FloatVector.fromArray(F, last, at), own);
          sum0 = sum0.add(v.convertShape(F2D, D, 0));
          sum1 = sum1.add(v.convertShape(F2D, D, 1));
        }
        sum0.intoArray(lines, row * LANES + lane);
        sum1.intoArray(lines, row * LANES + lane + H);
      }
    }
  }

  /// The sum of 16 lanes by the tree of [ScalarFloatBackward].
  private static double fold(double[] s, int at) {
    double s0 = (s[at] + s[at + 8]) + (s[at + 4] + s[at + 12]);
    double s1 = (s[at + 1] + s[at + 9]) + (s[at + 5] + s[at + 13]);
    double s2 = (s[at + 2] + s[at + 10]) + (s[at + 6] + s[at + 14]);
    double s3 = (s[at + 3] + s[at + 11]) + (s[at + 7] + s[at + 15]);
    return (s0 + s2) + (s1 + s3);
  }

  /// `dz_k = dLogY_k − y_k sum` of rows of fewer classes than a vector has lanes. A vector writes
  /// behind its row, where the next may still have to be read: so into a block, that is then
  /// copied.
  private static void shortGradients(
      float[] y,
      float[] dLogY,
      float[] dz,
      int offset,
      int rows,
      int classes,
      float[] minus,
      float[] block) {
    FloatVector nan = FloatVector.broadcast(F, Float.NaN);
    int readable = Math.min(y.length, dLogY.length) - L;
    int row = 0;
    for (; row < rows && offset + row * classes <= readable; row++) {
      int k = offset + row * classes;
      FloatVector d = FloatVector.fromArray(F, dLogY, k);
      FloatVector v = FloatVector.fromArray(F, y, k).fma(FloatVector.broadcast(F, minus[row]), d);
      v.blend(nan, v.test(IS_NAN)).intoArray(block, row * classes);
    }
    System.arraycopy(block, 0, dz, offset, row * classes);
    for (; row < rows; row++) {
      ScalarFloatLogBackward.gradient(y, dLogY, dz, offset + row * classes, classes, minus[row]);
    }
  }

  /// `dz_k = dLogY_k − y_k sum`.
  private static void gradients(
      float[] y, float[] dLogY, float[] dz, int offset, int rows, int classes, float[] minus) {
    FloatVector nan = FloatVector.broadcast(F, Float.NaN);
    for (int row = 0; row < rows; row++) {
      FloatVector sum = FloatVector.broadcast(F, minus[row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector lastY = FloatVector.fromArray(F, y, to - L);
      FloatVector last = lastY.fma(sum, FloatVector.fromArray(F, dLogY, to - L));
      for (int k = from; k < to - L; k += L) {
        FloatVector d = FloatVector.fromArray(F, dLogY, k);
        FloatVector v = FloatVector.fromArray(F, y, k).fma(sum, d);
        v.blend(nan, v.test(IS_NAN)).intoArray(dz, k);
      }
      last.blend(nan, last.test(IS_NAN)).intoArray(dz, to - L);
    }
  }

  /// Rows one of which has a sum that is not finite, or not a float.
  private static void unusual(
      float[] y, float[] dLogY, float[] dz, int offset, int rows, int classes, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      ScalarFloatLogBackward.backwardRow(y, dLogY, dz, from, classes, scratch.lanes);
    }
  }
}
