package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.F2D;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Back-propagation through softmax with the Vector API: the twin of [ScalarFloatBackward].
///
/// Rows go through each phase in groups, so that the latency of one row's dot product is hidden
/// behind the others.
final class VectorFloatBackward implements FloatBackward {

  private static final int ROWS_AT_ONCE = 16;
  private static final int ELEMENTS_AT_ONCE = 4096;
  private static final VectorShuffle<Double> PARTNER_4 = partner(4);
  private static final VectorShuffle<Double> PARTNER_2 = partner(2);
  private static final VectorShuffle<Double> PARTNER_1 = partner(1);

  private static VectorShuffle<Double> partner(int d) {
    return VectorShuffle.fromOp(D, lane -> (lane ^ d) & (H - 1));
  }

  @Override
  public void backward(float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    if (classes <= 4 * L && L == 16) {
      if (classes <= L) {
        inOneVector(y, dy, dz, offset, rows, classes);
      } else if (classes <= 2 * L) {
        inTwoVectors(y, dy, dz, offset, rows, classes);
      } else {
        inFourVectors(y, dy, dz, offset, rows, classes);
      }
      return;
    }
    if (classes < 16) {
      for (int row = 0; row < rows; row++) {
        ScalarFloatBackward.backwardRow(y, dy, dz, offset + row * classes, classes, scratch);
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
      float[] y, float[] dy, float[] dz, int offset, int rows, int classes, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      Arrays.fill(scratch.lanes, 0);
      for (int done = 0; done < classes; done += DOT_CHUNK) {
        int length = Math.min(DOT_CHUNK, classes - done);
        dot(y, dy, from + done, from + done + length, scratch.lanes, scratch.block);
      }
      scratch.numbers[row] = (float) ScalarFloatBackward.fold(scratch.lanes);
    }
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      float dot = scratch.numbers[row];
      if (Math.abs(dot) < LARGE_DOT) {
        gradient(y, dy, dz, from, from + classes, dot);
      } else {
        ScalarFloatBackward.unusual(y, dy, dz, from, from + classes);
      }
    }
  }

  /// Adds the products of a chunk, on 64 lanes in float, to 16 lanes in double.
  private static void dot(
      float[] y, float[] dy, int from, int to, double[] lanes, float[] tailSums) {
    int full = to - (to - from) % 16;
    int rest = from + (full - from) / DOT_LANES * DOT_LANES;
    for (int lane = 0; lane < 16; lane += L) {
      FloatVector s0 = FloatVector.zero(F);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      int k = from + lane;
      for (; k < rest; k += DOT_LANES) {
        s0 = FloatVector.fromArray(F, y, k).fma(FloatVector.fromArray(F, dy, k), s0);
        s1 = FloatVector.fromArray(F, y, k + 16).fma(FloatVector.fromArray(F, dy, k + 16), s1);
        s2 = FloatVector.fromArray(F, y, k + 32).fma(FloatVector.fromArray(F, dy, k + 32), s2);
        s3 = FloatVector.fromArray(F, y, k + 48).fma(FloatVector.fromArray(F, dy, k + 48), s3);
      }
      if (k < full) {
        s0 = FloatVector.fromArray(F, y, k).fma(FloatVector.fromArray(F, dy, k), s0);
      }
      if (k + 16 < full) {
        s1 = FloatVector.fromArray(F, y, k + 16).fma(FloatVector.fromArray(F, dy, k + 16), s1);
      }
      if (k + 32 < full) {
        s2 = FloatVector.fromArray(F, y, k + 32).fma(FloatVector.fromArray(F, dy, k + 32), s2);
      }
      if (full < to) {
        s0.intoArray(tailSums, lane);
        s1.intoArray(tailSums, 16 + lane);
        s2.intoArray(tailSums, 32 + lane);
        s3.intoArray(tailSums, 48 + lane);
        int first = (full - from) % DOT_LANES;
        for (int i = lane; i < Math.min(lane + L, to - full); i++) {
          tailSums[first + i] = Math.fma(y[full + i], dy[full + i], tailSums[first + i]);
        }
        s0 = FloatVector.fromArray(F, tailSums, lane);
        s1 = FloatVector.fromArray(F, tailSums, 16 + lane);
        s2 = FloatVector.fromArray(F, tailSums, 32 + lane);
        s3 = FloatVector.fromArray(F, tailSums, 48 + lane);
      }
      FloatVector sum = s0.add(s1).add(s2.add(s3));
      for (int part = 0; part < 2; part++) {
        int at = lane + part * H;
        DoubleVector.fromArray(D, lanes, at)
            .add(sum.convertShape(F2D, D, part))
            .intoArray(lanes, at);
      }
    }
  }

