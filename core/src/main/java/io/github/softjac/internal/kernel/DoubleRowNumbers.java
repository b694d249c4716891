package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The numbers of L rows that are worked on together, one vector for each kind of number. The twin
/// of [RowNumbers].
///
/// The lines of the array `numbers`, L long each: the largest logit g; M, later the upper part of
/// the sum and of 2¹²⁸ over the sum; the lowest logit, later the lower parts.
final class DoubleRowNumbers {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();
  private static final int LANES = DoubleSoftmax.LANES;

  private DoubleRowNumbers() {}

  /// From a vector of maxima a row, g, M and the lowest logit of every row.
  static void shifts(double[] block, double[] turned, double[] numbers) {
    DoubleTurn.block(block, 0, L, turned, 0, L);
    DoubleVector g = DoubleVector.fromArray(D, turned, 0);
    for (int line = 1; line < L; line++) {
      DoubleVector other = DoubleVector.fromArray(D, turned, line * L);
      g = g.blend(other, other.compare(GT, g));
    }
    g.intoArray(numbers, 0);
    shifts(numbers, 0);
  }

  /// From g in the line at `start`, M and the lowest logit in the next two.
  static void shifts(double[] numbers, int start) {
    DoubleVector g = DoubleVector.fromArray(D, numbers, start);
    DoubleVector magic = DoubleVector.broadcast(D, DoubleExp.MAGIC);
    DoubleVector octaves =
        g.fma(DoubleVector.broadcast(D, DoubleExp.LOG2_E), magic).sub(magic).sub(1);
    magic.sub(octaves.mul(2)).intoArray(numbers, start + L);
    octaves.sub(1022).mul(DoubleExp.LN_2).intoArray(numbers, start + 2 * L);
  }

  /// The sum of each row from those of its 8 lanes: the lines of M and of the lowest logit.
  static void sums(DoubleScratch scratch) {
    for (int lane = 0; lane < LANES; lane += L) {
      DoubleTurn.block(scratch.sumsA, lane, LANES, scratch.turned, lane * L, L);
      DoubleTurn.block(scratch.sumsB, lane, LANES, scratch.turnedB, lane * L, L);
    }
    fold(scratch.turned, scratch.numbers, L);
    fold(scratch.turnedB, scratch.numbers, 2 * L);
  }

  /// The sum of 8 lines: the upper half folded on the lower until one is left.
  private static void fold(double[] lines, double[] numbers, int start) {
    DoubleVector s0 = DoubleVector.fromArray(D, lines, 0);
    DoubleVector s1 = DoubleVector.fromArray(D, lines, L);
    DoubleVector s2 = DoubleVector.fromArray(D, lines, 2 * L);
    DoubleVector s3 = DoubleVector.fromArray(D, lines, 3 * L);
    s0 = s0.add(DoubleVector.fromArray(D, lines, 4 * L));
    s1 = s1.add(DoubleVector.fromArray(D, lines, 5 * L));
    s2 = s2.add(DoubleVector.fromArray(D, lines, 6 * L));
    s3 = s3.add(DoubleVector.fromArray(D, lines, 7 * L));
    s0.add(s2).add(s1.add(s3)).intoArray(numbers, start);
  }

  /// Replaces the sums, in two parts in the lines of M and of the lowest logit, by 2¹²⁸ over each
  /// sum.
  static void reciprocals(double[] numbers, int start) {
    DoubleVector one = DoubleVector.broadcast(D, 1);
    DoubleVector sum = DoubleVector.fromArray(D, numbers, start + L);
    DoubleVector rest = DoubleVector.fromArray(D, numbers, start + 2 * L);
    DoubleVector sumHigh = sum.add(rest);
    DoubleVector sumLow = sum.sub(sumHigh).add(rest);
    DoubleVector reciprocal = one.div(sumHigh);
    DoubleVector high = reciprocal.mul(0x1p128);
    DoubleVector missing = reciprocal.neg().fma(sumHigh, one).sub(reciprocal.mul(sumLow));
    high.intoArray(numbers, start + L);
    high.mul(missing).intoArray(numbers, start + 2 * L);
  }
}
