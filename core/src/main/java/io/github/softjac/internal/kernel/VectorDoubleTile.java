package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Softmax of short double rows with the Vector API, L rows at a time: a block of rows is turned
/// into a tile in which a vector holds one class of L rows, so that every sum runs down the tile
/// and nothing is ever added across a vector. The same steps as [ScalarDoubleSoftmax] class by
/// class.
final class VectorDoubleTile {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> J = VectorSpecies.of(long.class, D.vectorShape());
  private static final long[] TABLE = DoubleExp.scaledTable();

  /// Rows of a tile.
  static final int L = D.length();

  /// Numbers of the rows of one tile: three lines, as [DoubleRowNumbers] says.
  static final int ROW_NUMBERS = 3 * L;

  private VectorDoubleTile() {}

  /// Softmax of `tiles · L` rows; `y` may be `z`.
  static void forward(
      double[] z, double[] y, int offset, int tiles, int classes, DoubleScratch scratch) {
    double[] tile = scratch.tile;
    int length = classes * L;
    for (int i = 0; i < tiles; i++) {
      DoubleTiles.load(z, offset + i * length, classes, tile, i * length, scratch.block);
    }
    if (maxima(tile, tiles, length, scratch.numbers)) {
      exponentials(tile, tiles, length, scratch.numbers);
      if (reciprocals(tiles, scratch.numbers)) {
        scale(tile, tiles, length, scratch.numbers);
        for (int i = 0; i < tiles; i++) {
          DoubleTiles.store(tile, i * length, y, offset + i * length, classes, scratch.block);
        }
        return;
      }
    }
    // A row with NaN, infinite or very large logits: row by row, in plain loops.
    for (int row = 0; row < tiles * L; row++) {
      ScalarDoubleSoftmax.forwardRow(z, y, offset + row * classes, classes, scratch);
    }
  }

  /// How many tiles are worked on together: as many as fit the space of the widest one.
  static int tilesAtOnce(int classes) {
    return Math.clamp(64 / classes, 1, 8);
  }

  /// Finds the largest logit of each row, and from it M and the lowest logit.
  ///
  /// @return false if some largest logit is not an ordinary number
  static boolean maxima(double[] tile, int tiles, int length, double[] numbers) {
    boolean ordinary = true;
    for (int i = 0; i < tiles; i++) {
      int end = (i + 1) * length;
      DoubleVector g = DoubleVector.fromArray(D, tile, end - L);
      for (int k = end - length; k < end - L; k += L) {
        DoubleVector z = DoubleVector.fromArray(D, tile, k);
        g = g.blend(z, z.compare(GT, g));
      }
      g.intoArray(numbers, i * ROW_NUMBERS);
      DoubleRowNumbers.shifts(numbers, i * ROW_NUMBERS);
      ordinary &= g.abs().compare(LE, DoubleShift.LIMIT).allTrue();
    }
    return ordinary;
  }

  /// Replaces the logits by `e_k = σ·exp(z_k)·2⁻ᴺ` and finds their sums.
  static void exponentials(double[] tile, int tiles, int length, double[] numbers) {
    DoubleVector steps = DoubleVector.broadcast(D, DoubleExp.STEPS);
    DoubleVector high = DoubleVector.broadcast(D, -DoubleExp.STEP_HIGH);
    DoubleVector low = DoubleVector.broadcast(D, -DoubleExp.STEP_LOW);
    DoubleVector q2 = DoubleVector.broadcast(D, DoubleExp.Q2);
    DoubleVector q3 = DoubleVector.broadcast(D, DoubleExp.Q3);
    DoubleVector q4 = DoubleVector.broadcast(D, DoubleExp.Q4);
    DoubleVector q5 = DoubleVector.broadcast(D, DoubleExp.Q5);
    DoubleVector q6 = DoubleVector.broadcast(D, DoubleExp.Q6);
    DoubleVector q7 = DoubleVector.broadcast(D, DoubleExp.Q7);
    DoubleVector q8 = DoubleVector.broadcast(D, DoubleExp.Q8);
    DoubleVector q9 = DoubleVector.broadcast(D, DoubleExp.Q9);
    DoubleVector q10 = DoubleVector.broadcast(D, DoubleExp.Q10);
    LongVector one = LongVector.broadcast(J, 1);
    LongVector table = LongVector.fromArray(J, TABLE, 0);
    for (int tileNumber = 0; tileNumber < tiles; tileNumber++) {
      int start = tileNumber * ROW_NUMBERS;
      DoubleVector magics = DoubleVector.fromArray(D, numbers, start + L);
      DoubleVector lowests = DoubleVector.fromArray(D, numbers, start + 2 * L);
      DoubleVector sumA = DoubleVector.broadcast(D, DoubleShift.SUM_START);
      DoubleVector sumB = DoubleVector.zero(D);
      int end = (tileNumber + 1) * length;
      for (int k = end - length; k < end; k += L) {
        DoubleVector d = DoubleVector.fromArray(D, tile, k);
        d = d.blend(lowests, d.compare(LT, lowests));
        DoubleVector t = d.fma(steps, magics);
        DoubleVector n = t.sub(magics);
        LongVector bits = t.reinterpretAsLongs();
        DoubleVector power =
            bits.lanewise(LSHL, 51).add(bits.and(one).selectFrom(table)).reinterpretAsDoubles();
        DoubleVector r = n.fma(low, n.fma(high, d));
        DoubleVector q = q10.fma(r, q9).fma(r, q8).fma(r, q7).fma(r, q6);
        q = q.fma(r, q5).fma(r, q4).fma(r, q3).fma(r, q2);
        DoubleVector w = q.fma(r.mul(r), r);
        DoubleVector e = power.fma(w, power);
        e.intoArray(tile, k);
        DoubleVector sum = sumA.add(e);
        sumB = sumB.add(power.fma(w, power.sub(sum.sub(sumA))));
        sumA = sum;
      }
      sumA.sub(DoubleShift.SUM_START).intoArray(numbers, start + L);
      sumB.intoArray(numbers, start + 2 * L);
    }
  }

  /// 2¹²⁸ over each sum, in two parts.
  ///
  /// @return false if some sum is NaN
  private static boolean reciprocals(int tiles, double[] numbers) {
    boolean ordinary = true;
    for (int start = 0; start < tiles * ROW_NUMBERS; start += ROW_NUMBERS) {
      DoubleRowNumbers.reciprocals(numbers, start);
      ordinary &= !DoubleVector.fromArray(D, numbers, start + L).test(IS_NAN).anyTrue();
    }
    return ordinary;
  }

  /// `y_k = e_k / sum`, below 2⁻¹⁰²²: 0.
  private static void scale(double[] tile, int tiles, int length, double[] numbers) {
    DoubleVector down = DoubleVector.broadcast(D, 0x1p-128);
    DoubleVector least = DoubleVector.broadcast(D, 0x1p-894);
    DoubleVector zero = DoubleVector.zero(D);
    for (int i = 0; i < tiles; i++) {
      DoubleVector high = DoubleVector.fromArray(D, numbers, i * ROW_NUMBERS + L);
      DoubleVector low = DoubleVector.fromArray(D, numbers, i * ROW_NUMBERS + 2 * L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        DoubleVector e = DoubleVector.fromArray(D, tile, k);
        DoubleVector v = e.fma(high, e.mul(low));
        v.mul(down).blend(zero, v.compare(LT, least)).intoArray(tile, k);
      }
    }
  }
}
