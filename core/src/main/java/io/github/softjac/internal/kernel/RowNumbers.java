package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The numbers of L rows that are worked on together, one vector for each kind of number.
///
/// The lines of the array `numbers`, L long each: the largest logit g; M, later the upper part of
/// 2⁶⁴ over the sum; the lowest logit, later the lower part.
final class RowNumbers {

  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> D = VectorSpecies.of(double.class, F.vectorShape());
  private static final int L = F.length();
  private static final int H = D.length();
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
    for (int part = 0; part < 2; part++) {
      DoubleVector s0 = four(a, b, 0, part);
      DoubleVector s1 = four(a, b, 1, part);
      DoubleVector s2 = four(a, b, 2, part);
      DoubleVector s3 = four(a, b, 3, part);
      s0.add(s2).add(s1.add(s3)).intoArray(scratch.sums, part * H);
    }
  }

  /// The lanes `lane`, `lane + 8`, `lane + 4` and `lane + 12` of the rows of one half of a vector.
  private static DoubleVector four(float[] a, float[] b, int lane, int part) {
    return both(a, b, lane, part)
        .add(both(a, b, lane + 8, part))
        .add(both(a, b, lane + 4, part).add(both(a, b, lane + 12, part)));
  }

  private static DoubleVector both(float[] a, float[] b, int lane, int part) {
    return both(FloatVector.fromArray(F, a, lane * L), FloatVector.fromArray(F, b, lane * L), part);
  }

  private static DoubleVector both(FloatVector sumA, FloatVector sumB, int part) {
    return (DoubleVector) sumA.convertShape(F2D, D, part).add(sumB.convertShape(F2D, D, part));
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

  /// 2⁶⁴ over each sum, in two parts: the lines of M and of the lowest logit.
  static void reciprocals(double[] sums, float[] numbers) {
    reciprocals(DoubleVector.fromArray(D, sums, 0), DoubleVector.fromArray(D, sums, H), numbers, 0);
  }

  /// The same for sums in two parts that stand in the lines of M and of the lowest logit.
  static void reciprocals(float[] numbers, int start) {
    FloatVector sumA = FloatVector.fromArray(F, numbers, start + L);
    FloatVector sumB = FloatVector.fromArray(F, numbers, start + 2 * L);
    reciprocals(both(sumA, sumB, 0), both(sumA, sumB, 1), numbers, start);
  }

  private static void reciprocals(
      DoubleVector sum0, DoubleVector sum1, float[] numbers, int start) {
    DoubleVector up = DoubleVector.broadcast(D, 0x1p64);
    DoubleVector reciprocal0 = up.div(sum0);
    DoubleVector reciprocal1 = up.div(sum1);
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
