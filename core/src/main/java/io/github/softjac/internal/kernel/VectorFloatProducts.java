package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// A second sum of rows, `Σ_k e_k (c_k − base)`, from exponentials that are there: the twin of
/// [ScalarFloatProducts]. Of most long rows it is added as the exponentials are computed, by
/// [VectorFloatSquareSums] and [VectorFloatProductSums].
final class VectorFloatProducts {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;

  /// What has no smaller exponential than 2⁻³⁴ and no smaller number β than this has no result
  /// below 2⁻¹²⁶ but 0.
  private static final float LEAST_BETA = 0x1p-43f;

  /// Nor has what is a sum of squares, has no logit further below the largest than this, and so no
  /// exponential below 2⁻¹⁸, and no smaller number α.
  private static final float SQUARES_DEPTH = 12;

  private static final float LEAST_ALPHA = 0x1p-42f;

  /// The product of two exponentials of such a row is not below 2⁻¹²⁶.
  private static final float DEPTH = 42;

  private VectorFloatProducts() {}

  /// Whether the sums of the rows in hand can be added as the exponentials are computed. In rows
  /// with logits further from the largest, products would be subnormal, and so slow.
  static boolean canBeAddedTogether(float[] numbers) {
    return RowNumbers.areShallow(numbers, 1, DEPTH);
  }

  /// The sum of one row in double. The row is at `from` in e, at `at` in c.
  static double inDouble(
      float[] e, int from, float[] c, int at, float base, int classes, Scratch scratch) {
    double sum = 0;
    for (int done = 0; done < classes; done += CHUNK) {
      int length = Math.min(CHUNK, classes - done);
      int tail = length % LANES;
      int end = from + done + length;
      for (int lane = 0; lane < LANES; lane += L) {
        inDouble(e, from + done + lane, end - tail, c, at - from, base, scratch.lanes, lane);
      }
      for (int lane = 0; lane < tail; lane++) {
        int k = end - tail + lane;
        scratch.lanes[lane] += (double) e[k] * (c[k + at - from] - base);
      }
      sum += ScalarFloatBackward.fold(scratch.lanes);
    }
    return sum;
  }

  private static void inDouble(
      float[] e, int from, int to, float[] c, int shift, float base, double[] lanes, int lane) {
    FloatVector bases = FloatVector.broadcast(F, base);
    DoubleVector sum0 = DoubleVector.zero(D);
    DoubleVector sum1 = sum0;
    for (int k = from; k < to; k += LANES) {
      FloatVector d = FloatVector.fromArray(F, c, k + shift).sub(bases);
      FloatVector ek = FloatVector.fromArray(F, e, k);
      DoubleVector e0 = (DoubleVector) ek.convertShape(F2D, D, 0);
      DoubleVector e1 = (DoubleVector) ek.convertShape(F2D, D, 1);
      sum0 = e0.fma((DoubleVector) d.convertShape(F2D, D, 0), sum0);
      sum1 = e1.fma((DoubleVector) d.convertShape(F2D, D, 1), sum1);
    }
    sum0.intoArray(lanes, lane);
    sum1.intoArray(lanes, lane + H);
  }

  /// The sum of one long row in float. The row is at `from` in e, at `at` in c.
  static double inFloat(
      float[] e,
      int from,
      float[] c,
      int at,
      float base,
      float start,
      int classes,
      Scratch scratch) {
    double sum = 0;
    for (int done = 0; done < classes; done += CHUNK) {
      int length = Math.min(CHUNK, classes - done);
      int tail = length % LANES;
      int end = from + done + length;
      // What is no class adds nothing.
      Arrays.fill(scratch.tail, tail, LANES, 0);
      Arrays.fill(scratch.tailTargets, tail, LANES, base);
      System.arraycopy(e, end - tail, scratch.tail, 0, tail);
      System.arraycopy(c, end - tail + at - from, scratch.tailTargets, 0, tail);
      for (int lane = 0; lane < LANES; lane += L) {
        inFloat(
            e,
            from + done + lane,
            end - tail,
            c,
            at - from,
            base,
            start,
            scratch.tail,
            scratch.tailTargets,
            scratch.sumsA,
            scratch.sumsB,
            lane);
      }
      sum += RowNumbers.fold(scratch.sumsA, scratch.sumsB, 0);
    }
    return sum;
  }

