package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// The numbers of L rows that are worked on together, one vector for each kind of number.
///
/// The lines of the array `numbers`, L long each: the largest logit g; M, later the upper part of
/// 2⁶⁴ over the sum; the lowest logit, later the lower part.
final class RowNumbers {

  private static final int LANES = FloatSoftmax.LANES;

  private RowNumbers() {}

  /// From a vector of maxima a row, g, M and the lowest logit of every row.
  static void shifts(float[] block, float[] turned, float[] numbers) {
    Turn.block(block, 0, L, turned, 0, L);
    FloatVector g = FloatVector.fromArray(F, turned, 0);
    for (int line = 1; line < L; line++) {
      FloatVector other = FloatVector.fromArray(F, turned, line * L);
      g = g.blend(other, other.compare(GT, g));
    }
    g.intoArray(numbers, 0);
    shifts(numbers, 0);
  }

  /// From g in the line at `start`, M and the lowest logit in the next two.
  static void shifts(float[] numbers, int start) {
    FloatVector g = FloatVector.fromArray(F, numbers, start);
    FloatVector magic = FloatVector.broadcast(F, FloatExp.MAGIC);
    FloatVector octaves = g.fma(FloatVector.broadcast(F, FloatExp.LOG2_E), magic).sub(magic).sub(1);
    magic.sub(octaves.mul(4)).intoArray(numbers, start + L);
    octaves.sub(126).mul(FloatExp.LN_2).intoArray(numbers, start + 2 * L);
  }

  /// The sum of each row from those of its 16 lanes, in double, by the tree of [#fold].
  static void sums(Scratch scratch) {
    float[] a = scratch.turned;
    float[] b = scratch.turnedB;
    for (int lane = 0; lane < LANES; lane += L) {
      Turn.block(scratch.sumsA, lane, LANES, a, lane * L, L);
      Turn.block(scratch.sumsB, lane, LANES, b, lane * L, L);
    }
    double[] lines = scratch.turnedLanes;
    for (int i = 0; i < LANES * L; i += L) {
      FloatVector sumA = FloatVector.fromArray(F, a, i);
      FloatVector sumB = FloatVector.fromArray(F, b, i);
      sumA.convertShape(F2D, D, 0)
          .add(sumB.convertShape(F2D, D, 0))
          .reinterpretAsDoubles()
          .intoArray(lines, i);
      sumA.convertShape(F2D, D, 1)
          .add(sumB.convertShape(F2D, D, 1))
          .reinterpretAsDoubles()
          .intoArray(lines, i + H);
    }
    for (int half = LANES / 2 * L; half >= L; half /= 2) {
      for (int i = 0; i < half; i += H) {
        DoubleVector.fromArray(D, lines, i)
            .add(DoubleVector.fromArray(D, lines, half + i))
            .intoArray(lines, i);
      }
    }
    System.arraycopy(lines, 0, scratch.sums, 0, L);
  }

  /// The sum of one row from those of its 16 lanes: the upper half folded on the lower until one is
  /// left.
  static double fold(float[] a, float[] b, int line) {
    double s0 = four(a, b, line);
    double s1 = four(a, b, line + 1);
    double s2 = four(a, b, line + 2);
    double s3 = four(a, b, line + 3);
    return (s0 + s2) + (s1 + s3);
  }

  private static double four(float[] a, float[] b, int i) {
    return (((double) a[i] + b[i]) + ((double) a[i + 8] + b[i + 8]))
        + (((double) a[i + 4] + b[i + 4]) + ((double) a[i + 12] + b[i + 12]));
  }

  /// The same for sums in two parts that stand in the lines of M and of the lowest logit of a tile.
  static void sums(float[] numbers, int start, double[] sums) {
    FloatVector sumA = FloatVector.fromArray(F, numbers, start + L);
    FloatVector sumB = FloatVector.fromArray(F, numbers, start + 2 * L);
    sumA.convertShape(F2D, D, 0)
        .add(sumB.convertShape(F2D, D, 0))
        .reinterpretAsDoubles()
        .intoArray(sums, 0);
    sumA.convertShape(F2D, D, 1)
        .add(sumB.convertShape(F2D, D, 1))
        .reinterpretAsDoubles()
        .intoArray(sums, H);
  }

  /// 2⁶⁴ over each sum, in two parts: the lines of M and of the lowest logit. The sums are lost.
  static void reciprocals(double[] sums, float[] numbers, int start) {
    DoubleVector up = DoubleVector.broadcast(D, 0x1p64);
    up.div(DoubleVector.fromArray(D, sums, 0)).intoArray(sums, 0);
    up.div(DoubleVector.fromArray(D, sums, H)).intoArray(sums, H);
    split(sums, 0, numbers, start);
  }

  /// Reciprocals in two parts each, into the lines of M and of the lowest logit.
  static void split(double[] reciprocals, int at, float[] numbers, int start) {
    DoubleVector reciprocal0 = DoubleVector.fromArray(D, reciprocals, at);
    DoubleVector reciprocal1 = DoubleVector.fromArray(D, reciprocals, at + H);
    FloatVector high =
        ((FloatVector) reciprocal0.convertShape(D2F, F, 0))
            .add(reciprocal1.convertShape(D2F, F, -1));
    DoubleVector rest0 = reciprocal0.sub(high.convertShape(F2D, D, 0));
    DoubleVector rest1 = reciprocal1.sub(high.convertShape(F2D, D, 1));
    high.intoArray(numbers, start + L);
    ((FloatVector) rest0.convertShape(D2F, F, 0))
        .add(rest1.convertShape(D2F, F, -1))
        .intoArray(numbers, start + 2 * L);
  }
}
