package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_1;
import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_2;
import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_4;
import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.F2D;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// [FloatTerms] with the Vector API.
final class VectorFloatTerms {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int FOUR = FloatTerms.FOUR;

  private static final VectorMask<Double> UPPER_4 = D.indexInRange(-4, H - 4);

  private VectorFloatTerms() {}

  static void sums(
      float[] terms,
      float[] slopes,
      double[] losses,
      double[] totals,
      int rows,
      int classes,
      Scratch scratch) {
    double[] ofTerms = scratch.rowLanes;
    double[] ofSlopes = scratch.rowTargetLanes;
    int together = ofTerms.length / 8;
    for (int row = 0; row < rows; row += together) {
      int count = Math.min(together, rows - row);
      Arrays.fill(ofTerms, 0, count * 8, 0);
      Arrays.fill(ofSlopes, 0, count * 8, 0);
      int first = classes / FOUR * FOUR;
      if (first > 0) {
        fours(terms, slopes, row * classes, count, classes, ofTerms, ofSlopes);
      }
      if (first < classes) {
        lanes(terms, slopes, row * classes, first, count, classes, ofTerms, ofSlopes);
      }
      if (L == 16) {
        fold(count, ofTerms, ofSlopes);
      }
      for (int i = 0; i < count; i++) {
        losses[row + i] = L == 16 ? ofTerms[i * 8] : VectorFloatLogRows.fold(ofTerms, i * 8);
        totals[row + i] = L == 16 ? ofTerms[i * 8 + 4] : VectorFloatLogRows.fold(ofSlopes, i * 8);
      }
    }
  }

  /// Folds 8 lanes of both sums in one vector: that of the terms to the first lane of a row in
  /// `ofTerms`, that of the slopes to the fifth. The order is that of [VectorFloatLogRows#fold].
  private static void fold(int rows, double[] ofTerms, double[] ofSlopes) {
    VectorShuffle<Double> partner4 = PARTNER_4;
    VectorShuffle<Double> partner2 = PARTNER_2;
    VectorShuffle<Double> partner1 = PARTNER_1;
    VectorMask<Double> upper = UPPER_4;
    for (int at = 0; at < rows * 8; at += 8) {
      DoubleVector l = DoubleVector.fromArray(D, ofTerms, at);
      DoubleVector a = DoubleVector.fromArray(D, ofSlopes, at);
      l = l.add(l.rearrange(partner4));
      a = a.add(a.rearrange(partner4));
      DoubleVector both = l.blend(a, upper);
      both = both.add(both.rearrange(partner2));
      both.add(both.rearrange(partner1)).intoArray(ofTerms, at);
    }
  }

  /// Adds whole 64 classes to the 8 lanes of each row, to which lanes 8 to 15 are added after 0 to
  /// 7. A method of its own: of one with a loop that short rows never run, the compiler made
  /// vectors on the heap.
  private static void fours(
      float[] terms,
      float[] slopes,
      int from,
      int rows,
      int classes,
      double[] ofTerms,
      double[] ofSlopes) {
    int length = classes / FOUR * FOUR;
    for (int row = 0; row < rows; row++) {
      int start = from + row * classes;
      int end = start + length;
      for (int lane = 0; lane < LANES; lane += L) {
        DoubleVector term0 = DoubleVector.zero(D);
        DoubleVector term1 = term0;
        DoubleVector slope0 = term0;
        DoubleVector slope1 = term0;
        for (int k = start + lane; k < end; k += FOUR) {
          FloatVector l0 = FloatVector.fromArray(F, terms, k);
          FloatVector l2 = FloatVector.fromArray(F, terms, k + 2 * LANES);
          FloatVector a0 = FloatVector.fromArray(F, slopes, k);
          FloatVector a2 = FloatVector.fromArray(F, slopes, k + 2 * LANES);
          l0 = l0.add(FloatVector.fromArray(F, terms, k + LANES));
          a0 = a0.add(FloatVector.fromArray(F, slopes, k + LANES));
          FloatVector l = l0.add(l2.add(FloatVector.fromArray(F, terms, k + 3 * LANES)));
          FloatVector a = a0.add(a2.add(FloatVector.fromArray(F, slopes, k + 3 * LANES)));
          term0 = term0.add(l.convertShape(F2D, D, 0));
          term1 = term1.add(l.convertShape(F2D, D, 1));
          slope0 = slope0.add(a.convertShape(F2D, D, 0));
          slope1 = slope1.add(a.convertShape(F2D, D, 1));
        }
        int at = row * 8 + (lane & 7);
        if (L == 16) {
          DoubleVector ofRow = DoubleVector.fromArray(D, ofTerms, at);
          ofRow.add(term0).add(term1).intoArray(ofTerms, at);
          ofRow = DoubleVector.fromArray(D, ofSlopes, at);
          ofRow.add(slope0).add(slope1).intoArray(ofSlopes, at);
        } else {
          DoubleVector.fromArray(D, ofTerms, at).add(term0).intoArray(ofTerms, at);
          DoubleVector.fromArray(D, ofTerms, at + H).add(term1).intoArray(ofTerms, at + H);
          DoubleVector.fromArray(D, ofSlopes, at).add(slope0).intoArray(ofSlopes, at);
          DoubleVector.fromArray(D, ofSlopes, at + H).add(slope1).intoArray(ofSlopes, at + H);
        }
      }
    }
  }

