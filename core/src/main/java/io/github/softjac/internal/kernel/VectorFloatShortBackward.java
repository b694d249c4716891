package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Back-propagation through softmax of rows of at most 64 classes in one to four vectors of 16
/// lanes, one row after another. The dot product is folded in place, so that every lane has it.
///
/// Whole vectors are read, with what lies behind the row, and the products of that are cleared; the
/// last rows of an array, behind which nothing lies, go to [ScalarFloatBackward]. No load or store
/// has a mask; [FirstLanes] says why.
final class VectorFloatShortBackward {

  private VectorFloatShortBackward() {}

  static void backward(float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    int vectors = (classes + L - 1) / L;
    int end = offset + rows * classes;
    int readable = Math.min(y.length, dy.length) - vectors * L;
    int whole = Math.clamp((readable - offset + classes) / classes, 0, rows);
    int last = offset + whole * classes;
    switch (vectors) {
      case 1 -> {
        if (classes == L) {
          inOneVector(y, dy, dz, offset, last);
        } else {
          lessThanOneVector(y, dy, dz, offset, last, classes, scratch.tile);
        }
      }
      case 2 -> inTwoVectors(y, dy, dz, offset, last, classes);
      case 3 -> inThreeVectors(y, dy, dz, offset, last, classes);
      default -> inFourVectors(y, dy, dz, offset, last, classes);
    }
    for (int from = last; from < end; from += classes) {
      ScalarFloatBackward.backwardRow(y, dy, dz, from, classes, scratch);
    }
  }

  /// Rows of fewer than 16 classes. A vector writes behind its row, where the next may still have
  /// to be read: so into a block, that is then copied.
  private static void lessThanOneVector(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes, float[] block) {
    IntVector own = FirstLanes.bits(classes);
    FloatVector zero = FloatVector.zero(F);
    int elements = (block.length - L) / classes * classes;
    for (int start = offset; start < end; start += elements) {
      int stop = Math.min(start + elements, end);
      for (int from = start; from < stop; from += classes) {
        FloatVector y0 = FloatVector.fromArray(F, y, from);
        FloatVector dy0 = FloatVector.fromArray(F, dy, from);
        FloatVector dots = Partners.sum(FirstLanes.keep(y0.mul(dy0), own));
        if (Math.abs(dots.lane(0)) < FloatBackward.LARGE_DOT) {
          y0.fma(dy0.sub(dots), zero).intoArray(block, from - start);
        } else {
          ScalarFloatBackward.unusual(y, dy, from, classes, block, from - start);
        }
      }
      System.arraycopy(block, 0, dz, start, stop - start);
    }
  }

  /// Rows of 16 classes.
  private static void inOneVector(float[] y, float[] dy, float[] dz, int offset, int end) {
    FloatVector zero = FloatVector.zero(F);
    for (int from = offset; from < end; from += L) {
      FloatVector y0 = FloatVector.fromArray(F, y, from);
      FloatVector dy0 = FloatVector.fromArray(F, dy, from);
      FloatVector dots = Partners.sum(y0.mul(dy0));
      if (Math.abs(dots.lane(0)) < FloatBackward.LARGE_DOT) {
        y0.fma(dy0.sub(dots), zero).intoArray(dz, from);
      } else {
        ScalarFloatBackward.unusual(y, dy, from, L, dz, from);
      }
    }
  }

  /// Rows of 17 to 32 classes. The last 16 are read once more, so that nothing is written behind.
  private static void inTwoVectors(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes) {
    IntVector own = FirstLanes.bits(classes - L);
    FloatVector zero = FloatVector.zero(F);
    int last = classes - L;
    for (int from = offset; from < end; from += classes) {
      FloatVector y0 = FloatVector.fromArray(F, y, from);
      FloatVector y1 = FloatVector.fromArray(F, y, from + L);
      FloatVector dy0 = FloatVector.fromArray(F, dy, from);
      FloatVector dy1 = FloatVector.fromArray(F, dy, from + L);
      FloatVector dots = Partners.sum(y0.mul(dy0).add(FirstLanes.keep(y1.mul(dy1), own)));
      if (Math.abs(dots.lane(0)) < FloatBackward.LARGE_DOT) {
        FloatVector lastY = FloatVector.fromArray(F, y, from + last);
        FloatVector lastDy = FloatVector.fromArray(F, dy, from + last);
        y0.fma(dy0.sub(dots), zero).intoArray(dz, from);
        lastY.fma(lastDy.sub(dots), zero).intoArray(dz, from + last);
      } else {
        ScalarFloatBackward.unusual(y, dy, from, classes, dz, from);
      }
    }
  }

