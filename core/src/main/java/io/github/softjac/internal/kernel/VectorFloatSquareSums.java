package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The exponentials of long rows as in [VectorFloatRows], and on the way the sum of the squares of
/// each row, in float as [ScalarFloatProducts] says.
///
/// The last classes of the rows, less than 16 each, are a call of their own that goes on with the
/// sums.
final class VectorFloatSquareSums {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;

  private VectorFloatSquareSums() {}

  /// The exponentials of rows of which no logit is too low, of one row if it is longer than a
  /// chunk; their sum and that of their squares, in `scratch.sums` and `scratch.products`. `e` may
  /// be `x`.
  static void sums(float[] x, float[] e, int offset, int rows, int classes, Scratch scratch) {
    double sum = 0;
    double product = 0;
    for (int done = 0; done < classes; done += CHUNK) {
      chunk(x, e, offset + done, rows, Math.min(CHUNK, classes - done), scratch);
      RowNumbers.sums(rows, scratch.sumsA, scratch.sumsB, scratch.sums);
      RowNumbers.sums(rows, scratch.productsA, scratch.productsB, scratch.products);
      sum += scratch.sums[0];
      product += scratch.products[0];
    }
    scratch.sums[0] = sum;
    scratch.products[0] = product;
  }

  private static void chunk(
      float[] x, float[] e, int offset, int rows, int classes, Scratch scratch) {
    int tail = classes % LANES;
    if (tail > 0) {
      VectorFloatRows.readTails(x, offset, rows, classes, tail, scratch);
    }
    whole(x, e, offset, rows, classes, classes - tail, false, scratch);
    if (tail > 0) {
      whole(scratch.tails, scratch.tails, 0, rows, LANES, LANES, true, scratch);
      VectorFloatRows.writeTails(e, offset, rows, classes, tail, scratch.tails);
    }
  }

  private static void whole(
      float[] x,
      float[] e,
      int offset,
      int rows,
      int stride,
      int classes,
      boolean goOn,
      Scratch scratch) {
    whole(
        x,
        e,
        offset,
        rows,
        stride,
        classes,
        goOn,
        scratch.numbers,
        scratch.expConstants,
        scratch.expTable,
        scratch.sumsA,
        scratch.sumsB,
        scratch.productsA,
        scratch.productsB);
  }

  /// @param stride from one row to the next
  /// @param classes of a row, a multiple of 16
  /// @param goOn whether the sums go on from those that are there
  private static void whole(
      float[] x,
      float[] e,
      int offset,
      int rows,
      int stride,
      int classes,
      boolean goOn,
      float[] numbers,
      float[] constants,
      int[] expTable,
      float[] sumsA,
      float[] sumsB,
      float[] squaresA,
      float[] squaresB) {
    FloatVector steps = FloatVector.broadcast(F, constants[0]);
    FloatVector high = FloatVector.broadcast(F, constants[1]);
    FloatVector low = FloatVector.broadcast(F, constants[2]);
    FloatVector q2 = FloatVector.broadcast(F, constants[3]);
    FloatVector q3 = FloatVector.broadcast(F, constants[4]);
    FloatVector q4 = FloatVector.broadcast(F, constants[5]);
    IntVector table = IntVector.fromArray(I, expTable, 0);
    for (int row = 0; row < rows; row++) {
      FloatVector magics = FloatVector.broadcast(F, numbers[L + row]);
      int start = offset + row * stride;
      int end = start + classes;
      int line = row * LANES;
      int before = goOn ? line : Scratch.LINE_OF_ZEROS;
      for (int lane = 0; lane < LANES; lane += L) {
        FloatVector sumA = FloatVector.fromArray(F, sumsA, before + lane).add(FloatShift.SUM_START);
        FloatVector sumB = FloatVector.fromArray(F, sumsB, before + lane);
        FloatVector squareA =
            FloatVector.fromArray(F, squaresA, before + lane)
                .add(ScalarFloatProducts.SQUARES_START);
        FloatVector squareB = FloatVector.fromArray(F, squaresB, before + lane);
        for (int k = start + lane; k < end; k += LANES) {
          FloatVector d = FloatVector.fromArray(F, x, k);
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
          FloatVector square = ek.fma(ek, squareA);
          squareB = squareB.add(ek.fma(ek, squareA.sub(square)));
          squareA = square;
        }
        sumA.sub(FloatShift.SUM_START).intoArray(sumsA, line + lane);
        sumB.intoArray(sumsB, line + lane);
        squareA.sub(ScalarFloatProducts.SQUARES_START).intoArray(squaresA, line + lane);
        squareB.intoArray(squaresB, line + lane);
      }
    }
  }
}