  /// Adds the classes from `first` on in the same way, in double each.
  private static void lanes(
      float[] terms,
      float[] slopes,
      int from,
      int first,
      int rows,
      int classes,
      double[] ofTerms,
      double[] ofSlopes) {
    int full = classes / LANES * LANES;
    int tail = classes - full;
    for (int row = 0; row < rows; row++) {
      int start = from + row * classes;
      int end = start + full;
      for (int lane = 0; lane < LANES; lane += L) {
        DoubleVector term0 = DoubleVector.zero(D);
        DoubleVector term1 = term0;
        DoubleVector slope0 = term0;
        DoubleVector slope1 = term0;
        for (int k = start + first + lane; k < end; k += LANES) {
          FloatVector l = FloatVector.fromArray(F, terms, k);
          FloatVector a = FloatVector.fromArray(F, slopes, k);
          term0 = term0.add(l.convertShape(F2D, D, 0));
          term1 = term1.add(l.convertShape(F2D, D, 1));
          slope0 = slope0.add(a.convertShape(F2D, D, 0));
          slope1 = slope1.add(a.convertShape(F2D, D, 1));
        }
        if (tail > lane) {
          IntVector own = FirstLanes.bits(tail - lane);
          FloatVector l = FirstLanes.keep(FloatVector.fromArray(F, terms, end + lane), own);
          FloatVector a = FirstLanes.keep(FloatVector.fromArray(F, slopes, end + lane), own);
          term0 = term0.add(l.convertShape(F2D, D, 0));
          term1 = term1.add(l.convertShape(F2D, D, 1));
          slope0 = slope0.add(a.convertShape(F2D, D, 0));
          slope1 = slope1.add(a.convertShape(F2D, D, 1));
        }
        int at = row * 8 + (lane & 7);
        if (L == 16) {
          DoubleVector ofRow = DoubleVector.fromArray(D, ofTerms, at);
          ofRow.add(term0).add(term1).intoArray(ofTerms, at);
          ofRow = DoubleVector.fromArray(D, ofSlopes, at);
          ofRow.add(slope0).add(slope1).intoArray(ofSlopes, at);
        } else {
          DoubleVector.fromArray(D, ofTerms, at).add(term0).intoArray(ofTerms, at);
          DoubleVector.fromArray(D, ofTerms, at + H).add(term1).intoArray(ofTerms, at + H);
          DoubleVector.fromArray(D, ofSlopes, at).add(slope0).intoArray(ofSlopes, at);
          DoubleVector.fromArray(D, ofSlopes, at + H).add(slope1).intoArray(ofSlopes, at + H);
        }
      }
    }
  }

  /// Sums `x_k c_k` by lane.
  ///
  /// @return how many classes are done
  static int dot(float[] x, int offset, double[] c, int classes, double[] lanes) {
    int full = classes / LANES * LANES;
    for (int lane = 0; lane < LANES; lane += L) {
      DoubleVector sum0 = DoubleVector.zero(D);
      DoubleVector sum1 = sum0;
      for (int k = lane; k < full; k += LANES) {
        FloatVector v = FloatVector.fromArray(F, x, offset + k);
        DoubleVector v0 = (DoubleVector) v.convertShape(F2D, D, 0);
        DoubleVector v1 = (DoubleVector) v.convertShape(F2D, D, 1);
        sum0 = v0.fma(DoubleVector.fromArray(D, c, k), sum0);
        sum1 = v1.fma(DoubleVector.fromArray(D, c, k + H), sum1);
      }
      sum0.intoArray(lanes, lane);
      sum1.intoArray(lanes, lane + H);
    }
    return full;
  }

  /// Back-propagation, as [FloatTerms#backward] says. A vector may write beyond its row, where the
  /// next one is still to come, but not beyond the block.
  static void backward(
      float[] a,
      float[] y,
      double[] totals,
      double[] shares,
      float[] dz,
      int offset,
      int rows,
      int classes) {
    int length = rows * classes;
    int whole = (classes - 1) / L * L;
    for (int row = 0; row < rows; row++) {
      int k = row * classes;
      double share = shares[row];
      double total = totals[row];
      if (!FloatTerms.isOrdinary(share, total)) {
        FloatTerms.unusual(a, y, total, share, dz, offset + k, k, classes);
        continue;
      }
      FloatVector s = FloatVector.broadcast(F, (float) share);
      FloatVector minus = FloatVector.broadcast(F, (float) -(share * total));
      for (int end = k + whole; k < end; k += L) {
        FloatVector ak = FloatVector.fromArray(F, a, k).mul(s);
        FloatVector.fromArray(F, y, k).fma(minus, ak).add(0).intoArray(dz, offset + k);
      }
      if (k + L <= length) {
        FloatVector ak = FloatVector.fromArray(F, a, k).mul(s);
        FloatVector.fromArray(F, y, k).fma(minus, ak).add(0).intoArray(dz, offset + k);
      } else {
        int rest = (row + 1) * classes - k;
        float ofTotal = (float) (share * total);
        FloatTerms.scalarBackward(a, y, ofTotal, (float) share, dz, offset + k, k, rest);
      }
    }
  }
}
