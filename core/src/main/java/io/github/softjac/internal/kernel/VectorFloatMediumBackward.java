package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Back-propagation through softmax of rows of 65 to 128 classes, a row in twice eight vectors of
/// 16 lanes, so that each element is read once.
///
/// The first 64 classes and those behind them are the two halves of the 64 lanes of
/// [FloatBackward]: of 128 classes they are two terms of a lane, of fewer the second half is the
/// incomplete end, which is folded by itself.
final class VectorFloatMediumBackward {

  /// What a row takes when it is read in whole vectors.
  private static final int READ = 8 * 16;

  private VectorFloatMediumBackward() {}

  static void backward(float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    int readable = Math.min(y.length, dy.length) - READ;
    int whole = Math.clamp((readable - offset + classes) / classes, 0, rows);
    int last = offset + whole * classes;
    rows(y, dy, dz, offset, last, classes);
    Scratch scratch = Scratch.ofThread();
    for (int from = last; from < offset + rows * classes; from += classes) {
      System.arraycopy(y, from, scratch.tile, 0, classes);
      System.arraycopy(dy, from, scratch.secondTile, 0, classes);
      rows(scratch.tile, scratch.secondTile, scratch.exponentials, 0, classes, classes);
      System.arraycopy(scratch.exponentials, 0, dz, from, classes);
    }
  }

  private static void rows(float[] y, float[] dy, float[] dz, int offset, int end, int classes) {
    if (classes == READ) {
      inEightVectors(y, dy, dz, offset, end);
    } else {
      inFiveToEightVectors(y, dy, dz, offset, end, classes);
    }
  }

  private static void inEightVectors(float[] y, float[] dy, float[] dz, int offset, int end) {
    FloatVector zero = FloatVector.zero(F);
    for (int k = offset; k < end; k += READ) {
      FloatVector y0 = FloatVector.fromArray(F, y, k);
      FloatVector y1 = FloatVector.fromArray(F, y, k + L);
      FloatVector y2 = FloatVector.fromArray(F, y, k + 2 * L);
      FloatVector y3 = FloatVector.fromArray(F, y, k + 3 * L);
      FloatVector y4 = FloatVector.fromArray(F, y, k + 4 * L);
      FloatVector y5 = FloatVector.fromArray(F, y, k + 5 * L);
      FloatVector y6 = FloatVector.fromArray(F, y, k + 6 * L);
      FloatVector y7 = FloatVector.fromArray(F, y, k + 7 * L);
      FloatVector dy0 = FloatVector.fromArray(F, dy, k);
      FloatVector dy1 = FloatVector.fromArray(F, dy, k + L);
      FloatVector dy2 = FloatVector.fromArray(F, dy, k + 2 * L);
      FloatVector dy3 = FloatVector.fromArray(F, dy, k + 3 * L);
      FloatVector dy4 = FloatVector.fromArray(F, dy, k + 4 * L);
      FloatVector dy5 = FloatVector.fromArray(F, dy, k + 5 * L);
      FloatVector dy6 = FloatVector.fromArray(F, dy, k + 6 * L);
      FloatVector dy7 = FloatVector.fromArray(F, dy, k + 7 * L);
      FloatVector s0 = y4.fma(dy4, y0.mul(dy0));
      FloatVector s1 = y5.fma(dy5, y1.mul(dy1));
      FloatVector s2 = y6.fma(dy6, y2.mul(dy2));
      FloatVector s3 = y7.fma(dy7, y3.mul(dy3));
      FloatVector dots = Partners.sum(s0.add(s2).add(s1.add(s3)));
      if (Math.abs(dots.lane(0)) < FloatBackward.LARGE_DOT) {
        y0.fma(dy0.sub(dots), zero).intoArray(dz, k);
        y1.fma(dy1.sub(dots), zero).intoArray(dz, k + L);
        y2.fma(dy2.sub(dots), zero).intoArray(dz, k + 2 * L);
        y3.fma(dy3.sub(dots), zero).intoArray(dz, k + 3 * L);
        y4.fma(dy4.sub(dots), zero).intoArray(dz, k + 4 * L);
        y5.fma(dy5.sub(dots), zero).intoArray(dz, k + 5 * L);
        y6.fma(dy6.sub(dots), zero).intoArray(dz, k + 6 * L);
        y7.fma(dy7.sub(dots), zero).intoArray(dz, k + 7 * L);
      } else {
        ScalarFloatBackward.unusual(y, dy, k, READ, dz, k);
      }
    }
  }

