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

/// What label smoothing does to each class: `Σ_k (g − z_k)`, and the same number off every gradient
/// of a row. The twin of the same in [ScalarFloatOptions].
final class VectorFloatSmoothing {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;

  private VectorFloatSmoothing() {}

  /// `Σ_k (g − z_k)` of the rows of tiles.
  static void spreadsOfTiles(int tiles, int length, Scratch scratch) {
    for (int i = 0; i < tiles; i++) {
      DoubleVector g0 = DoubleVector.fromArray(D, scratch.maxima, i * L);
      DoubleVector g1 = DoubleVector.fromArray(D, scratch.maxima, i * L + H);
      DoubleVector sum0 = DoubleVector.zero(D);
      DoubleVector sum1 = sum0;
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector z = FloatVector.fromArray(F, scratch.tile, k);
        sum0 = sum0.add(g0.sub(z.convertShape(F2D, D, 0)));
        sum1 = sum1.add(g1.sub(z.convertShape(F2D, D, 1)));
      }
      sum0.intoArray(scratch.spreads, i * L);
      sum1.intoArray(scratch.spreads, i * L + H);
    }
  }

  /// `Σ_k (g − z_k)` of long rows, chunk by chunk.
  static void spreads(float[] z, int offset, int rows, int classes, Scratch scratch) {
    Arrays.fill(scratch.spreads, 0, rows, 0);
    for (int done = 0; done < classes; done += CHUNK) {
      int length = Math.min(CHUNK, classes - done);
      sums(z, offset + done, rows, length, scratch.maxima, scratch.tail, scratch.rowLanes);
      for (int row = 0; row < rows; row++) {
        scratch.spreads[row] += VectorFloatLogRows.fold(scratch.rowLanes, row * 8);
      }
    }
    for (int row = 0; row < rows; row++) {
      if (!(scratch.spreads[row] <= Double.MAX_VALUE)) {
        int from = offset + row * classes;
        float g = (float) scratch.maxima[row];
        scratch.spreads[row] = ScalarFloatOptions.spreadInDouble(z, from, from + classes, g);
      }
    }
  }

  private static void sums(
      float[] z, int offset, int rows, int classes, double[] maxima, float[] tail, double[] sums) {
    int fours = classes / (4 * LANES) * (4 * LANES);
    int tailLength = classes % LANES;
    for (int row = 0; row < rows; row++) {
      FloatVector g = FloatVector.broadcast(F, (float) maxima[row]);
      int start = offset + row * classes;
      int full = start + classes - tailLength;
      if (tailLength > 0) {
        // What is no class is as large as the largest and adds nothing.
        Arrays.fill(tail, tailLength, LANES, (float) maxima[row]);
        System.arraycopy(z, full, tail, 0, tailLength);
      }
      for (int lane = 0; lane < LANES; lane += L) {
        DoubleVector sum0 = DoubleVector.zero(D);
        DoubleVector sum1 = sum0;
        int k = start + lane;
        for (; k < start + fours; k += 4 * LANES) {
          FloatVector d0 = g.sub(FloatVector.fromArray(F, z, k));
          FloatVector d1 = g.sub(FloatVector.fromArray(F, z, k + LANES));
          FloatVector d2 = g.sub(FloatVector.fromArray(F, z, k + 2 * LANES));
          FloatVector d3 = g.sub(FloatVector.fromArray(F, z, k + 3 * LANES));
          FloatVector four = d0.add(d1).add(d2.add(d3));
          sum0 = sum0.add(four.convertShape(F2D, D, 0));
          sum1 = sum1.add(four.convertShape(F2D, D, 1));
        }
        for (; k < full; k += LANES) {
          FloatVector one = g.sub(FloatVector.fromArray(F, z, k));
          sum0 = sum0.add(one.convertShape(F2D, D, 0));
          sum1 = sum1.add(one.convertShape(F2D, D, 1));
        }
        if (tailLength > 0) {
          FloatVector one = g.sub(FloatVector.fromArray(F, tail, lane));
          sum0 = sum0.add(one.convertShape(F2D, D, 0));
          sum1 = sum1.add(one.convertShape(F2D, D, 1));
        }
        // Lanes 8 to 15 are added to 0 to 7.
        int at = row * 8 + (lane & 7);
        if (L == 16) {
          sum0.add(sum1).intoArray(sums, at);
        } else if (lane < 8) {
          sum0.intoArray(sums, at);
          sum1.intoArray(sums, at + H);
        } else {
          DoubleVector.fromArray(D, sums, at).add(sum0).intoArray(sums, at);
          DoubleVector.fromArray(D, sums, at + H).add(sum1).intoArray(sums, at + H);
        }
      }
    }
  }

  /// Takes its number off every gradient of a row, in tiles.
  static void subtractFromTile(int tiles, int length, Scratch scratch) {
    float[] tile = scratch.tile;
    for (int i = 0; i < tiles; i++) {
      FloatVector floor = FloatVector.fromArray(F, scratch.floors, i * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector.fromArray(F, tile, k).sub(floor).intoArray(tile, k);
      }
    }
  }

  /// The same in long rows.
  static void subtract(float[] dz, int offset, int rows, int classes, float[] floors) {
    for (int row = 0; row < rows; row++) {
      FloatVector floor = FloatVector.broadcast(F, floors[row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, dz, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector.fromArray(F, dz, k).sub(floor).intoArray(dz, k);
      }
      last.sub(floor).intoArray(dz, to - L);
    }
  }

  /// `share·S·y_k` less that number, where dz holds the exponentials.
  static void scaleAndSubtract(float[] dz, int offset, int rows, int classes, Scratch scratch) {
    if (RowNumbers.scaleDown(scratch.numbers, 1)) {
      scalePlainAndSubtract(dz, offset, rows, classes, scratch.numbers, scratch.floors);
    } else {
      scaleAnyAndSubtract(dz, offset, rows, classes, scratch.numbers, scratch.floors);
    }
  }

  private static void scalePlainAndSubtract(
      float[] dz, int offset, int rows, int classes, float[] numbers, float[] floors) {
    for (int row = 0; row < rows; row++) {
      FloatVector high = FloatVector.broadcast(F, numbers[L + row]);
      FloatVector low = FloatVector.broadcast(F, numbers[2 * L + row]);
      FloatVector floor = FloatVector.broadcast(F, floors[row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, dz, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector e = FloatVector.fromArray(F, dz, k);
        e.fma(high, e.mul(low)).sub(floor).intoArray(dz, k);
      }
      last.fma(high, last.mul(low)).sub(floor).intoArray(dz, to - L);
    }
  }

  private static void scaleAnyAndSubtract(
      float[] dz, int offset, int rows, int classes, float[] numbers, float[] floors) {
    FloatVector down = FloatVector.broadcast(F, 0x1p-64f);
    FloatVector least = FloatVector.broadcast(F, 0x1p-62f);
    FloatVector zero = FloatVector.zero(F);
    for (int row = 0; row < rows; row++) {
      FloatVector high = FloatVector.broadcast(F, numbers[L + row]);
      FloatVector low = FloatVector.broadcast(F, numbers[2 * L + row]);
      FloatVector floor = FloatVector.broadcast(F, floors[row]);
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, dz, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector e = FloatVector.fromArray(F, dz, k);
        FloatVector v = e.fma(high, e.mul(low));
        v = v.mul(down).blend(zero, v.abs().compare(LT, least));
        v.sub(floor).intoArray(dz, k);
      }
      FloatVector v = last.fma(high, last.mul(low));
      v = v.mul(down).blend(zero, v.abs().compare(LT, least));
      v.sub(floor).intoArray(dz, to - L);
    }
  }
}
