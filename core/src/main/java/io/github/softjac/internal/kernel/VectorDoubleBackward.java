package io.github.softjac.internal.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Back-propagation through softmax with the Vector API: the twin of [ScalarDoubleBackward]. Rows
/// of up to 32 classes stay in registers ([VectorDoubleShortBackward]).
///
/// Rows go through each phase in groups, so that the latency of one row's dot product is hidden
/// behind the others.
final class VectorDoubleBackward implements DoubleBackward {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();
  private static final int ROWS_AT_ONCE = 16;
  private static final int ELEMENTS_AT_ONCE = 2048;

  @Override
  public void backward(double[] y, double[] dy, double[] dz, int offset, int rows, int classes) {
    if (classes <= 4 * L && L == 8) {
      VectorDoubleShortBackward.backward(y, dy, dz, offset, rows, classes);
      return;
    }
    DoubleScratch scratch = DoubleScratch.ofThread();
    if (classes < 8) {
      for (int row = 0; row < rows; row++) {
        ScalarDoubleBackward.backwardRow(y, dy, dz, offset + row * classes, classes, scratch);
      }
      return;
    }
    int rowsAtOnce = Math.clamp(ELEMENTS_AT_ONCE / classes, 1, ROWS_AT_ONCE);
    for (int row = 0; row < rows; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, rows - row);
      backwardLong(y, dy, dz, offset + row * classes, group, classes, scratch);
    }
  }

  private static void backwardLong(
      double[] y,
      double[] dy,
      double[] dz,
      int offset,
      int rows,
      int classes,
      DoubleScratch scratch) {
    for (int row = 0; row < rows; row++) {
      scratch.numbers[row] = dot(y, dy, offset + row * classes, classes, scratch);
    }
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      double dot = scratch.numbers[row];
      if (Math.abs(dot) < LARGE_DOT) {
        gradient(y, dy, dz, from, from + classes, dot);
      } else {
        ScalarDoubleBackward.unusual(y, dy, from, classes, dz, from, scratch.sum);
      }
    }
  }

  /// `Σ_j dy_j y_j`.
  private static double dot(double[] y, double[] dy, int from, int classes, DoubleScratch scratch) {
    double[] lanes = scratch.dots;
    int to = from + classes;
    if (classes <= DOT_LANES) {
      laneDots(y, dy, from, to, lanes);
      return ScalarDoubleBackward.fold(lanes);
    }
    int tail = to - classes % DOT_CHUNK;
    fullChunks(y, dy, from, tail, scratch.sumsA, scratch.sumsB);
    if (tail < to) {
      laneDots(y, dy, tail, to, lanes);
      addLanes(lanes, scratch.sumsA, scratch.sumsB);
    }
    return ScalarDoubleBackward.fold(scratch.sumsA, scratch.sumsB, scratch.sum);
  }

  /// Chunks of 64 classes: their products, on 32 lanes, folded to 8 sums in two parts.
  private static void fullChunks(
      double[] y, double[] dy, int from, int to, double[] highs, double[] lows) {
    for (int lane = 0; lane < 8; lane += L) {
      DoubleVector high = DoubleVector.zero(D);
      DoubleVector low = DoubleVector.zero(D);
      for (int k = from + lane; k < to; k += DOT_CHUNK) {
        DoubleVector s0 = DoubleVector.fromArray(D, y, k);
        DoubleVector s1 = DoubleVector.fromArray(D, y, k + 8);
        DoubleVector s2 = DoubleVector.fromArray(D, y, k + 16);
        DoubleVector s3 = DoubleVector.fromArray(D, y, k + 24);
        s0 = s0.mul(DoubleVector.fromArray(D, dy, k));
        s1 = s1.mul(DoubleVector.fromArray(D, dy, k + 8));
        s2 = s2.mul(DoubleVector.fromArray(D, dy, k + 16));
        s3 = s3.mul(DoubleVector.fromArray(D, dy, k + 24));
        DoubleVector y0 = DoubleVector.fromArray(D, y, k + 32);
        DoubleVector y1 = DoubleVector.fromArray(D, y, k + 40);
        DoubleVector y2 = DoubleVector.fromArray(D, y, k + 48);
        DoubleVector y3 = DoubleVector.fromArray(D, y, k + 56);
        s0 = y0.fma(DoubleVector.fromArray(D, dy, k + 32), s0);
        s1 = y1.fma(DoubleVector.fromArray(D, dy, k + 40), s1);
        s2 = y2.fma(DoubleVector.fromArray(D, dy, k + 48), s2);
        s3 = y3.fma(DoubleVector.fromArray(D, dy, k + 56), s3);
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

  /// The products of at most 64 classes, on 32 lanes.
  private static void laneDots(double[] y, double[] dy, int from, int to, double[] lanes) {
    Arrays.fill(lanes, 0);
    int k = from;
    for (; k <= to - L; k += L) {
      int lane = (k - from) % DOT_LANES;
      DoubleVector.fromArray(D, y, k)
          .fma(DoubleVector.fromArray(D, dy, k), DoubleVector.fromArray(D, lanes, lane))
          .intoArray(lanes, lane);
    }
    for (; k < to; k++) {
      int lane = (k - from) % DOT_LANES;
      lanes[lane] = Math.fma(y[k], dy[k], lanes[lane]);
    }
  }

  /// Adds 32 lanes to the 8 sums in two parts.
  static void addLanes(double[] lanes, double[] highs, double[] lows) {
    for (int lane = 0; lane < 8; lane += L) {
      DoubleVector s0 = DoubleVector.fromArray(D, lanes, lane);
      DoubleVector s2 = DoubleVector.fromArray(D, lanes, lane + 16);
      s0 = s0.add(DoubleVector.fromArray(D, lanes, lane + 8));
      s2 = s2.add(DoubleVector.fromArray(D, lanes, lane + 24));
      DoubleVector four = s0.add(s2);
      DoubleVector high = DoubleVector.fromArray(D, highs, lane);
      DoubleVector sum = high.add(four);
      DoubleVector added = sum.sub(high);
      DoubleVector error = high.sub(sum.sub(added)).add(four.sub(added));
      DoubleVector.fromArray(D, lows, lane).add(error).intoArray(lows, lane);
      sum.intoArray(highs, lane);
    }
  }

  /// `dz_k = y_k (dy_k − dot)`.
  private static void gradient(double[] y, double[] dy, double[] dz, int from, int to, double dot) {
    DoubleVector dots = DoubleVector.broadcast(D, dot);
    DoubleVector zero = DoubleVector.zero(D);
    int k = from;
    for (; k <= to - L; k += L) {
      DoubleVector d = DoubleVector.fromArray(D, dy, k).sub(dots);
      DoubleVector.fromArray(D, y, k).fma(d, zero).intoArray(dz, k);
    }
    for (; k < to; k++) {
      dz[k] = Math.fma(y[k], dy[k] - dot, 0);
    }
  }
}
