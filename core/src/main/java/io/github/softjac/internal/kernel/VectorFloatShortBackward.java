package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Back-propagation through softmax of rows of 6 to 64 classes in one to four vectors of 16 lanes.
/// The dot product is folded in place, so that every lane has it.
///
/// Rows go in groups, and each group is read before the one ahead of it is written:
///
/// * A processor takes a read for one of what was written just before if the addresses agree in
///   their last 12 bits, and waits. Where arrays lie so that this meets the next row, rows would go
///   one after the other, at half the speed.
/// * The last vector of a row may be written whole: what it spoils behind the row has been read,
///   and is written over by its own row. So no load or store has a mask ([FirstLanes] says why).
///
/// The last rows go through blocks with room behind them.
final class VectorFloatShortBackward {

  /// Where in the blocks of [Scratch] a group is put that has to be done in plain loops.
  private static final int UNUSUAL_AT = 512;

  private VectorFloatShortBackward() {}

  static void backward(float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    int vectors = (classes + L - 1) / L;
    int group = vectors > 2 ? classes : 2 * classes;
    int behind = vectors * L - classes;
    int elements = rows * classes;
    int whole = Math.max(0, elements - behind) / group * group;
    int last = offset + whole;
    int rest = elements - whole;
    // Now: the groups spoil what is behind them.
    System.arraycopy(y, last, scratch.tile, 0, rest);
    System.arraycopy(dy, last, scratch.secondTile, 0, rest);
    groups(y, dy, dz, offset, last, classes, scratch);
    if (rest > 0) {
      int full = (rest + group - 1) / group * group;
      Arrays.fill(scratch.tile, rest, full, 0);
      Arrays.fill(scratch.secondTile, rest, full, 0);
      groups(scratch.tile, scratch.secondTile, scratch.exponentials, 0, full, classes, scratch);
      System.arraycopy(scratch.exponentials, 0, dz, last, rest);
    }
  }

  private static void groups(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes, Scratch scratch) {
    if (offset == end) {
      return;
    }
    if (classes <= L) {
      inOneVector(y, dy, dz, offset, end, classes, scratch);
    } else if (classes <= 2 * L) {
      inTwoVectors(y, dy, dz, offset, end, classes, scratch);
    } else if (classes <= 3 * L) {
      inThreeVectors(y, dy, dz, offset, end, classes, scratch);
    } else {
      inFourVectors(y, dy, dz, offset, end, classes, scratch);
    }
  }

  /// Two rows of 6 to 16 classes at once.
  private static void inOneVector(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes, Scratch scratch) {
    IntVector own = FirstLanes.bits(classes);
    FloatVector zero = FloatVector.zero(F);
    int group = 2 * classes;
    FloatVector y0 = FloatVector.fromArray(F, y, offset);
    FloatVector y1 = FloatVector.fromArray(F, y, offset + classes);
    FloatVector dy0 = FloatVector.fromArray(F, dy, offset);
    FloatVector dy1 = FloatVector.fromArray(F, dy, offset + classes);
    for (int from = offset; from < end; from += group) {
      int next = Math.min(from + group, end - group);
      FloatVector nextY0 = FloatVector.fromArray(F, y, next);
      FloatVector nextY1 = FloatVector.fromArray(F, y, next + classes);
      FloatVector nextDy0 = FloatVector.fromArray(F, dy, next);
      FloatVector nextDy1 = FloatVector.fromArray(F, dy, next + classes);
      FloatVector dots0 = Partners.sum(FirstLanes.keep(y0.mul(dy0), own));
      FloatVector dots1 = Partners.sum(FirstLanes.keep(y1.mul(dy1), own));
      if (usual(dots0, dots1)) {
        y0.fma(dy0.sub(dots0), zero).intoArray(dz, from);
        y1.fma(dy1.sub(dots1), zero).intoArray(dz, from + classes);
      } else {
        y0.intoArray(scratch.tile, UNUSUAL_AT);
        y1.intoArray(scratch.tile, UNUSUAL_AT + classes);
        dy0.intoArray(scratch.secondTile, UNUSUAL_AT);
        dy1.intoArray(scratch.secondTile, UNUSUAL_AT + classes);
        unusual(dz, from, 2, classes, scratch);
      }
      y0 = nextY0;
      y1 = nextY1;
      dy0 = nextDy0;
      dy1 = nextDy1;
    }
  }

