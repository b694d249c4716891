package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Softmax of short float rows with the Vector API, L rows at a time: a block of rows is turned
/// into a tile in which a vector holds one class of L rows, so that every sum runs down the tile
/// and nothing is ever added across a vector. The same steps as [ScalarFloatSoftmax] class by
/// class.
final class VectorFloatTile {

  private static final int[] TABLE = FloatExp.scaledTable();

  /// Numbers of the rows of one tile: three lines, as [RowNumbers] says.
  static final int ROW_NUMBERS = 3 * L;

  private VectorFloatTile() {}

  /// Softmax of `tiles · L` rows; `y` may be `z`.
  static void forward(float[] z, float[] y, int offset, int tiles, int classes, Scratch scratch) {
    float[] tile = scratch.tile;
    int length = classes * L;
    for (int i = 0; i < tiles; i++) {
      Tiles.load(z, offset + i * length, classes, tile, i * length, scratch.block);
    }
    if (maxima(tile, tiles, length, scratch.numbers)) {
      exponentials(tile, tiles, length, scratch.numbers);
      if (reciprocals(tiles, scratch.numbers, scratch.sums)) {
        scale(tile, tiles, length, scratch.numbers);
        for (int i = 0; i < tiles; i++) {
          Tiles.store(tile, i * length, y, offset + i * length, classes, scratch.block);
        }
        return;
      }
    }
    // A row with NaN, infinite or very large logits: row by row, in plain loops.
    for (int row = 0; row < tiles * L; row++) {
      ScalarFloatSoftmax.forwardRow(z, y, offset + row * classes, classes, scratch);
    }
  }

  /// How many tiles are worked on together: as many as fit the space of the widest one.
  static int tilesAtOnce(int classes) {
    return Math.clamp(64 / classes, 1, 8);
  }

  /// Finds the largest logit of each row, and from it M and the lowest logit.
  ///
  /// @return false if some largest logit is not an ordinary number
  static boolean maxima(float[] tile, int tiles, int length, float[] numbers) {
    boolean ordinary = true;
    for (int i = 0; i < tiles; i++) {
      int end = (i + 1) * length;
      FloatVector g = FloatVector.fromArray(F, tile, end - L);
      for (int k = end - length; k < end - L; k += L) {
        FloatVector z = FloatVector.fromArray(F, tile, k);
        g = g.blend(z, z.compare(GT, g));
      }
      g.intoArray(numbers, i * ROW_NUMBERS);
      RowNumbers.shifts(numbers, i * ROW_NUMBERS);
      ordinary &= g.abs().compare(LE, FloatShift.LIMIT).allTrue();
    }
    return ordinary;
  }

  /// Replaces the logits by `e_k = σ·exp(z_k)·2⁻ᴺ` and finds their sums.
  private static void exponentials(float[] tile, int tiles, int length, float[] numbers) {
    FloatVector steps = FloatVector.broadcast(F, FloatExp.STEPS);
    FloatVector high = FloatVector.broadcast(F, -FloatExp.STEP_HIGH);
    FloatVector low = FloatVector.broadcast(F, -FloatExp.STEP_LOW);
    FloatVector q2 = FloatVector.broadcast(F, FloatExp.Q2);
    FloatVector q3 = FloatVector.broadcast(F, FloatExp.Q3);
    FloatVector q4 = FloatVector.broadcast(F, FloatExp.Q4);
    IntVector three = IntVector.broadcast(I, 3);
    IntVector table = IntVector.fromArray(I, TABLE, 0);
    for (int tileNumber = 0; tileNumber < tiles; tileNumber++) {
      int start = tileNumber * ROW_NUMBERS;
      FloatVector magics = FloatVector.fromArray(F, numbers, start + L);
      FloatVector lowests = FloatVector.fromArray(F, numbers, start + 2 * L);
      FloatVector sumA = FloatVector.broadcast(F, FloatShift.SUM_START);
      FloatVector sumB = FloatVector.zero(F);
      int end = (tileNumber + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector d = FloatVector.fromArray(F, tile, k);
        d = d.blend(lowests, d.compare(LT, lowests));
        FloatVector t = d.fma(steps, magics);
        FloatVector n = t.sub(magics);
        FloatVector power = VectorFloatExp.power(t, three, table);
        FloatVector r = n.fma(low, n.fma(high, d));
        FloatVector w = VectorFloatExp.expm1(r, q2, q3, q4);
        FloatVector e = power.fma(w, power);
        e.intoArray(tile, k);
        FloatVector sum = sumA.add(e);
        sumB = sumB.add(power.fma(w, power.sub(sum.sub(sumA))));
        sumA = sum;
      }
      sumA.sub(FloatShift.SUM_START).intoArray(numbers, start + L);
      sumB.intoArray(numbers, start + 2 * L);
    }
  }

  /// 2⁶⁴ over each sum, in two parts.
  ///
  /// @return false if some sum is NaN
  private static boolean reciprocals(int tiles, float[] numbers, double[] sums) {
    boolean ordinary = true;
    for (int start = 0; start < tiles * ROW_NUMBERS; start += ROW_NUMBERS) {
      RowNumbers.sums(numbers, start, sums);
      RowNumbers.reciprocals(sums, numbers, start);
      ordinary &= !FloatVector.fromArray(F, numbers, start + L).test(IS_NAN).anyTrue();
    }
    return ordinary;
  }

  /// `y_k = e_k / sum`, below 2⁻¹²⁶: 0.
  static void scale(float[] tile, int tiles, int length, float[] numbers) {
    FloatVector down = FloatVector.broadcast(F, 0x1p-64f);
    FloatVector least = FloatVector.broadcast(F, 0x1p-62f);
    FloatVector zero = FloatVector.zero(F);
    for (int i = 0; i < tiles; i++) {
      FloatVector high = FloatVector.fromArray(F, numbers, i * ROW_NUMBERS + L);
      FloatVector low = FloatVector.fromArray(F, numbers, i * ROW_NUMBERS + 2 * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector e = FloatVector.fromArray(F, tile, k);
        FloatVector v = e.fma(high, e.mul(low));
        v.mul(down).blend(zero, v.compare(LT, least)).intoArray(tile, k);
      }
    }
  }
}
