package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_1;
import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_2;
import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_4;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Turns blocks of L × L doubles, rows to columns, L being the lanes of a vector (2, 4 or 8). The
/// twin of [Turn].
///
/// The butterfly of log₂ L stages: stage d exchanges, between rows i and i + d, the entries whose
/// column has bit d set in the one row and clear in the other. Two stages at a time run on four
/// rows in registers.
final class DoubleTurn {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();
  private static final VectorMask<Double> UPPER_4 = upper(4);
  private static final VectorMask<Double> UPPER_2 = upper(2);
  private static final VectorMask<Double> UPPER_1 = upper(1);

  private DoubleTurn() {}

  private static VectorMask<Double> upper(int d) {
    boolean[] upper = new boolean[L];
    for (int column = 0; column < L; column++) {
      upper[column] = (column & d) != 0;
    }
    return VectorMask.fromArray(D, upper, 0);
  }

  /// `to[toStart + j·toStride + i] = from[fromStart + i·fromStride + j]` for i, j < L. The arrays
  /// are different ones, or the blocks do not overlap.
  static void block(
      double[] from, int fromStart, int fromStride, double[] to, int toStart, int toStride) {
    if (L == 8) {
      stage4(from, fromStart, fromStride, to, toStart, toStride);
      stages21(to, toStart, toStride, to, toStart, toStride);
    } else if (L == 4) {
      stages21(from, fromStart, fromStride, to, toStart, toStride);
    } else {
      stage1(from, fromStart, fromStride, to, toStart, toStride);
    }
  }

  private static void stage4(
      double[] from, int fromStart, int fromStride, double[] to, int toStart, int toStride) {
    for (int i = 0; i < 4; i++) {
      int source = fromStart + i * fromStride;
      DoubleVector a = DoubleVector.fromArray(D, from, source);
      DoubleVector b = DoubleVector.fromArray(D, from, source + 4 * fromStride);
      int target = toStart + i * toStride;
      a.blend(b.rearrange(PARTNER_4), UPPER_4).intoArray(to, target);
      a.rearrange(PARTNER_4).blend(b, UPPER_4).intoArray(to, target + 4 * toStride);
    }
  }

  private static void stages21(
      double[] from, int fromStart, int fromStride, double[] to, int toStart, int toStride) {
    for (int i = 0; i < L; i += 4) {
      int source = fromStart + i * fromStride;
      DoubleVector a = DoubleVector.fromArray(D, from, source);
      DoubleVector b = DoubleVector.fromArray(D, from, source + fromStride);
      DoubleVector c = DoubleVector.fromArray(D, from, source + 2 * fromStride);
      DoubleVector d = DoubleVector.fromArray(D, from, source + 3 * fromStride);
      DoubleVector a2 = a.blend(c.rearrange(PARTNER_2), UPPER_2);
      DoubleVector c2 = a.rearrange(PARTNER_2).blend(c, UPPER_2);
      DoubleVector b2 = b.blend(d.rearrange(PARTNER_2), UPPER_2);
      DoubleVector d2 = b.rearrange(PARTNER_2).blend(d, UPPER_2);
      int target = toStart + i * toStride;
      a2.blend(b2.rearrange(PARTNER_1), UPPER_1).intoArray(to, target);
      a2.rearrange(PARTNER_1).blend(b2, UPPER_1).intoArray(to, target + toStride);
      c2.blend(d2.rearrange(PARTNER_1), UPPER_1).intoArray(to, target + 2 * toStride);
      c2.rearrange(PARTNER_1).blend(d2, UPPER_1).intoArray(to, target + 3 * toStride);
    }
  }

  private static void stage1(
      double[] from, int fromStart, int fromStride, double[] to, int toStart, int toStride) {
    DoubleVector a = DoubleVector.fromArray(D, from, fromStart);
    DoubleVector b = DoubleVector.fromArray(D, from, fromStart + fromStride);
    a.blend(b.rearrange(PARTNER_1), UPPER_1).intoArray(to, toStart);
    a.rearrange(PARTNER_1).blend(b, UPPER_1).intoArray(to, toStart + toStride);
  }
}