  /// Two rows of 17 to 32 classes at once.
  private static void inTwoVectors(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes, Scratch scratch) {
    IntVector own = FirstLanes.bits(classes - L);
    FloatVector zero = FloatVector.zero(F);
    int row1 = classes;
    int group = 2 * classes;
    FloatVector y0 = FloatVector.fromArray(F, y, offset);
    FloatVector y1 = FloatVector.fromArray(F, y, offset + L);
    FloatVector y2 = FloatVector.fromArray(F, y, offset + row1);
    FloatVector y3 = FloatVector.fromArray(F, y, offset + row1 + L);
    FloatVector dy0 = FloatVector.fromArray(F, dy, offset);
    FloatVector dy1 = FloatVector.fromArray(F, dy, offset + L);
    FloatVector dy2 = FloatVector.fromArray(F, dy, offset + row1);
    FloatVector dy3 = FloatVector.fromArray(F, dy, offset + row1 + L);
    for (int from = offset; from < end; from += group) {
      int next = Math.min(from + group, end - group);
      FloatVector nextY0 = FloatVector.fromArray(F, y, next);
      FloatVector nextY1 = FloatVector.fromArray(F, y, next + L);
      FloatVector nextY2 = FloatVector.fromArray(F, y, next + row1);
      FloatVector nextY3 = FloatVector.fromArray(F, y, next + row1 + L);
      FloatVector nextDy0 = FloatVector.fromArray(F, dy, next);
      FloatVector nextDy1 = FloatVector.fromArray(F, dy, next + L);
      FloatVector nextDy2 = FloatVector.fromArray(F, dy, next + row1);
      FloatVector nextDy3 = FloatVector.fromArray(F, dy, next + row1 + L);
      FloatVector dots0 = Partners.sum(y0.mul(dy0).add(FirstLanes.keep(y1.mul(dy1), own)));
      FloatVector dots1 = Partners.sum(y2.mul(dy2).add(FirstLanes.keep(y3.mul(dy3), own)));
      if (usual(dots0, dots1)) {
        y0.fma(dy0.sub(dots0), zero).intoArray(dz, from);
        y1.fma(dy1.sub(dots0), zero).intoArray(dz, from + L);
        y2.fma(dy2.sub(dots1), zero).intoArray(dz, from + row1);
        y3.fma(dy3.sub(dots1), zero).intoArray(dz, from + row1 + L);
      } else {
        y0.intoArray(scratch.tile, UNUSUAL_AT);
        y1.intoArray(scratch.tile, UNUSUAL_AT + L);
        y2.intoArray(scratch.tile, UNUSUAL_AT + row1);
        y3.intoArray(scratch.tile, UNUSUAL_AT + row1 + L);
        dy0.intoArray(scratch.secondTile, UNUSUAL_AT);
        dy1.intoArray(scratch.secondTile, UNUSUAL_AT + L);
        dy2.intoArray(scratch.secondTile, UNUSUAL_AT + row1);
        dy3.intoArray(scratch.secondTile, UNUSUAL_AT + row1 + L);
        unusual(dz, from, 2, classes, scratch);
      }
      y0 = nextY0;
      y1 = nextY1;
      y2 = nextY2;
      y3 = nextY3;
      dy0 = nextDy0;
      dy1 = nextDy1;
      dy2 = nextDy2;
      dy3 = nextDy3;
    }
  }

  /// Rows of 33 to 48 classes.
  private static void inThreeVectors(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes, Scratch scratch) {
    IntVector own = FirstLanes.bits(classes - 2 * L);
    FloatVector zero = FloatVector.zero(F);
    FloatVector y0 = FloatVector.fromArray(F, y, offset);
    FloatVector y1 = FloatVector.fromArray(F, y, offset + L);
    FloatVector y2 = FloatVector.fromArray(F, y, offset + 2 * L);
    FloatVector dy0 = FloatVector.fromArray(F, dy, offset);
    FloatVector dy1 = FloatVector.fromArray(F, dy, offset + L);
    FloatVector dy2 = FloatVector.fromArray(F, dy, offset + 2 * L);
    for (int from = offset; from < end; from += classes) {
      int next = Math.min(from + classes, end - classes);
      FloatVector nextY0 = FloatVector.fromArray(F, y, next);
      FloatVector nextY1 = FloatVector.fromArray(F, y, next + L);
      FloatVector nextY2 = FloatVector.fromArray(F, y, next + 2 * L);
      FloatVector nextDy0 = FloatVector.fromArray(F, dy, next);
      FloatVector nextDy1 = FloatVector.fromArray(F, dy, next + L);
      FloatVector nextDy2 = FloatVector.fromArray(F, dy, next + 2 * L);
      FloatVector p2 = FirstLanes.keep(y2.mul(dy2), own);
      FloatVector dots = Partners.sum(y0.mul(dy0).add(p2).add(y1.mul(dy1)));
      if (usual(dots)) {
        y0.fma(dy0.sub(dots), zero).intoArray(dz, from);
        y1.fma(dy1.sub(dots), zero).intoArray(dz, from + L);
        y2.fma(dy2.sub(dots), zero).intoArray(dz, from + 2 * L);
      } else {
        y0.intoArray(scratch.tile, UNUSUAL_AT);
        y1.intoArray(scratch.tile, UNUSUAL_AT + L);
        y2.intoArray(scratch.tile, UNUSUAL_AT + 2 * L);
        dy0.intoArray(scratch.secondTile, UNUSUAL_AT);
        dy1.intoArray(scratch.secondTile, UNUSUAL_AT + L);
        dy2.intoArray(scratch.secondTile, UNUSUAL_AT + 2 * L);
        unusual(dz, from, 1, classes, scratch);
      }
      y0 = nextY0;
      y1 = nextY1;
      y2 = nextY2;
      dy0 = nextDy0;
      dy1 = nextDy1;
      dy2 = nextDy2;
    }
  }

