package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.UMAX;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Softmax of short float rows with the Vector API, L rows at a time: a block of rows is turned
/// into a tile in which a vector holds one class of L rows, so that every sum runs down the tile
/// and nothing is ever added across a vector. The same steps as [ScalarFloatSoftmax] class by
/// class.
final class VectorFloatTile {

  private VectorFloatTile() {}

  /// Softmax of `tiles · L` rows; `y` may be `z`.
  static void forward(float[] z, float[] y, int offset, int tiles, int classes, Scratch scratch) {
    float[] tile = scratch.tile;
    int length = classes * L;
    for (int i = 0; i < tiles; i++) {
      Tiles.load(z, offset + i * length, classes, tile, i * length);
    }
    if (ranges(tile, tiles, length, scratch.numbers)) {
      exponentials(tile, tile, tiles, length, scratch);
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

  /// Finds g, M, the lowest logit and the bound of each row, as [RowNumbers] says.
  ///
  /// @return false if some largest logit is not an ordinary number
  static boolean ranges(float[] tile, int tiles, int length, float[] numbers) {
    boolean ordinary = true;
    for (int i = 0; i < tiles; i++) {
      int end = (i + 1) * length;
      FloatVector g = FloatVector.fromArray(F, tile, end - L);
      IntVector bits = g.reinterpretAsInts();
      for (int k = end - length; k < end - L; k += L) {
        FloatVector z = FloatVector.fromArray(F, tile, k);
        g = g.blend(z, z.compare(GT, g));
        bits = bits.lanewise(UMAX, z.reinterpretAsInts());
      }
      g.intoArray(numbers, i * RowNumbers.LENGTH);
      bits.reinterpretAsFloats().intoArray(numbers, i * RowNumbers.LENGTH + 3 * L);
      ordinary &= RowNumbers.ranges(numbers, i * RowNumbers.LENGTH);
    }
    return ordinary;
  }

  /// Writes `e_k = σ·exp(z_k)·2⁻ᴺ` to `e`, which may be the tile, and their sums in two parts to
  /// the lines of M and of the lowest logit.
  static void exponentials(float[] tile, float[] e, int tiles, int length, Scratch scratch) {
    raiseTooLow(tile, tiles, length, scratch.numbers);
    exponentials(tile, e, tiles, length, scratch.numbers, scratch.expConstants, scratch.expTable);
  }

  /// Raises logits that are too low, if there are any, to the lowest that matters: it gives exactly
  /// 0.
  static void raiseTooLow(float[] tile, int tiles, int length, float[] numbers) {
    if (!RowNumbers.noneTooLow(numbers, tiles)) {
      raise(tile, tiles, length, numbers);
    }
  }

  private static void raise(float[] tile, int tiles, int length, float[] numbers) {
    for (int i = 0; i < tiles; i++) {
      FloatVector lowest = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH + 2 * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector z = FloatVector.fromArray(F, tile, k);
        z.blend(lowest, z.compare(LT, lowest)).intoArray(tile, k);
      }
    }
  }

  private static void exponentials(
      float[] tile,
      float[] e,
      int tiles,
      int length,
      float[] numbers,
      float[] constants,
      int[] expTable) {
    FloatVector steps = FloatVector.broadcast(F, constants[0]);
    FloatVector high = FloatVector.broadcast(F, constants[1]);
    FloatVector low = FloatVector.broadcast(F, constants[2]);
    FloatVector q2 = FloatVector.broadcast(F, constants[3]);
    FloatVector q3 = FloatVector.broadcast(F, constants[4]);
    FloatVector q4 = FloatVector.broadcast(F, constants[5]);
    IntVector table = IntVector.fromArray(I, expTable, 0);
    for (int i = 0; i < tiles; i++) {
      int start = i * RowNumbers.LENGTH;
      FloatVector magics = FloatVector.fromArray(F, numbers, start + L);
      FloatVector sumA = FloatVector.broadcast(F, FloatShift.SUM_START);
      FloatVector sumB = FloatVector.zero(F);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector d = FloatVector.fromArray(F, tile, k);
        FloatVector t = d.fma(steps, magics);
        FloatVector n = t.sub(magics);
        FloatVector power = VectorFloatExp.power(t, table);
        FloatVector r = n.fma(low, n.fma(high, d));
        FloatVector w = VectorFloatExp.expm1(r, q2, q3, q4);
        FloatVector ek = power.fma(w, power);
        ek.intoArray(e, k);
        FloatVector sum = sumA.add(ek);
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
    for (int start = 0; start < tiles * RowNumbers.LENGTH; start += RowNumbers.LENGTH) {
      RowNumbers.sums(numbers, start, sums, 0);
      RowNumbers.reciprocals(sums, numbers, start);
      ordinary &= !FloatVector.fromArray(F, numbers, start + L).test(IS_NAN).anyTrue();
    }
    return ordinary;
  }

  /// `y_k = e_k / sum`, below 2⁻¹²⁶: 0.
  static void scale(float[] tile, int tiles, int length, float[] numbers) {
    if (RowNumbers.scaleDown(numbers, tiles)) {
      scalePlain(tile, tiles, length, numbers);
    } else {
      scaleAny(tile, tiles, length, numbers);
    }
  }

  /// Where no result can be below 2⁻¹²⁶, nor a product on the way; the bits are the same.
  private static void scalePlain(float[] tile, int tiles, int length, float[] numbers) {
    for (int i = 0; i < tiles; i++) {
      FloatVector high = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH + L);
      FloatVector low = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH + 2 * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector e = FloatVector.fromArray(F, tile, k);
        e.fma(high, e.mul(low)).intoArray(tile, k);
      }
    }
  }

  private static void scaleAny(float[] tile, int tiles, int length, float[] numbers) {
    FloatVector down = FloatVector.broadcast(F, 0x1p-64f);
    FloatVector least = FloatVector.broadcast(F, 0x1p-62f);
    FloatVector zero = FloatVector.zero(F);
    for (int i = 0; i < tiles; i++) {
      FloatVector high = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH + L);
      FloatVector low = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH + 2 * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector e = FloatVector.fromArray(F, tile, k);
        FloatVector v = e.fma(high, e.mul(low));
        v.mul(down).blend(zero, v.abs().compare(LT, least)).intoArray(tile, k);
      }
    }
  }
}
