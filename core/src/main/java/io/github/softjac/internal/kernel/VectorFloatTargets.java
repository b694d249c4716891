package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// What cross-entropy does with the targets of many rows: `Σ_k t_k`, `Σ_k t_k (g − z_k)`, and `dz_k
/// = share (y_k Σ_j t_j − t_k)`. A target of 0 adds nothing to the sums.
final class VectorFloatTargets {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;

  private VectorFloatTargets() {}

  /// The first target that is negative or NaN.
  static int firstBad(float[] t, int length) {
    FloatVector zero = FloatVector.zero(F);
    int k = 0;
    while (k <= length - L && FloatVector.fromArray(F, t, k).compare(GE, zero).allTrue()) {
      k += L;
    }
    while (k < length && t[k] >= 0) {
      k++;
    }
    return k;
  }

  /// The sums of the rows of tiles; the targets are in the second tile.
  static void tileGaps(int tiles, int length, Scratch scratch) {
    float[] tile = scratch.tile;
    float[] targets = scratch.secondTile;
    FloatVector zero = FloatVector.zero(F);
    for (int i = 0; i < tiles; i++) {
      FloatVector g = FloatVector.fromArray(F, scratch.numbers, i * RowNumbers.LENGTH);
      DoubleVector g0 = (DoubleVector) g.convertShape(F2D, D, 0);
      DoubleVector g1 = (DoubleVector) g.convertShape(F2D, D, 1);
      DoubleVector targets0 = DoubleVector.zero(D);
      DoubleVector targets1 = targets0;
      DoubleVector gaps0 = targets0;
      DoubleVector gaps1 = targets0;
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector t = FloatVector.fromArray(F, targets, k);
        FloatVector z = FloatVector.fromArray(F, tile, k);
        z = z.blend(g, t.compare(EQ, zero));
        DoubleVector t0 = (DoubleVector) t.convertShape(F2D, D, 0);
        DoubleVector t1 = (DoubleVector) t.convertShape(F2D, D, 1);
        targets0 = targets0.add(t0);
        targets1 = targets1.add(t1);
        gaps0 = t0.fma(g0.sub(z.convertShape(F2D, D, 0)), gaps0);
        gaps1 = t1.fma(g1.sub(z.convertShape(F2D, D, 1)), gaps1);
      }
      targets0.intoArray(scratch.targets, i * L);
      targets1.intoArray(scratch.targets, i * L + H);
      gaps0.intoArray(scratch.gaps, i * L);
      gaps1.intoArray(scratch.gaps, i * L + H);
    }
  }

  /// The sums of long rows, chunk by chunk on 16 lanes each.
  static void gaps(float[] z, float[] t, int offset, int rows, int classes, Scratch scratch) {
    Arrays.fill(scratch.targets, 0, rows, 0);
    Arrays.fill(scratch.gaps, 0, rows, 0);
    for (int done = 0; done < classes; done += CHUNK) {
      int length = Math.min(CHUNK, classes - done);
      Arrays.fill(scratch.tailTargets, length % LANES, LANES, 0);
      gaps(
          z,
          t,
          offset + done,
          rows,
          length,
          scratch.numbers,
          scratch.tail,
          scratch.tailTargets,
          scratch.rowTargetLanes,
          scratch.rowLanes);
      for (int row = 0; row < rows; row++) {
        scratch.targets[row] += VectorFloatLogRows.fold(scratch.rowTargetLanes, row * 8);
        scratch.gaps[row] += VectorFloatLogRows.fold(scratch.rowLanes, row * 8);
      }
    }
  }

  private static void gaps(
      float[] z,
      float[] t,
      int offset,
      int rows,
      int classes,
      float[] numbers,
      float[] tail,
      float[] tailTargets,
      double[] targetSums,
      double[] gapSums) {
    FloatVector zero = FloatVector.zero(F);
    int tailLength = classes % LANES;
    for (int row = 0; row < rows; row++) {
      FloatVector g = FloatVector.broadcast(F, numbers[row]);
      DoubleVector wideG = DoubleVector.broadcast(D, numbers[row]);
      int start = offset + row * classes;
      int full = start + classes - tailLength;
      System.arraycopy(z, full, tail, 0, tailLength);
      System.arraycopy(t, full, tailTargets, 0, tailLength);
      for (int lane = 0; lane < LANES; lane += L) {
        DoubleVector targets0 = DoubleVector.zero(D);
        DoubleVector targets1 = targets0;
        DoubleVector gaps0 = targets0;
        DoubleVector gaps1 = targets0;
        float[] fromZ = z;
        float[] fromT = t;
        int k = start + lane;
        int end = full;
        for (int part = 0; part < 2; part++) {
          for (; k < end; k += LANES) {
            FloatVector tk = FloatVector.fromArray(F, fromT, k);
            FloatVector zk = FloatVector.fromArray(F, fromZ, k);
            zk = zk.blend(g, tk.compare(EQ, zero));
            DoubleVector t0 = (DoubleVector) tk.convertShape(F2D, D, 0);
            DoubleVector t1 = (DoubleVector) tk.convertShape(F2D, D, 1);
            targets0 = targets0.add(t0);
            targets1 = targets1.add(t1);
            gaps0 = t0.fma(wideG.sub(zk.convertShape(F2D, D, 0)), gaps0);
            gaps1 = t1.fma(wideG.sub(zk.convertShape(F2D, D, 1)), gaps1);
          }
          fromZ = tail;
          fromT = tailTargets;
          k = lane;
          end = tailLength;
        }
        // Lanes 8 to 15 are added to 0 to 7.
        int at = row * 8 + (lane & 7);
        if (L == 16) {
          targets0.add(targets1).intoArray(targetSums, at);
          gaps0.add(gaps1).intoArray(gapSums, at);
        } else if (lane < 8) {
          targets0.intoArray(targetSums, at);
          targets1.intoArray(targetSums, at + H);
          gaps0.intoArray(gapSums, at);
          gaps1.intoArray(gapSums, at + H);
        } else {
          DoubleVector.fromArray(D, targetSums, at).add(targets0).intoArray(targetSums, at);
          DoubleVector.fromArray(D, targetSums, at + H).add(targets1).intoArray(targetSums, at + H);
          DoubleVector.fromArray(D, gapSums, at).add(gaps0).intoArray(gapSums, at);
          DoubleVector.fromArray(D, gapSums, at + H).add(gaps1).intoArray(gapSums, at + H);
        }
      }
    }
  }

  /// `dz_k = share·Σt·y_k − share·t_k` in tiles; the first term is in the first tile, the targets
  /// are in the second.
  static void subtractFromTile(int tiles, int length, Scratch scratch) {
    float[] tile = scratch.tile;
    for (int i = 0; i < tiles; i++) {
      DoubleVector share0 = DoubleVector.fromArray(D, scratch.shares, i * L);
      DoubleVector share1 = DoubleVector.fromArray(D, scratch.shares, i * L + H);
      FloatVector share =
          ((FloatVector) share0.neg().convertShape(D2F, F, 0))
              .add(share1.neg().convertShape(D2F, F, -1));
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector v = FloatVector.fromArray(F, tile, k);
        share.fma(FloatVector.fromArray(F, scratch.secondTile, k), v).intoArray(tile, k);
      }
    }
  }

  /// `dz_k = share·Σt·y_k − share·t_k`, where dz holds the exponentials.
  static void scaleAndSubtract(
      float[] t, float[] dz, int offset, int rows, int classes, Scratch scratch) {
    float[] numbers = scratch.numbers;
    FloatVector down = FloatVector.broadcast(F, 0x1p-64f);
    FloatVector least = FloatVector.broadcast(F, 0x1p-62f);
    FloatVector zero = FloatVector.zero(F);
    for (int row = 0; row < rows; row++) {
      FloatVector high = FloatVector.broadcast(F, numbers[L + row]);
      FloatVector low = FloatVector.broadcast(F, numbers[2 * L + row]);
      FloatVector share = FloatVector.broadcast(F, (float) -scratch.shares[row]);
      int k = offset + row * classes;
      int to = k + classes;
      // The last L classes are read before the loops change some of them.
      FloatVector last = FloatVector.fromArray(F, dz, to - L);
      for (; k < to - 2 * L; k += 2 * L) {
        FloatVector e = FloatVector.fromArray(F, dz, k);
        FloatVector e2 = FloatVector.fromArray(F, dz, k + L);
        FloatVector v = e.fma(high, e.mul(low));
        FloatVector v2 = e2.fma(high, e2.mul(low));
        v = v.mul(down).blend(zero, v.abs().compare(LT, least));
        v2 = v2.mul(down).blend(zero, v2.abs().compare(LT, least));
        share.fma(FloatVector.fromArray(F, t, k), v).intoArray(dz, k);
        share.fma(FloatVector.fromArray(F, t, k + L), v2).intoArray(dz, k + L);
      }
      for (; k < to - L; k += L) {
        FloatVector e = FloatVector.fromArray(F, dz, k);
        FloatVector v = e.fma(high, e.mul(low));
        v = v.mul(down).blend(zero, v.abs().compare(LT, least));
        share.fma(FloatVector.fromArray(F, t, k), v).intoArray(dz, k);
      }
      FloatVector v = last.fma(high, last.mul(low));
      v = v.mul(down).blend(zero, v.abs().compare(LT, least));
      share.fma(FloatVector.fromArray(F, t, to - L), v).intoArray(dz, to - L);
    }
  }
}
