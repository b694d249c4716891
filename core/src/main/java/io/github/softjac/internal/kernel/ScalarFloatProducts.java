package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// The sum of a row that some costs need beside that of its exponentials, `Σ_k e_k (c_k − base)`,
/// in plain loops: the specification of [VectorFloatProducts]. With e for c it is the sum of
/// squares. It runs on the lanes of the exponentials, in one of two ways:
///
/// - In double: of short rows, and where an output dominates the row and is left out, so that the
///   sum of the others keeps its digits, however small it is.
/// - In float, in two parts like the sum of the exponentials: of other long rows, while their
///   exponentials are computed. With p the product before it is rounded, `A' = A + p`, and B gets
///   `p − (A' − A)`. The difference is exact if A is the larger; where p is, it is rounded, so that
///   the sum is right to two units of roundoff of the sum of the sizes of all products.
final class ScalarFloatProducts {

  /// A starts here for squares: that of an exponential, below 4σ ([FloatShift]), is always smaller,
  /// and each difference exact. B is below 2⁻¹⁸ a term, which leaves the sum right to 2⁻²⁶ if all
  /// roundings of a chunk have the same sign, to 2⁻³⁰ as a rule. So the square of the label can be
  /// taken off again. Where its output is at most four fifths, the loss and its slope are made of
  /// `(1 − y)² + Q ≥ 1/25`, a sixteenth of the square: they are right to 4 units in the worst case.
  static final float SQUARES_START = 64;

  private static final int LANES = FloatSoftmax.LANES;

  private ScalarFloatProducts() {}

  /// @param shift from a class in `e` to the same in `c`
  static double inDouble(
      float[] e, int offset, int end, float[] c, int shift, float base, double[] lanes) {
    int last = end - offset < FloatSoftmax.LONG_ROW ? 0 : LANES - 1;
    double sum = 0;
    for (int from = offset; from < end; from += FloatSoftmax.CHUNK) {
      int to = Math.min(from + FloatSoftmax.CHUNK, end);
      Arrays.fill(lanes, 0);
      for (int k = from; k < to; k++) {
        lanes[(k - from) & last] += (double) e[k] * (c[k + shift] - base);
      }
      sum += ScalarFloatBackward.fold(lanes);
    }
    return sum;
  }

  /// @param shift from a class in `e` to the same in `c`
  /// @param start of A
  static double inFloat(
      float[] e,
      int offset,
      int end,
      float[] c,
      int shift,
      float base,
      float start,
      Scratch scratch) {
    double sum = 0;
    for (int from = offset; from < end; from += FloatSoftmax.CHUNK) {
      int to = Math.min(from + FloatSoftmax.CHUNK, end);
      for (int lane = 0; lane < LANES; lane++) {
        float sumA = start;
        float sumB = 0;
        for (int k = from + lane; k < to; k += LANES) {
          float d = c[k + shift] - base;
          float next = Math.fma(e[k], d, sumA);
          sumB += Math.fma(e[k], d, sumA - next);
          sumA = next;
        }
        scratch.sumsA[lane] = sumA - start;
        scratch.sumsB[lane] = sumB;
      }
      sum += ScalarFloatSoftmax.fold(scratch.sumsA, scratch.sumsB);
    }
    return sum;
  }

  /// 0 for what is less than 2⁻¹²⁶ from it.
  static float normal(float v) {
    return Math.abs(v) < Float.MIN_NORMAL ? 0 : v;
  }
}
