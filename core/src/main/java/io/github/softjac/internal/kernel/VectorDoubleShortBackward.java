package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_1;
import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_2;
import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_4;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Back-propagation through softmax of rows of at most 32 classes in one to four vectors of 8
/// lanes: the same as [VectorFloatShortBackward] for doubles.
final class VectorDoubleShortBackward {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();

  private VectorDoubleShortBackward() {}

  static void backward(double[] y, double[] dy, double[] dz, int offset, int rows, int classes) {
    DoubleScratch scratch = DoubleScratch.ofThread();
    int vectors = classes < L ? 1 : classes <= 2 * L ? 2 : 4;
    int end = offset + rows * classes;
    int readable = Math.min(y.length, dy.length) - vectors * L;
    int whole = Math.clamp((readable - offset + classes) / classes, 0, rows);
    int last = offset + whole * classes;
    switch (vectors) {
      case 1 -> lessThanOneVector(y, dy, dz, offset, last, classes, scratch);
      case 2 -> inTwoVectors(y, dy, dz, offset, last, classes, scratch.sum);
      default -> inFourVectors(y, dy, dz, offset, last, classes, scratch.sum);
    }
    for (int from = last; from < end; from += classes) {
      ScalarDoubleBackward.backwardRow(y, dy, dz, from, classes, scratch);
    }
  }

  /// Rows of fewer than 8 classes. A vector writes behind its row, where the next may still have to
  /// be read: so into a block, that is then copied.
  private static void lessThanOneVector(
      double[] y,
      double[] dy,
      double[] dz,
      int offset,
      int end,
      int classes,
      DoubleScratch scratch) {
    LongVector own = FirstLanes.wideBits(classes);
    DoubleVector zero = DoubleVector.zero(D);
    double[] block = scratch.tile;
    int elements = (block.length - L) / classes * classes;
    for (int start = offset; start < end; start += elements) {
      int stop = Math.min(start + elements, end);
      for (int from = start; from < stop; from += classes) {
        DoubleVector y0 = DoubleVector.fromArray(D, y, from);
        DoubleVector dy0 = DoubleVector.fromArray(D, dy, from);
        DoubleVector dots = sum(FirstLanes.keep(y0.mul(dy0), own));
        if (Math.abs(dots.lane(0)) < DoubleBackward.LARGE_DOT) {
          y0.fma(dy0.sub(dots), zero).intoArray(block, from - start);
        } else {
          ScalarDoubleBackward.unusual(y, dy, from, classes, block, from - start, scratch.sum);
        }
      }
      System.arraycopy(block, 0, dz, start, stop - start);
    }
  }

  /// Rows of 8 to 16 classes. The last 8 are read once more, so that nothing is written behind.
  private static void inTwoVectors(
      double[] y, double[] dy, double[] dz, int offset, int end, int classes, DoubleSum sum) {
    LongVector own = FirstLanes.wideBits(classes - L);
    DoubleVector zero = DoubleVector.zero(D);
    int last = classes - L;
    for (int from = offset; from < end; from += classes) {
      DoubleVector y0 = DoubleVector.fromArray(D, y, from);
      DoubleVector y1 = DoubleVector.fromArray(D, y, from + L);
      DoubleVector dy0 = DoubleVector.fromArray(D, dy, from);
      DoubleVector dy1 = DoubleVector.fromArray(D, dy, from + L);
      DoubleVector dots = sum(y0.mul(dy0).add(FirstLanes.keep(y1.mul(dy1), own)));
      if (Math.abs(dots.lane(0)) < DoubleBackward.LARGE_DOT) {
        DoubleVector lastY = DoubleVector.fromArray(D, y, from + last);
        DoubleVector lastDy = DoubleVector.fromArray(D, dy, from + last);
        y0.fma(dy0.sub(dots), zero).intoArray(dz, from);
        lastY.fma(lastDy.sub(dots), zero).intoArray(dz, from + last);
      } else {
        ScalarDoubleBackward.unusual(y, dy, from, classes, dz, from, sum);
      }
    }
  }

  /// Rows of 17 to 32 classes.
  private static void inFourVectors(
      double[] y, double[] dy, double[] dz, int offset, int end, int classes, DoubleSum sum) {
    LongVector own2 = FirstLanes.wideBits(classes - 2 * L);
    LongVector own3 = FirstLanes.wideBits(classes - 3 * L);
    DoubleVector zero = DoubleVector.zero(D);
    int last = classes - L;
    for (int from = offset; from < end; from += classes) {
      DoubleVector y0 = DoubleVector.fromArray(D, y, from);
      DoubleVector y1 = DoubleVector.fromArray(D, y, from + L);
      DoubleVector y2 = DoubleVector.fromArray(D, y, from + 2 * L);
      DoubleVector y3 = DoubleVector.fromArray(D, y, from + 3 * L);
      DoubleVector dy0 = DoubleVector.fromArray(D, dy, from);
      DoubleVector dy1 = DoubleVector.fromArray(D, dy, from + L);
      DoubleVector dy2 = DoubleVector.fromArray(D, dy, from + 2 * L);
      DoubleVector dy3 = DoubleVector.fromArray(D, dy, from + 3 * L);
      DoubleVector p2 = FirstLanes.keep(y2.mul(dy2), own2);
      DoubleVector p3 = FirstLanes.keep(y3.mul(dy3), own3);
      DoubleVector dots = sum(y0.mul(dy0).add(y1.mul(dy1)).add(p2.add(p3)));
      if (Math.abs(dots.lane(0)) < DoubleBackward.LARGE_DOT) {
        DoubleVector lastY = DoubleVector.fromArray(D, y, from + last);
        DoubleVector lastDy = DoubleVector.fromArray(D, dy, from + last);
        y0.fma(dy0.sub(dots), zero).intoArray(dz, from);
        y1.fma(dy1.sub(dots), zero).intoArray(dz, from + L);
        if (classes > 3 * L) {
          y2.fma(dy2.sub(dots), zero).intoArray(dz, from + 2 * L);
        }
        lastY.fma(lastDy.sub(dots), zero).intoArray(dz, from + last);
      } else {
        ScalarDoubleBackward.unusual(y, dy, from, classes, dz, from, sum);
      }
    }
  }

  /// The sum of the lanes, in every lane.
  private static DoubleVector sum(DoubleVector v) {
    DoubleVector s = v.add(v.rearrange(PARTNER_4));
    s = s.add(s.rearrange(PARTNER_2));
    return s.add(s.rearrange(PARTNER_1));
  }
}
