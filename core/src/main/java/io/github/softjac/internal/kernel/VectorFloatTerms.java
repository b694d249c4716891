package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// [FloatTerms] with the Vector API.
final class VectorFloatTerms {

  private static final int LANES = FloatSoftmax.LANES;

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
      lanes(terms, slopes, row * classes, count, classes, ofTerms, ofSlopes);
      for (int i = 0; i < count; i++) {
        losses[row + i] = VectorFloatLogRows.fold(ofTerms, i * 8);
        totals[row + i] = VectorFloatLogRows.fold(ofSlopes, i * 8);
      }
    }
  }

  /// The sums of 8 lanes a row, to which lanes 8 to 15 have been added.
  private static void lanes(
      float[] terms,
      float[] slopes,
      int from,
      int rows,
      int classes,
      double[] ofTerms,
      double[] ofSlopes) {
    FloatVector zero = FloatVector.zero(F);
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
        for (int k = start + lane; k < end; k += LANES) {
          FloatVector l = FloatVector.fromArray(F, terms, k);
          FloatVector a = FloatVector.fromArray(F, slopes, k);
          term0 = term0.add(l.convertShape(F2D, D, 0));
          term1 = term1.add(l.convertShape(F2D, D, 1));
          slope0 = slope0.add(a.convertShape(F2D, D, 0));
          slope1 = slope1.add(a.convertShape(F2D, D, 1));
        }
        if (tail > lane) {
          VectorMask<Float> own = FirstLanes.ofFloats(tail - lane);
          FloatVector l = zero.blend(FloatVector.fromArray(F, terms, end + lane), own);
          FloatVector a = zero.blend(FloatVector.fromArray(F, slopes, end + lane), own);
          term0 = term0.add(l.convertShape(F2D, D, 0));
          term1 = term1.add(l.convertShape(F2D, D, 1));
          slope0 = slope0.add(a.convertShape(F2D, D, 0));
          slope1 = slope1.add(a.convertShape(F2D, D, 1));
        }
        int at = row * 8 + (lane & 7);
        if (L == 16) {
          term0.add(term1).intoArray(ofTerms, at);
          slope0.add(slope1).intoArray(ofSlopes, at);
        } else if (lane < 8) {
          term0.intoArray(ofTerms, at);
          term1.intoArray(ofTerms, at + H);
          slope0.intoArray(ofSlopes, at);
          slope1.intoArray(ofSlopes, at + H);
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

  /// Back-propagation of one row, to `dz[to…]`. Behind the row, but before `end`, are those that
  /// are still to come: what a vector writes there does not matter.
  static void backward(
      float[] a,
      float[] y,
      float total,
      float share,
      float[] dz,
      int to,
      int end,
      int from,
      int classes) {
    FloatVector shares = FloatVector.broadcast(F, share);
    FloatVector totals = FloatVector.broadcast(F, -total);
    int k = 0;
    for (; k < classes && to + k + L <= end; k += L) {
      FloatVector ak = FloatVector.fromArray(F, a, from + k);
      FloatVector.fromArray(F, y, from + k)
          .fma(totals, ak.mul(shares))
          .add(0)
          .intoArray(dz, to + k);
    }
    if (k < classes) {
      FloatVector ak = FloatVector.fromArray(F, a, from + k);
      FloatVector.fromArray(F, y, from + k)
          .fma(totals, ak.mul(shares))
          .add(0)
          .intoArray(dz, to + k, FirstLanes.ofFloats(classes - k));
    }
  }
}
