package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Back-propagation through softmax of rows of at most 64 classes in one to four vectors of 16
/// lanes, one row after another. The dot product is folded in place, so that every lane has it.
final class VectorFloatShortBackward {

  private VectorFloatShortBackward() {}

  static void backward(float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    int end = offset + rows * classes;
    if (classes <= L) {
      inOneVector(y, dy, dz, offset, end, classes);
    } else if (classes <= 2 * L) {
      inTwoVectors(y, dy, dz, offset, end, classes);
    } else {
      inFourVectors(y, dy, dz, offset, end, classes);
    }
  }

  private static void inOneVector(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes) {
    VectorMask<Float> own = FirstLanes.ofFloats(classes);
    FloatVector zero = FloatVector.zero(F);
    for (int from = offset; from < end; from += classes) {
      FloatVector y0 = FloatVector.fromArray(F, y, from, own);
      FloatVector dy0 = FloatVector.fromArray(F, dy, from, own);
      FloatVector dots = Partners.sum(y0.mul(dy0));
      if (Math.abs(dots.lane(0)) < FloatBackward.LARGE_DOT) {
        y0.fma(dy0.sub(dots), zero).intoArray(dz, from, own);
      } else {
        ScalarFloatBackward.unusual(y, dy, dz, from, from + classes);
      }
    }
  }

  private static void inTwoVectors(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes) {
    VectorMask<Float> own = FirstLanes.ofFloats(classes - L);
    FloatVector zero = FloatVector.zero(F);
    for (int from = offset; from < end; from += classes) {
      FloatVector y0 = FloatVector.fromArray(F, y, from);
      FloatVector y1 = FloatVector.fromArray(F, y, from + L, own);
      FloatVector dy0 = FloatVector.fromArray(F, dy, from);
      FloatVector dy1 = FloatVector.fromArray(F, dy, from + L, own);
      FloatVector dots = Partners.sum(y0.mul(dy0).add(y1.mul(dy1)));
      if (Math.abs(dots.lane(0)) < FloatBackward.LARGE_DOT) {
        y0.fma(dy0.sub(dots), zero).intoArray(dz, from);
        y1.fma(dy1.sub(dots), zero).intoArray(dz, from + L, own);
      } else {
        ScalarFloatBackward.unusual(y, dy, dz, from, from + classes);
      }
    }
  }

  private static void inFourVectors(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes) {
    VectorMask<Float> own2 = FirstLanes.ofFloats(classes - 2 * L);
    VectorMask<Float> own3 = FirstLanes.ofFloats(classes - 3 * L);
    FloatVector zero = FloatVector.zero(F);
    for (int from = offset; from < end; from += classes) {
      FloatVector y0 = FloatVector.fromArray(F, y, from);
      FloatVector y1 = FloatVector.fromArray(F, y, from + L);
      FloatVector y2 = FloatVector.fromArray(F, y, from + 2 * L, own2);
      FloatVector y3 = FloatVector.fromArray(F, y, from + 3 * L, own3);
      FloatVector dy0 = FloatVector.fromArray(F, dy, from);
      FloatVector dy1 = FloatVector.fromArray(F, dy, from + L);
      FloatVector dy2 = FloatVector.fromArray(F, dy, from + 2 * L, own2);
      FloatVector dy3 = FloatVector.fromArray(F, dy, from + 3 * L, own3);
      FloatVector dots =
          Partners.sum(y0.mul(dy0).add(y2.mul(dy2)).add(y1.mul(dy1).add(y3.mul(dy3))));
      if (Math.abs(dots.lane(0)) < FloatBackward.LARGE_DOT) {
        y0.fma(dy0.sub(dots), zero).intoArray(dz, from);
        y1.fma(dy1.sub(dots), zero).intoArray(dz, from + L);
        y2.fma(dy2.sub(dots), zero).intoArray(dz, from + 2 * L, own2);
        y3.fma(dy3.sub(dots), zero).intoArray(dz, from + 3 * L, own3);
      } else {
        ScalarFloatBackward.unusual(y, dy, dz, from, from + classes);
      }
    }
  }
}