  private static void inFloat(
      float[] e,
      int from,
      int to,
      float[] c,
      int shift,
      float base,
      float start,
      float[] tail,
      float[] tailCosts,
      float[] sumsA,
      float[] sumsB,
      int lane) {
    FloatVector bases = FloatVector.broadcast(F, base);
    FloatVector sumA = FloatVector.broadcast(F, start);
    FloatVector sumB = FloatVector.zero(F);
    for (int k = from; k < to; k += LANES) {
      FloatVector d = FloatVector.fromArray(F, c, k + shift).sub(bases);
      FloatVector ek = FloatVector.fromArray(F, e, k);
      FloatVector sum = ek.fma(d, sumA);
      sumB = sumB.add(ek.fma(d, sumA.sub(sum)));
      sumA = sum;
    }
    FloatVector d = FloatVector.fromArray(F, tailCosts, lane).sub(bases);
    FloatVector ek = FloatVector.fromArray(F, tail, lane);
    FloatVector sum = ek.fma(d, sumA);
    sumB = sumB.add(ek.fma(d, sumA.sub(sum)));
    sum.sub(start).intoArray(sumsA, lane);
    sumB.intoArray(sumsB, lane);
  }

  /// The sums of the rows of tiles.
  static void inTiles(float[] e, float[] c, int tiles, int length, Scratch scratch) {
    for (int i = 0; i < tiles; i++) {
      FloatVector base = FloatVector.fromArray(F, scratch.bases, i * L);
      DoubleVector sum0 = DoubleVector.zero(D);
      DoubleVector sum1 = sum0;
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector d = FloatVector.fromArray(F, c, k).sub(base);
        FloatVector ek = FloatVector.fromArray(F, e, k);
        DoubleVector e0 = (DoubleVector) ek.convertShape(F2D, D, 0);
        DoubleVector e1 = (DoubleVector) ek.convertShape(F2D, D, 1);
        sum0 = e0.fma((DoubleVector) d.convertShape(F2D, D, 0), sum0);
        sum1 = e1.fma((DoubleVector) d.convertShape(F2D, D, 1), sum1);
      }
      sum0.intoArray(scratch.products, i * L);
      sum1.intoArray(scratch.products, i * L + H);
    }
  }

  /// Makes 0 of what is less than 2⁻¹²⁶ from it among the gradients of rows, which are longer than
  /// a vector together. Where no row can have such a gradient, nothing is looked at.
  ///
  /// In `d = e (a c + b)`, where a c and b cancel, the one is at least half the other, and both are
  /// multiples of the product of the last places of a and c, or of that of b: the bracket is 0 or
  /// at least 2⁻⁴⁹ b. Of squares, where `c = e`, it is at least 2⁻⁴⁸ a e as well, whatever b is:
  /// that of the spherical score is 0 but for rounding.
  static void flush(
      float[] dz, int offset, int length, int tiles, int rows, boolean ofSquares, Scratch scratch) {
    if (RowNumbers.areShallow(scratch.numbers, tiles, RowNumbers.SHALLOW)) {
      boolean byAlpha = ofSquares && RowNumbers.areShallow(scratch.numbers, tiles, SQUARES_DEPTH);
      if (noneSmall(rows, byAlpha, scratch)) {
        return;
      }
    }
    FloatVector normal = FloatVector.broadcast(F, Float.MIN_NORMAL);
    FloatVector zero = FloatVector.zero(F);
    int to = offset + length;
    for (int k = offset; k < to - L; k += L) {
      FloatVector d = FloatVector.fromArray(F, dz, k);
      d.blend(zero, d.abs().compare(LT, normal)).intoArray(dz, k);
    }
    FloatVector d = FloatVector.fromArray(F, dz, to - L);
    d.blend(zero, d.abs().compare(LT, normal)).intoArray(dz, to - L);
  }

  private static boolean noneSmall(int rows, boolean byAlpha, Scratch scratch) {
    boolean none = true;
    for (int row = 0; row < rows; row++) {
      float a = scratch.alphas[row];
      float b = scratch.betas[row];
      none &=
          Math.abs(b) >= LEAST_BETA
              || (a == 0 && b == 0)
              || (byAlpha && Math.abs(a) >= LEAST_ALPHA);
    }
    return none;
  }
}