  /// Rows of 33 to 48 classes.
  private static void inThreeVectors(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes) {
    IntVector own = FirstLanes.bits(classes - 2 * L);
    FloatVector zero = FloatVector.zero(F);
    int last = classes - L;
    for (int from = offset; from < end; from += classes) {
      FloatVector y0 = FloatVector.fromArray(F, y, from);
      FloatVector y1 = FloatVector.fromArray(F, y, from + L);
      FloatVector y2 = FloatVector.fromArray(F, y, from + 2 * L);
      FloatVector dy0 = FloatVector.fromArray(F, dy, from);
      FloatVector dy1 = FloatVector.fromArray(F, dy, from + L);
      FloatVector dy2 = FloatVector.fromArray(F, dy, from + 2 * L);
      FloatVector p2 = FirstLanes.keep(y2.mul(dy2), own);
      FloatVector dots = Partners.sum(y0.mul(dy0).add(p2).add(y1.mul(dy1)));
      if (Math.abs(dots.lane(0)) < FloatBackward.LARGE_DOT) {
        FloatVector lastY = FloatVector.fromArray(F, y, from + last);
        FloatVector lastDy = FloatVector.fromArray(F, dy, from + last);
        y0.fma(dy0.sub(dots), zero).intoArray(dz, from);
        y1.fma(dy1.sub(dots), zero).intoArray(dz, from + L);
        lastY.fma(lastDy.sub(dots), zero).intoArray(dz, from + last);
      } else {
        ScalarFloatBackward.unusual(y, dy, from, classes, dz, from);
      }
    }
  }

  /// Rows of 49 to 64 classes.
  private static void inFourVectors(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes) {
    IntVector own = FirstLanes.bits(classes - 3 * L);
    FloatVector zero = FloatVector.zero(F);
    int last = classes - L;
    for (int from = offset; from < end; from += classes) {
      FloatVector y0 = FloatVector.fromArray(F, y, from);
      FloatVector y1 = FloatVector.fromArray(F, y, from + L);
      FloatVector y2 = FloatVector.fromArray(F, y, from + 2 * L);
      FloatVector y3 = FloatVector.fromArray(F, y, from + 3 * L);
      FloatVector dy0 = FloatVector.fromArray(F, dy, from);
      FloatVector dy1 = FloatVector.fromArray(F, dy, from + L);
      FloatVector dy2 = FloatVector.fromArray(F, dy, from + 2 * L);
      FloatVector dy3 = FloatVector.fromArray(F, dy, from + 3 * L);
      FloatVector p3 = FirstLanes.keep(y3.mul(dy3), own);
      FloatVector dots = Partners.sum(y0.mul(dy0).add(y2.mul(dy2)).add(y1.mul(dy1).add(p3)));
      if (Math.abs(dots.lane(0)) < FloatBackward.LARGE_DOT) {
        FloatVector lastY = FloatVector.fromArray(F, y, from + last);
        FloatVector lastDy = FloatVector.fromArray(F, dy, from + last);
        y0.fma(dy0.sub(dots), zero).intoArray(dz, from);
        y1.fma(dy1.sub(dots), zero).intoArray(dz, from + L);
        y2.fma(dy2.sub(dots), zero).intoArray(dz, from + 2 * L);
        lastY.fma(lastDy.sub(dots), zero).intoArray(dz, from + last);
      } else {
        ScalarFloatBackward.unusual(y, dy, from, classes, dz, from);
      }
    }
  }
}
