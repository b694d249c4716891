package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.DoubleBackward.DOT_CHUNK;
import static io.github.softjac.internal.kernel.DoubleBackward.DOT_LANES;
import static jdk.incubator.vector.VectorOperators.IS_NAN;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Back-propagation through log-softmax with the Vector API: the twin of [ScalarDoubleLogBackward].
///
/// Rows go through each phase in groups, so that the latency of one row's sum is hidden behind the
/// others.
final class VectorDoubleLogBackward implements DoubleLogBackward {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();
  private static final int ROWS_AT_ONCE = 16;
  private static final int ELEMENTS_AT_ONCE = 1024;

  @Override
  public void backward(double[] y, double[] dLogY, double[] dz, int offset, int rows, int classes) {
    DoubleScratch scratch = DoubleScratch.ofThread();
    double[] sums = scratch.numbers;
    int rowsAtOnce = Math.clamp(ELEMENTS_AT_ONCE / classes, 1, ROWS_AT_ONCE);
    for (int row = 0; row < rows; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, rows - row);
      int from = offset + row * classes;
      if (classes <= DOT_LANES) {
        shortSums(dLogY, from, group, classes, scratch, sums);
      } else {
        longSums(dLogY, from, group, classes, scratch);
      }
      if (classes < L) {
        shortGradients(y, dLogY, dz, from, group, classes, sums, scratch.tile);
      } else {
        gradients(y, dLogY, dz, from, group, classes, sums);
      }
      for (int i = 0; i < group; i++) {
        if (!(Math.abs(sums[i]) <= Double.MAX_VALUE)) {
          int at = from + i * classes;
          Arrays.fill(dz, at, at + classes, Double.NaN);
        }
      }
    }
  }

  /// The sums of rows of at most 32 classes, one a lane. Rows behind which nothing lies that whole
  /// vectors could read are copied first.
  private static void shortSums(
      double[] dLogY, int offset, int rows, int classes, DoubleScratch scratch, double[] sums) {
    double[] lines = scratch.sumLines;
    double[] copy = scratch.dots;
    for (int lane = 0; lane < 8; lane += L) {
      LongVector own0 = FirstLanes.wideBits(classes - lane);
      LongVector own1 = FirstLanes.wideBits(classes - lane - 8);
      LongVector own2 = FirstLanes.wideBits(classes - lane - 16);
      LongVector own3 = FirstLanes.wideBits(classes - lane - 24);
      for (int row = 0; row < rows; row++) {
        double[] source = dLogY;
        int k = offset + row * classes;
        if (k + DOT_LANES > dLogY.length) {
          System.arraycopy(dLogY, k, copy, 0, classes);
          source = copy;
          k = 0;
        }
        k += lane;
        DoubleVector s0 = FirstLanes.keep(DoubleVector.fromArray(D, source, k), own0);
        DoubleVector s1 = FirstLanes.keep(DoubleVector.fromArray(D, source, k + 8), own1);
        DoubleVector s2 = FirstLanes.keep(DoubleVector.fromArray(D, source, k + 16), own2);
        DoubleVector s3 = FirstLanes.keep(DoubleVector.fromArray(D, source, k + 24), own3);
        s0.add(s1).add(s2.add(s3)).intoArray(lines, row * 8 + lane);
      }
    }
    for (int row = 0; row < rows; row++) {
      int i = row * 8;
      double s0 = lines[i] + lines[i + 4];
      double s1 = lines[i + 1] + lines[i + 5];
      double s2 = lines[i + 2] + lines[i + 6];
      double s3 = lines[i + 3] + lines[i + 7];
      // The sum of nothing but −0 is 0, as if all lanes had started there.
      sums[row] = ((s0 + s2) + (s1 + s3)) + 0.0;
    }
  }

  /// The sums of longer rows, chunk by chunk.
  private static void longSums(
      double[] dLogY, int offset, int rows, int classes, DoubleScratch scratch) {
    double[] lanes = scratch.dots;
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      int to = from + classes;
      int tail = to - classes % DOT_CHUNK;
      fullChunks(dLogY, from, tail, scratch.sumsA, scratch.sumsB);
      if (tail < to) {
        laneSums(dLogY, tail, to, lanes);
        VectorDoubleBackward.addLanes(lanes, scratch.sumsA, scratch.sumsB);
      }
      scratch.numbers[row] = ScalarDoubleBackward.fold(scratch.sumsA, scratch.sumsB, scratch.sum);
    }
  }

  /// Chunks of 64 classes, on 32 lanes, folded to 8 sums in two parts.
  private static void fullChunks(double[] dLogY, int from, int to, double[] highs, double[] lows) {
    for (int lane = 0; lane < 8; lane += L) {
      DoubleVector high = DoubleVector.zero(D);
      DoubleVector low = DoubleVector.zero(D);
      for (int k = from + lane; k < to; k += DOT_CHUNK) {
        DoubleVector s0 = DoubleVector.fromArray(D, dLogY, k);
        DoubleVector s1 = DoubleVector.fromArray(D, dLogY, k + 8);
        DoubleVector s2 = DoubleVector.fromArray(D, dLogY, k + 16);
        DoubleVector s3 = DoubleVector.fromArray(D, dLogY, k + 24);
        s0 = s0.add(DoubleVector.fromArray(D, dLogY, k + 32));
        s1 = s1.add(DoubleVector.fromArray(D, dLogY, k + 40));
        s2 = s2.add(DoubleVector.fromArray(D, dLogY, k + 48));
        s3 = s3.add(DoubleVector.fromArray(D, dLogY, k + 56));
        DoubleVector four = s0.add(s1).add(s2.add(s3));
        DoubleVector sum = high.add(four);
        DoubleVector added = sum.sub(high);
        low = low.add(high.sub(sum.sub(added)).add(four.sub(added)));
        high = sum;
      }
      high.intoArray(highs, lane);
      low.intoArray(lows, lane);
    }
  }

  /// The sums of fewer than 64 classes, on 32 lanes.
  private static void laneSums(double[] dLogY, int from, int to, double[] lanes) {
    Arrays.fill(lanes, 0);
    int k = from;
    for (; k <= to - L; k += L) {
      int lane = (k - from) % DOT_LANES;
      DoubleVector.fromArray(D, lanes, lane)
          .add(DoubleVector.fromArray(D, dLogY, k))
          .intoArray(lanes, lane);
    }
    for (; k < to; k++) {
      int lane = (k - from) % DOT_LANES;
      lanes[lane] += dLogY[k];
    }
  }

  /// `dz_k = dLogY_k − y_k sum` of rows of fewer classes than a vector has lanes. A vector writes
  /// behind its row, where the next may still have to be read: so into a block, that is then
  /// copied.
  private static void shortGradients(
      double[] y,
      double[] dLogY,
      double[] dz,
      int offset,
      int rows,
      int classes,
      double[] sums,
      double[] block) {
    DoubleVector nan = DoubleVector.broadcast(D, Double.NaN);
    int readable = Math.min(y.length, dLogY.length) - L;
    int row = 0;
    for (; row < rows && offset + row * classes <= readable; row++) {
      DoubleVector minus = DoubleVector.broadcast(D, -sums[row]);
      int k = offset + row * classes;
      DoubleVector d = DoubleVector.fromArray(D, dLogY, k);
      DoubleVector v = DoubleVector.fromArray(D, y, k).fma(minus, d);
      v.blend(nan, v.test(IS_NAN)).intoArray(block, row * classes);
    }
    System.arraycopy(block, 0, dz, offset, row * classes);
    for (; row < rows; row++) {
      ScalarDoubleLogBackward.gradient(y, dLogY, dz, offset + row * classes, classes, -sums[row]);
    }
  }

  /// `dz_k = dLogY_k − y_k sum`.
  private static void gradients(
      double[] y, double[] dLogY, double[] dz, int offset, int rows, int classes, double[] sums) {
    DoubleVector nan = DoubleVector.broadcast(D, Double.NaN);
    for (int row = 0; row < rows; row++) {
      DoubleVector minus = DoubleVector.broadcast(D, -sums[row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      DoubleVector lastY = DoubleVector.fromArray(D, y, to - L);
      DoubleVector last = lastY.fma(minus, DoubleVector.fromArray(D, dLogY, to - L));
      for (int k = from; k < to - L; k += L) {
        DoubleVector d = DoubleVector.fromArray(D, dLogY, k);
        DoubleVector v = DoubleVector.fromArray(D, y, k).fma(minus, d);
        v.blend(nan, v.test(IS_NAN)).intoArray(dz, k);
      }
      last.blend(nan, last.test(IS_NAN)).intoArray(dz, to - L);
    }
  }
}