  /// Whole vectors are read, with what lies behind the row, and the products of that are cleared.
  /// The last 16 classes are read once more, so that nothing is written behind the row.
  private static void inFiveToEightVectors(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes) {
    IntVector own4 = FirstLanes.bits(classes - 4 * L);
    IntVector own5 = FirstLanes.bits(classes - 5 * L);
    IntVector own6 = FirstLanes.bits(classes - 6 * L);
    IntVector own7 = FirstLanes.bits(classes - 7 * L);
    FloatVector zero = FloatVector.zero(F);
    int last = classes - L;
    for (int k = offset; k < end; k += classes) {
      FloatVector y0 = FloatVector.fromArray(F, y, k);
      FloatVector y1 = FloatVector.fromArray(F, y, k + L);
      FloatVector y2 = FloatVector.fromArray(F, y, k + 2 * L);
      FloatVector y3 = FloatVector.fromArray(F, y, k + 3 * L);
      FloatVector y4 = FloatVector.fromArray(F, y, k + 4 * L);
      FloatVector y5 = FloatVector.fromArray(F, y, k + 5 * L);
      FloatVector y6 = FloatVector.fromArray(F, y, k + 6 * L);
      FloatVector y7 = FloatVector.fromArray(F, y, k + 7 * L);
      FloatVector lastY = FloatVector.fromArray(F, y, k + last);
      FloatVector dy0 = FloatVector.fromArray(F, dy, k);
      FloatVector dy1 = FloatVector.fromArray(F, dy, k + L);
      FloatVector dy2 = FloatVector.fromArray(F, dy, k + 2 * L);
      FloatVector dy3 = FloatVector.fromArray(F, dy, k + 3 * L);
      FloatVector dy4 = FloatVector.fromArray(F, dy, k + 4 * L);
      FloatVector dy5 = FloatVector.fromArray(F, dy, k + 5 * L);
      FloatVector dy6 = FloatVector.fromArray(F, dy, k + 6 * L);
      FloatVector dy7 = FloatVector.fromArray(F, dy, k + 7 * L);
      FloatVector lastDy = FloatVector.fromArray(F, dy, k + last);
      FloatVector r0 = FirstLanes.keep(y4.mul(dy4), own4);
      FloatVector r1 = FirstLanes.keep(y5.mul(dy5), own5);
      FloatVector r2 = FirstLanes.keep(y6.mul(dy6), own6);
      FloatVector r3 = FirstLanes.keep(y7.mul(dy7), own7);
      FloatVector whole = y0.mul(dy0).add(y2.mul(dy2)).add(y1.mul(dy1).add(y3.mul(dy3)));
      FloatVector dots = Partners.sum(whole.add(r0.add(r2).add(r1.add(r3))));
      if (Math.abs(dots.lane(0)) < FloatBackward.LARGE_DOT) {
        y0.fma(dy0.sub(dots), zero).intoArray(dz, k);
        y1.fma(dy1.sub(dots), zero).intoArray(dz, k + L);
        y2.fma(dy2.sub(dots), zero).intoArray(dz, k + 2 * L);
        y3.fma(dy3.sub(dots), zero).intoArray(dz, k + 3 * L);
        if (classes > 5 * L) {
          y4.fma(dy4.sub(dots), zero).intoArray(dz, k + 4 * L);
          if (classes > 6 * L) {
            y5.fma(dy5.sub(dots), zero).intoArray(dz, k + 5 * L);
            if (classes > 7 * L) {
              y6.fma(dy6.sub(dots), zero).intoArray(dz, k + 6 * L);
            }
          }
        }
        lastY.fma(lastDy.sub(dots), zero).intoArray(dz, k + last);
      } else {
        ScalarFloatBackward.unusual(y, dy, k, classes, dz, k);
      }
    }
  }
}