  /// Rows of 49 to 64 classes.
  private static void inFourVectors(
      float[] y, float[] dy, float[] dz, int offset, int end, int classes, Scratch scratch) {
    IntVector own = FirstLanes.bits(classes - 3 * L);
    FloatVector zero = FloatVector.zero(F);
    FloatVector y0 = FloatVector.fromArray(F, y, offset);
    FloatVector y1 = FloatVector.fromArray(F, y, offset + L);
    FloatVector y2 = FloatVector.fromArray(F, y, offset + 2 * L);
    FloatVector y3 = FloatVector.fromArray(F, y, offset + 3 * L);
    FloatVector dy0 = FloatVector.fromArray(F, dy, offset);
    FloatVector dy1 = FloatVector.fromArray(F, dy, offset + L);
    FloatVector dy2 = FloatVector.fromArray(F, dy, offset + 2 * L);
    FloatVector dy3 = FloatVector.fromArray(F, dy, offset + 3 * L);
    for (int from = offset; from < end; from += classes) {
      int next = Math.min(from + classes, end - classes);
      FloatVector nextY0 = FloatVector.fromArray(F, y, next);
      FloatVector nextY1 = FloatVector.fromArray(F, y, next + L);
      FloatVector nextY2 = FloatVector.fromArray(F, y, next + 2 * L);
      FloatVector nextY3 = FloatVector.fromArray(F, y, next + 3 * L);
      FloatVector nextDy0 = FloatVector.fromArray(F, dy, next);
      FloatVector nextDy1 = FloatVector.fromArray(F, dy, next + L);
      FloatVector nextDy2 = FloatVector.fromArray(F, dy, next + 2 * L);
      FloatVector nextDy3 = FloatVector.fromArray(F, dy, next + 3 * L);
      FloatVector p3 = FirstLanes.keep(y3.mul(dy3), own);
      FloatVector dots = Partners.sum(y0.mul(dy0).add(y2.mul(dy2)).add(y1.mul(dy1).add(p3)));
      if (usual(dots)) {
        y0.fma(dy0.sub(dots), zero).intoArray(dz, from);
        y1.fma(dy1.sub(dots), zero).intoArray(dz, from + L);
        y2.fma(dy2.sub(dots), zero).intoArray(dz, from + 2 * L);
        y3.fma(dy3.sub(dots), zero).intoArray(dz, from + 3 * L);
      } else {
        y0.intoArray(scratch.tile, UNUSUAL_AT);
        y1.intoArray(scratch.tile, UNUSUAL_AT + L);
        y2.intoArray(scratch.tile, UNUSUAL_AT + 2 * L);
        y3.intoArray(scratch.tile, UNUSUAL_AT + 3 * L);
        dy0.intoArray(scratch.secondTile, UNUSUAL_AT);
        dy1.intoArray(scratch.secondTile, UNUSUAL_AT + L);
        dy2.intoArray(scratch.secondTile, UNUSUAL_AT + 2 * L);
        dy3.intoArray(scratch.secondTile, UNUSUAL_AT + 3 * L);
        unusual(dz, from, 1, classes, scratch);
      }
      y0 = nextY0;
      y1 = nextY1;
      y2 = nextY2;
      y3 = nextY3;
      dy0 = nextDy0;
      dy1 = nextDy1;
      dy2 = nextDy2;
      dy3 = nextDy3;
    }
  }

  private static boolean usual(FloatVector dots) {
    return Math.abs(dots.lane(0)) < FloatBackward.LARGE_DOT;
  }

  /// Whether both are below; of two just below it may say no, and [#unusual] tells them apart.
  private static boolean usual(FloatVector dots0, FloatVector dots1) {
    return Math.abs(dots0.lane(0)) + Math.abs(dots1.lane(0)) < FloatBackward.LARGE_DOT;
  }

  /// Rows that lie in the blocks, as they were read.
  private static void unusual(float[] dz, int from, int rows, int classes, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      int at = UNUSUAL_AT + row * classes;
      ScalarFloatBackward.backwardRow(
          scratch.tile, scratch.secondTile, scratch.exponentials, at, classes, scratch);
      System.arraycopy(scratch.exponentials, at, dz, from + row * classes, classes);
    }
  }
}
