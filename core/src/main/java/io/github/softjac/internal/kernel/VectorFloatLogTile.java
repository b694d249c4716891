package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// Log-softmax of short float rows with the Vector API, L rows at a time as in [VectorFloatTile].
/// The same steps as [ScalarFloatLogSoftmax] class by class.
final class VectorFloatLogTile {

  private static final int[] TABLE = FloatExp.scaledTable();

  private VectorFloatLogTile() {}

  /// Log-softmax of `tiles · L` rows; `logY` may be `z`.
  static void forward(
      float[] z, float[] logY, int offset, int tiles, int classes, Scratch scratch) {
    float[] tile = scratch.tile;
    int length = classes * L;
    for (int i = 0; i < tiles; i++) {
      Tiles.load(z, offset + i * length, classes, tile, i * length, scratch.block);
    }
    if (VectorFloatTile.ranges(tile, tiles, length, scratch.numbers)) {
      exponentials(tile, scratch.secondTile, tiles, length, scratch);
      if (LogNumbers.others(tiles, scratch)) {
        LogNumbers.logSums(tiles, scratch);
        subtract(tile, tiles, length, scratch.numbers);
        for (int i = 0; i < tiles; i++) {
          Tiles.store(tile, i * length, logY, offset + i * length, classes, scratch.block);
        }
        return;
      }
    }
    // A row with NaN, infinite or very large logits: row by row, in plain loops.
    for (int row = 0; row < tiles * L; row++) {
      ScalarFloatLogSoftmax.forwardRow(z, logY, offset + row * classes, classes, scratch);
    }
  }

  /// Writes `e_k = σ·exp(z_k)·2⁻ᴺ` to `e`, which may be the tile, and finds of each row c and the
  /// sum without the largest.
  static void exponentials(float[] tile, float[] e, int tiles, int length, Scratch scratch) {
    exponentials(tile, e, tiles, length, scratch.numbers, scratch.counts, scratch.sums);
  }

  private static void exponentials(
      float[] tile,
      float[] e,
      int tiles,
      int length,
      float[] numbers,
      double[] counts,
      double[] sums) {
    FloatVector steps = FloatVector.broadcast(F, FloatExp.STEPS);
    FloatVector high = FloatVector.broadcast(F, -FloatExp.STEP_HIGH);
    FloatVector low = FloatVector.broadcast(F, -FloatExp.STEP_LOW);
    FloatVector q2 = FloatVector.broadcast(F, FloatExp.Q2);
    FloatVector q3 = FloatVector.broadcast(F, FloatExp.Q3);
    FloatVector q4 = FloatVector.broadcast(F, FloatExp.Q4);
    FloatVector one = FloatVector.broadcast(F, 1);
    FloatVector zero = FloatVector.zero(F);
    IntVector table = IntVector.fromArray(I, TABLE, 0);
    for (int i = 0; i < tiles; i++) {
      FloatVector g = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH);
      FloatVector magics = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH + L);
      FloatVector lowests = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH + 2 * L);
      FloatVector count = zero;
      DoubleVector sum0 = DoubleVector.zero(D);
      DoubleVector sum1 = sum0;
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector d = FloatVector.fromArray(F, tile, k);
        VectorMask<Float> none = d.compare(LT, lowests);
        VectorMask<Float> largest = d.compare(EQ, g);
        count = count.add(one, largest);
        d = d.blend(lowests, none);
        FloatVector t = d.fma(steps, magics);
        FloatVector n = t.sub(magics);
        FloatVector power = VectorFloatExp.power(t, table);
        FloatVector w = VectorFloatExp.expm1(n.fma(low, n.fma(high, d)), q2, q3, q4);
        FloatVector ek = power.fma(w, power);
        ek.intoArray(e, k);
        ek = ek.blend(zero, none.or(largest));
        sum0 = sum0.add(ek.convertShape(F2D, D, 0));
        sum1 = sum1.add(ek.convertShape(F2D, D, 1));
      }
      sum0.intoArray(sums, i * L);
      sum1.intoArray(sums, i * L + H);
      ((DoubleVector) count.convertShape(F2D, D, 0)).intoArray(counts, i * L);
      ((DoubleVector) count.convertShape(F2D, D, 1)).intoArray(counts, i * L + H);
    }
  }

  /// `log y_k = (z_k − g) − log(1 + q)`.
  private static void subtract(float[] tile, int tiles, int length, float[] numbers) {
    for (int i = 0; i < tiles; i++) {
      FloatVector g = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH);
      FloatVector logSum = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH + L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector.fromArray(F, tile, k).sub(g).sub(logSum).intoArray(tile, k);
      }
    }
  }
}
