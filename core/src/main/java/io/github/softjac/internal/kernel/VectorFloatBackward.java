package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;

/// Back-propagation through softmax with the Vector API: the twin of [ScalarFloatBackward]. Rows of
/// up to 128 classes stay in registers of 512 bits ([VectorFloatShortBackward],
/// [VectorFloatMediumBackward]).
///
/// Longer rows, of up to 320 classes, go through each phase in groups that stay in the first-level
/// cache, so that the latency of one row's dot product is hidden behind the others. Of still longer
/// ones, one loop writes the gradient of a row and finds the dot product of the next: the one waits
/// for the first-level cache, the other for the second.
final class VectorFloatBackward implements FloatBackward {

  private static final int ROWS_AT_ONCE = 16;
  private static final int ELEMENTS_AT_ONCE = 2048;

  /// Rows of more classes are worth a loop of two rows at once.
  private static final int MEDIUM_ROW = 320;

  @Override
  public void backward(float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    if (classes <= ScalarFloatBackward.FEW) {
      ScalarFloatBackward.backwardOfFew(y, dy, dz, offset, offset + rows * classes, classes);
      return;
    }
    if (classes <= 4 * L && L == 16) {
      VectorFloatShortBackward.backward(y, dy, dz, offset, rows, classes);
      return;
    }
    if (classes <= 8 * L && L == 16) {
      VectorFloatMediumBackward.backward(y, dy, dz, offset, rows, classes);
      return;
    }
    Scratch scratch = Scratch.ofThread();
    if (classes < L) {
      for (int row = 0; row < rows; row++) {
        ScalarFloatBackward.backwardRow(y, dy, dz, offset + row * classes, classes, scratch);
      }
      return;
    }
    if (classes > MEDIUM_ROW) {
      inPairs(y, dy, dz, offset, rows, classes, scratch);
      return;
    }
    int rowsAtOnce = Math.min(ELEMENTS_AT_ONCE / classes, ROWS_AT_ONCE);
    for (int row = 0; row < rows; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, rows - row);
      int from = offset + row * classes;
      dots(y, dy, from, group, classes, scratch);
      fold(scratch.block, group, scratch.numbers);
      for (int i = 0; i < group; i++) {
        int at = from + i * classes;
        gradientOrUnusual(y, dy, dz, at, at + classes, scratch.numbers[i]);
      }
    }
  }

  private static void inPairs(
      float[] y, float[] dy, float[] dz, int offset, int rows, int classes, Scratch scratch) {
    int last = offset + (rows - 1) * classes;
    float dot = rows == 0 ? 0 : (float) dot(y, dy, offset, classes, scratch);
    for (int row = offset; row < last; row += classes) {
      int next = row + classes;
      if (Math.abs(dot) < LARGE_DOT) {
        dot = (float) gradientAndNextDot(y, dy, dz, row, classes, dot, scratch);
      } else {
        ScalarFloatBackward.unusual(y, dy, row, classes, dz, row);
        dot = (float) dot(y, dy, next, classes, scratch);
      }
    }
    if (rows > 0) {
      gradientOrUnusual(y, dy, dz, last, last + classes, dot);
    }
  }

  /// The dot product of a row, chunk by chunk.
  private static double dot(float[] y, float[] dy, int offset, int classes, Scratch scratch) {
    double sum = 0;
    for (int done = 0; done < classes; done += DOT_CHUNK) {
      dots(y, dy, offset + done, 1, Math.min(DOT_CHUNK, classes - done), scratch);
      fold(scratch.block, 1, scratch.numbers);
      sum += scratch.numbers[0];
    }
    return sum;
  }

  /// The gradient of the row at `offset`, and the dot product of the row behind it.
  private static double gradientAndNextDot(
      float[] y, float[] dy, float[] dz, int offset, int classes, float dot, Scratch scratch) {
    float[] lines = scratch.block;
    double sum = 0;
    for (int done = 0; done < classes; done += DOT_CHUNK) {
      int length = Math.min(DOT_CHUNK, classes - done);
      int rest = length % DOT_LANES;
      int from = offset + done;
      int to = from + length;
      for (int lane = 0; lane < 16; lane += L) {
        gradientAndNextDot(y, dy, dz, from + lane, to - rest, classes, dot, lines, lane);
      }
      if (rest > 0) {
        addRests(y, dy, classes + to - rest, 1, classes, rest, lines, scratch);
        gradientOfRest(y, dy, dz, to - rest, to, dot);
      }
      fold(lines, 1, scratch.numbers);
      sum += scratch.numbers[0];
    }
    return sum;
  }

  private static void gradientAndNextDot(
      float[] y,
      float[] dy,
      float[] dz,
      int from,
      int to,
      int classes,
      float dot,
      float[] lines,
      int line) {
    FloatVector dots = FloatVector.broadcast(F, dot);
    FloatVector zero = FloatVector.zero(F);
    FloatVector s0 = zero;
    FloatVector s1 = zero;
    FloatVector s2 = zero;
    FloatVector s3 = zero;
    for (int k = from; k < to; k += DOT_LANES) {
      int n = k + classes;
      s0 = FloatVector.fromArray(F, y, n).fma(FloatVector.fromArray(F, dy, n), s0);
      FloatVector d0 = FloatVector.fromArray(F, dy, k).sub(dots);
      FloatVector.fromArray(F, y, k).fma(d0, zero).intoArray(dz, k);
      s1 = FloatVector.fromArray(F, y, n + 16).fma(FloatVector.fromArray(F, dy, n + 16), s1);
      FloatVector d1 = FloatVector.fromArray(F, dy, k + 16).sub(dots);
      FloatVector.fromArray(F, y, k + 16).fma(d1, zero).intoArray(dz, k + 16);
      s2 = FloatVector.fromArray(F, y, n + 32).fma(FloatVector.fromArray(F, dy, n + 32), s2);
      FloatVector d2 = FloatVector.fromArray(F, dy, k + 32).sub(dots);
      FloatVector.fromArray(F, y, k + 32).fma(d2, zero).intoArray(dz, k + 32);
      s3 = FloatVector.fromArray(F, y, n + 48).fma(FloatVector.fromArray(F, dy, n + 48), s3);
      FloatVector d3 = FloatVector.fromArray(F, dy, k + 48).sub(dots);
      FloatVector.fromArray(F, y, k + 48).fma(d3, zero).intoArray(dz, k + 48);
    }
    s0.add(s2).add(s1.add(s3)).intoArray(lines, line);
  }

  private static void gradientOfRest(
      float[] y, float[] dy, float[] dz, int from, int to, float dot) {
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

  /// The products of rows of at most a chunk on 64 lanes, folded to 16: a line of these a row.
  private static void dots(
      float[] y, float[] dy, int offset, int rows, int classes, Scratch scratch) {
    float[] lines = scratch.block;
    int rest = classes % DOT_LANES;
    for (int lane = 0; lane < 16; lane += L) {
      for (int row = 0; row < rows; row++) {
        int k = offset + row * classes + lane;
        int end = k + classes - rest;
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (; k < end; k += DOT_LANES) {
          s0 = FloatVector.fromArray(F, y, k).fma(FloatVector.fromArray(F, dy, k), s0);
          s1 = FloatVector.fromArray(F, y, k + 16).fma(FloatVector.fromArray(F, dy, k + 16), s1);
          s2 = FloatVector.fromArray(F, y, k + 32).fma(FloatVector.fromArray(F, dy, k + 32), s2);
          s3 = FloatVector.fromArray(F, y, k + 48).fma(FloatVector.fromArray(F, dy, k + 48), s3);
        }
        s0.add(s2).add(s1.add(s3)).intoArray(lines, row * 16 + lane);
      }
    }
    if (rest > 0) {
      addRests(y, dy, offset + classes - rest, rows, classes, rest, lines, scratch);
    }
  }

  /// Adds to the lines the products of the last, incomplete 64 classes of each row. Whole vectors
  /// are read, with what lies behind the row, and the products of that are cleared; where the
  /// arrays end first, the classes are copied.
  private static void addRests(
      float[] y,
      float[] dy,
      int offset,
      int rows,
      int classes,
      int rest,
      float[] lines,
      Scratch scratch) {
    int readable = Math.min(y.length, dy.length) - DOT_LANES;
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      if (from <= readable) {
        addRest(y, dy, from, rest, lines, row * 16);
      } else {
        System.arraycopy(y, from, scratch.restY, 0, rest);
        System.arraycopy(dy, from, scratch.restDy, 0, rest);
        addRest(scratch.restY, scratch.restDy, 0, rest, lines, row * 16);
      }
    }
  }

  private static void addRest(float[] y, float[] dy, int from, int rest, float[] lines, int line) {
    for (int lane = 0; lane < 16; lane += L) {
      FloatVector r0 = product(y, dy, from, lane, rest);
      FloatVector r1 = product(y, dy, from, lane + 16, rest);
      FloatVector r2 = product(y, dy, from, lane + 32, rest);
      FloatVector r3 = product(y, dy, from, lane + 48, rest);
      int at = line + lane;
      FloatVector.fromArray(F, lines, at).add(r0.add(r2).add(r1.add(r3))).intoArray(lines, at);
    }
  }

  /// The products of some lanes, 0 where the row has ended.
  private static FloatVector product(float[] y, float[] dy, int from, int lane, int rest) {
    int k = from + lane;
    FloatVector products = FloatVector.fromArray(F, y, k).mul(FloatVector.fromArray(F, dy, k));
    return FirstLanes.keep(products, FirstLanes.bits(rest - lane));
  }

  /// The sum of each line by the tree of [ScalarFloatBackward].
  private static void fold(float[] lines, int rows, float[] dots) {
    for (int i = 0; i < rows; i++) {
      int at = i * 16;
      for (int half = 8; half >= L; half /= 2) {
        for (int lane = at; lane < at + half; lane += L) {
          FloatVector.fromArray(F, lines, lane)
              .add(FloatVector.fromArray(F, lines, lane + half))
              .intoArray(lines, lane);
        }
      }
      dots[i] = Partners.sum(FloatVector.fromArray(F, lines, at)).lane(0);
    }
  }

  private static void gradientOrUnusual(
      float[] y, float[] dy, float[] dz, int from, int to, float dot) {
    if (Math.abs(dot) < LARGE_DOT) {
      gradient(y, dy, dz, from, to, dot);
    } else {
      ScalarFloatBackward.unusual(y, dy, from, to - from, dz, from);
    }
  }

  /// `dz_k = y_k (dy_k − dot)`.
  private static void gradient(float[] y, float[] dy, float[] dz, int from, int to, float dot) {
    FloatVector dots = FloatVector.broadcast(F, dot);
    FloatVector zero = FloatVector.zero(F);
    // The last L classes are read before the loop changes some of them.
    FloatVector lastY = FloatVector.fromArray(F, y, to - L);
    FloatVector last = FloatVector.fromArray(F, dy, to - L).sub(dots);
    for (int k = from; k < to - L; k += L) {
      FloatVector d = FloatVector.fromArray(F, dy, k).sub(dots);
      FloatVector.fromArray(F, y, k).fma(d, zero).intoArray(dz, k);
    }
    lastY.fma(last, zero).intoArray(dz, to - L);
  }
}
