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
      FloatVector g = FloatVector.fromArray(F, scratch.numbers, 3 * i * L);
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
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      for (int done = 0; done < classes; done += CHUNK) {
        int length = Math.min(CHUNK, classes - done);
        chunkGaps(z, t, from + done, from + done + length, scratch.numbers[row], scratch);
        scratch.targets[row] += ScalarFloatBackward.fold(scratch.targetLanes);
        scratch.gaps[row] += ScalarFloatBackward.fold(scratch.lanes);
      }
    }
  }

  private static void chunkGaps(float[] z, float[] t, int from, int to, float g, Scratch scratch) {
    double[] targetLanes = scratch.targetLanes;
    double[] lanes = scratch.lanes;
    FloatVector zero = FloatVector.zero(F);
    FloatVector gs = FloatVector.broadcast(F, g);
    DoubleVector gd = DoubleVector.broadcast(D, g);
    int full = to - (to - from) % LANES;
    for (int lane = 0; lane < LANES; lane += L) {
      DoubleVector targets0 = DoubleVector.zero(D);
      DoubleVector targets1 = targets0;
      DoubleVector gaps0 = targets0;
      DoubleVector gaps1 = targets0;
      for (int k = from + lane; k < full; k += LANES) {
        FloatVector tk = FloatVector.fromArray(F, t, k);
        FloatVector zk = FloatVector.fromArray(F, z, k);
        zk = zk.blend(gs, tk.compare(EQ, zero));
        DoubleVector t0 = (DoubleVector) tk.convertShape(F2D, D, 0);
        DoubleVector t1 = (DoubleVector) tk.convertShape(F2D, D, 1);
        targets0 = targets0.add(t0);
        targets1 = targets1.add(t1);
        gaps0 = t0.fma(gd.sub(zk.convertShape(F2D, D, 0)), gaps0);
        gaps1 = t1.fma(gd.sub(zk.convertShape(F2D, D, 1)), gaps1);
      }
      targets0.intoArray(targetLanes, lane);
      targets1.intoArray(targetLanes, lane + H);
      gaps0.intoArray(lanes, lane);
      gaps1.intoArray(lanes, lane + H);
    }
    for (int k = full; k < to; k++) {
      double gap = t[k] == 0 ? 0 : (double) g - z[k];
      targetLanes[k - full] += t[k];
      lanes[k - full] = Math.fma(t[k], gap, lanes[k - full]);
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
      int from = offset + row * classes;
      int to = from + classes;
      // The last L classes are read before the loop changes some of them.
      FloatVector last = FloatVector.fromArray(F, dz, to - L);
      for (int k = from; k < to - L; k += L) {
        FloatVector e = FloatVector.fromArray(F, dz, k);
        FloatVector v = e.fma(high, e.mul(low));
        v = v.mul(down).blend(zero, v.compare(LT, least));
        share.fma(FloatVector.fromArray(F, t, k), v).intoArray(dz, k);
      }
      FloatVector v = last.fma(high, last.mul(low));
      v = v.mul(down).blend(zero, v.compare(LT, least));
      share.fma(FloatVector.fromArray(F, t, to - L), v).intoArray(dz, to - L);
    }
  }
}
