package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_1;
import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_2;
import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_4;
import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.UMAX;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;

/// The numbers of L rows that are worked on together, one vector for each kind of number.
///
/// The lines of the array `numbers`, L long each: the largest logit g; M, later the upper part of
/// 2⁶⁴ over the sum; the lowest logit that matters, later the lower part; a bound that no logit is
/// below.
final class RowNumbers {

  /// Length of the four lines.
  static final int LENGTH = 4 * L;

  private static final int LANES = FloatSoftmax.LANES;

  /// If no logit is further below the largest, each exponential is over 2⁻³⁴.
  static final float SHALLOW = 24;

  /// 2⁶⁴ times a factor of exponentials that is not small.
  private static final float NOT_SMALL = 0x1p24f;

  private RowNumbers() {}

  /// From the lines of [VectorFloatRanges], g, M, the lowest logit and the bound of every row.
  ///
  /// @return false if some largest logit is not an ordinary number
  static boolean ranges(float[] block, float[] turned, float[] numbers) {
    Turn.block(block, 0, L, turned, 0, L);
    FloatVector g = FloatVector.fromArray(F, turned, 0);
    IntVector bits = FloatVector.fromArray(F, turned, H * L).reinterpretAsInts();
    for (int line = L; line < H * L; line += L) {
      FloatVector other = FloatVector.fromArray(F, turned, line);
      g = g.blend(other, other.compare(GT, g));
      FloatVector low = FloatVector.fromArray(F, turned, H * L + line);
      bits = bits.lanewise(UMAX, low.reinterpretAsInts());
    }
    g.intoArray(numbers, 0);
    bits.reinterpretAsFloats().intoArray(numbers, 3 * L);
    return ranges(numbers, 0);
  }

  /// The same from the largest logits and the largest of their bits as unsigned numbers, in the
  /// lines of g and of the bound.
  static boolean ranges(float[] numbers, int start) {
    // As a signed number, the bits of a float that is not negative are over those of 0.
    FloatVector.fromArray(F, numbers, start + 3 * L)
        .reinterpretAsInts()
        .min(0)
        .reinterpretAsFloats()
        .intoArray(numbers, start + 3 * L);
    FloatVector g = FloatVector.fromArray(F, numbers, start);
    shifts(numbers, start);
    return g.abs().compare(LE, FloatShift.LIMIT).allTrue();
  }

  /// Whether all logits are at least the lowest that matters.
  static boolean noneTooLow(float[] numbers, int tiles) {
    boolean none = true;
    for (int start = 0; start < tiles * LENGTH; start += LENGTH) {
      FloatVector lowest = FloatVector.fromArray(F, numbers, start + 2 * L);
      none &= FloatVector.fromArray(F, numbers, start + 3 * L).compare(GE, lowest).allTrue();
    }
    return none;
  }

  /// Whether no logit is further below the largest of its row than this.
  static boolean areShallow(float[] numbers, int tiles, float depth) {
    boolean all = true;
    for (int start = 0; start < tiles * LENGTH; start += LENGTH) {
      FloatVector g = FloatVector.fromArray(F, numbers, start);
      FloatVector most = g.sub(FloatVector.fromArray(F, numbers, start + 3 * L));
      all &= most.compare(LE, depth).allTrue();
    }
    return all;
  }

  /// Takes the factor 2⁶⁴ off the reciprocals, unless an exponential times its row's reciprocal
  /// comes near 2⁻¹²⁶.
  ///
  /// @return whether it has
  static boolean scaleDown(float[] numbers, int tiles) {
    FloatVector down = FloatVector.broadcast(F, 0x1p-64f);
    boolean none = true;
    for (int start = 0; start < tiles * LENGTH; start += LENGTH) {
      FloatVector g = FloatVector.fromArray(F, numbers, start);
      FloatVector depth = g.sub(FloatVector.fromArray(F, numbers, start + 3 * L));
      FloatVector high = FloatVector.fromArray(F, numbers, start + L);
      none &= depth.compare(LE, SHALLOW).and(high.abs().compare(GE, NOT_SMALL)).allTrue();
    }
    for (int start = 0; none && start < tiles * LENGTH; start += LENGTH) {
      FloatVector.fromArray(F, numbers, start + L).mul(down).intoArray(numbers, start + L);
      FloatVector.fromArray(F, numbers, start + 2 * L).mul(down).intoArray(numbers, start + 2 * L);
    }
    return none;
  }

  /// Makes the rows NaN whose reciprocal is.
  static void fillNaN(float[] y, int offset, int rows, int classes, float[] numbers) {
    if (!FloatVector.fromArray(F, numbers, L).test(IS_NAN).anyTrue()) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      if (Float.isNaN(numbers[L + row])) {
        int from = offset + row * classes;
        Arrays.fill(y, from, from + classes, Float.NaN);
      }
    }
  }

  /// From g in the line at `start`, M and the lowest logit in the next two.
  static void shifts(float[] numbers, int start) {
    FloatVector g = FloatVector.fromArray(F, numbers, start);
    FloatVector magic = FloatVector.broadcast(F, FloatExp.MAGIC);
    FloatVector octaves = g.fma(FloatVector.broadcast(F, FloatExp.LOG2_E), magic).sub(magic).sub(1);
    magic.sub(octaves.mul(4)).intoArray(numbers, start + L);
    octaves.sub(126).mul(FloatExp.LN_2).intoArray(numbers, start + 2 * L);
  }

  /// The sum of each row from those of its 16 lanes, in double, by the tree of [#fold]; 1 for what
  /// is no row.
  static void sums(int rows, float[] sumsA, float[] sumsB, double[] sums) {
    if (L == LANES) {
      fold16(rows, sumsA, sumsB, sums);
    } else {
      for (int row = 0; row < rows; row++) {
        sums[row] = fold(sumsA, sumsB, row * LANES);
      }
    }
    if (rows < L) {
      Arrays.fill(sums, rows, L, 1);
    }
  }

  private static void fold16(int rows, float[] sumsA, float[] sumsB, double[] sums) {
    VectorShuffle<Double> partner4 = PARTNER_4;
    VectorShuffle<Double> partner2 = PARTNER_2;
    VectorShuffle<Double> partner1 = PARTNER_1;
    for (int row = 0; row < rows; row++) {
      FloatVector a = FloatVector.fromArray(F, sumsA, row * LANES);
      FloatVector b = FloatVector.fromArray(F, sumsB, row * LANES);
      DoubleVector lower = (DoubleVector) a.convertShape(F2D, D, 0).add(b.convertShape(F2D, D, 0));
      DoubleVector upper = (DoubleVector) a.convertShape(F2D, D, 1).add(b.convertShape(F2D, D, 1));
      DoubleVector s = lower.add(upper);
      s = s.add(s.rearrange(partner4));
      s = s.add(s.rearrange(partner2));
      s = s.add(s.rearrange(partner1));
      sums[row] = s.lane(0);
    }
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
  static void sums(float[] numbers, int start, double[] sums, int at) {
    FloatVector sumA = FloatVector.fromArray(F, numbers, start + L);
    FloatVector sumB = FloatVector.fromArray(F, numbers, start + 2 * L);
    sumA.convertShape(F2D, D, 0)
        .add(sumB.convertShape(F2D, D, 0))
        .reinterpretAsDoubles()
        .intoArray(sums, at);
    sumA.convertShape(F2D, D, 1)
        .add(sumB.convertShape(F2D, D, 1))
        .reinterpretAsDoubles()
        .intoArray(sums, at + H);
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
