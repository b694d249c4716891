package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// [FloatExpectation] with the Vector API.
final class VectorFloatExpectation {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int FOUR = FloatExpectation.FOUR;

  private VectorFloatExpectation() {}

  static void sums(
      float[] y,
      float[] c,
      int[] at,
      float[] bases,
      double[] sums,
      int rows,
      int classes,
      Scratch scratch) {
    double[] lanes = scratch.rowLanes;
    int together = lanes.length / 8;
    for (int row = 0; row < rows; row += together) {
      int count = Math.min(together, rows - row);
      lanes(y, c, at, bases, row, count, classes, lanes);
      for (int i = 0; i < count; i++) {
        sums[row + i] = VectorFloatLogRows.fold(lanes, i * 8);
      }
    }
  }

  /// The sums of 8 lanes a row, to which lanes 8 to 15 have been added.
  private static void lanes(
      float[] y,
      float[] c,
      int[] at,
      float[] bases,
      int firstRow,
      int rows,
      int classes,
      double[] lanes) {
    int fours = classes / FOUR * FOUR;
    int full = classes / LANES * LANES;
    for (int row = 0; row < rows; row++) {
      FloatVector base = FloatVector.broadcast(F, bases[firstRow + row]);
      int start = (firstRow + row) * classes;
      int shift = at[firstRow + row] - start;
      for (int lane = 0; lane < LANES; lane += L) {
        DoubleVector sum0 = DoubleVector.zero(D);
        DoubleVector sum1 = sum0;
        int k = start + lane;
        for (; k < start + fours; k += FOUR) {
          int j = k + shift;
          FloatVector d0 = FloatVector.fromArray(F, c, j).sub(base);
          FloatVector d1 = FloatVector.fromArray(F, c, j + LANES).sub(base);
          FloatVector d2 = FloatVector.fromArray(F, c, j + 2 * LANES).sub(base);
          FloatVector d3 = FloatVector.fromArray(F, c, j + 3 * LANES).sub(base);
          FloatVector p0 = FloatVector.fromArray(F, y, k).mul(d0);
          FloatVector p2 = FloatVector.fromArray(F, y, k + 2 * LANES).mul(d2);
          FloatVector two = FloatVector.fromArray(F, y, k + LANES).fma(d1, p0);
          FloatVector four = two.add(FloatVector.fromArray(F, y, k + 3 * LANES).fma(d3, p2));
          sum0 = sum0.add(four.convertShape(F2D, D, 0));
          sum1 = sum1.add(four.convertShape(F2D, D, 1));
        }
        for (; k < start + classes; k += LANES) {
          FloatVector d = FloatVector.fromArray(F, c, k + shift).sub(base);
          FloatVector yk = FloatVector.fromArray(F, y, k);
          if (k >= start + full) {
            IntVector own = FirstLanes.bits(start + classes - k);
            d = FirstLanes.keep(d, own);
            yk = FirstLanes.keep(yk, own);
          }
          DoubleVector y0 = (DoubleVector) yk.convertShape(F2D, D, 0);
          DoubleVector y1 = (DoubleVector) yk.convertShape(F2D, D, 1);
          sum0 = y0.fma((DoubleVector) d.convertShape(F2D, D, 0), sum0);
          sum1 = y1.fma((DoubleVector) d.convertShape(F2D, D, 1), sum1);
        }
        int to = row * 8 + (lane & 7);
        if (L == 16) {
          sum0.add(sum1).intoArray(lanes, to);
        } else if (lane < 8) {
          sum0.intoArray(lanes, to);
          sum1.intoArray(lanes, to + H);
        } else {
          DoubleVector.fromArray(D, lanes, to).add(sum0).intoArray(lanes, to);
          DoubleVector.fromArray(D, lanes, to + H).add(sum1).intoArray(lanes, to + H);
        }
      }
    }
  }

  /// A vector may write beyond its row, where the next one is still to come, but not beyond the
  /// block.
  static void backward(
      float[] y,
      float[] c,
      int[] at,
      float[] bases,
      double[] totals,
      double[] shares,
      float[] dz,
      int offset,
      int rows,
      int classes) {
    int length = rows * classes;
    int whole = (classes - 1) / L * L;
    for (int row = 0; row < rows; row++) {
      double share = shares[row];
      double total = totals[row];
      if (!FloatTerms.isOrdinary(share, total)) {
        FloatExpectation.scalarRow(y, c, at, bases, totals, shares, dz, offset, row, 0, classes);
        continue;
      }
      FloatVector s = FloatVector.broadcast(F, (float) share);
      FloatVector minus = FloatVector.broadcast(F, (float) -(share * total));
      FloatVector base = FloatVector.broadcast(F, bases[row]);
      int k = row * classes;
      int shift = at[row] - k;
      for (int end = k + whole; k < end; k += L) {
        FloatVector d = FloatVector.fromArray(F, c, k + shift).sub(base);
        FloatVector.fromArray(F, y, k)
            .fma(d.fma(s, minus), FloatVector.zero(F))
            .intoArray(dz, offset + k);
      }
      if (k + L <= length) {
        FloatVector d = FloatVector.fromArray(F, c, k + shift).sub(base);
        FloatVector.fromArray(F, y, k)
            .fma(d.fma(s, minus), FloatVector.zero(F))
            .intoArray(dz, offset + k);
      } else {
        FloatExpectation.scalarRow(
            y, c, at, bases, totals, shares, dz, offset, row, whole, classes);
      }
    }
  }
}