  /// `dz_k = y_k (dy_k − dot)`.
  private static void gradient(float[] y, float[] dy, float[] dz, int from, int to, float dot) {
    FloatVector dots = FloatVector.broadcast(F, dot);
    FloatVector zero = FloatVector.zero(F);
    int k = from;
    for (; k <= to - L; k += L) {
      FloatVector d = FloatVector.fromArray(F, dy, k).sub(dots);
      FloatVector.fromArray(F, y, k).fma(d, zero).intoArray(dz, k);
    }
    for (; k < to; k++) {
      dz[k] = Math.fma(y[k], dy[k] - dot, 0f);
    }
  }

  /// Rows of at most 16 classes, each in one vector, folded in place. For 16 lanes only.
  private static void inOneVector(
      float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    VectorMask<Float> own = F.indexInRange(0, classes);
    FloatVector zero = FloatVector.zero(F);
    int end = offset + rows * classes;
    for (int from = offset; from < end; from += classes) {
      FloatVector y0 = FloatVector.fromArray(F, y, from, own);
      FloatVector dy0 = FloatVector.fromArray(F, dy, from, own);
      float dot = (float) fold(y0.mul(dy0));
      if (Math.abs(dot) < LARGE_DOT) {
        y0.fma(dy0.sub(dot), zero).intoArray(dz, from, own);
      } else {
        ScalarFloatBackward.unusual(y, dy, dz, from, from + classes);
      }
    }
  }

  /// Rows of 17 to 32 classes. For 16 lanes only.
  private static void inTwoVectors(
      float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    VectorMask<Float> own = F.indexInRange(L, classes);
    FloatVector zero = FloatVector.zero(F);
    int end = offset + rows * classes;
    for (int from = offset; from < end; from += classes) {
      FloatVector y0 = FloatVector.fromArray(F, y, from);
      FloatVector y1 = FloatVector.fromArray(F, y, from + L, own);
      FloatVector dy0 = FloatVector.fromArray(F, dy, from);
      FloatVector dy1 = FloatVector.fromArray(F, dy, from + L, own);
      float dot = (float) fold(y0.mul(dy0).add(y1.mul(dy1)));
      if (Math.abs(dot) < LARGE_DOT) {
        y0.fma(dy0.sub(dot), zero).intoArray(dz, from);
        y1.fma(dy1.sub(dot), zero).intoArray(dz, from + L, own);
      } else {
        ScalarFloatBackward.unusual(y, dy, dz, from, from + classes);
      }
    }
  }

  /// Rows of 33 to 64 classes. For 16 lanes only.
  private static void inFourVectors(
      float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    VectorMask<Float> own2 = F.indexInRange(2 * L, classes);
    VectorMask<Float> own3 = F.indexInRange(3 * L, classes);
    FloatVector zero = FloatVector.zero(F);
    int end = offset + rows * classes;
    for (int from = offset; from < end; from += classes) {
      FloatVector y0 = FloatVector.fromArray(F, y, from);
      FloatVector y1 = FloatVector.fromArray(F, y, from + L);
      FloatVector y2 = FloatVector.fromArray(F, y, from + 2 * L, own2);
      FloatVector y3 = FloatVector.fromArray(F, y, from + 3 * L, own3);
      FloatVector dy0 = FloatVector.fromArray(F, dy, from);
      FloatVector dy1 = FloatVector.fromArray(F, dy, from + L);
      FloatVector dy2 = FloatVector.fromArray(F, dy, from + 2 * L, own2);
      FloatVector dy3 = FloatVector.fromArray(F, dy, from + 3 * L, own3);
      FloatVector products = y0.mul(dy0).add(y1.mul(dy1)).add(y2.mul(dy2).add(y3.mul(dy3)));
      float dot = (float) fold(products);
      if (Math.abs(dot) < LARGE_DOT) {
        y0.fma(dy0.sub(dot), zero).intoArray(dz, from);
        y1.fma(dy1.sub(dot), zero).intoArray(dz, from + L);
        y2.fma(dy2.sub(dot), zero).intoArray(dz, from + 2 * L, own2);
        y3.fma(dy3.sub(dot), zero).intoArray(dz, from + 3 * L, own3);
      } else {
        ScalarFloatBackward.unusual(y, dy, dz, from, from + classes);
      }
    }
  }

  /// The sum of 16 lanes in double, by the tree of [ScalarFloatBackward#fold].
  private static double fold(FloatVector lanes) {
    DoubleVector s =
        (DoubleVector) lanes.convertShape(F2D, D, 0).add(lanes.convertShape(F2D, D, 1));
    s = s.add(s.rearrange(PARTNER_4));
    s = s.add(s.rearrange(PARTNER_2));
    s = s.add(s.rearrange(PARTNER_1));
    return s.lane(0);
  }
}
