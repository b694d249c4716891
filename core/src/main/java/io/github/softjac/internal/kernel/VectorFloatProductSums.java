package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The exponentials of long rows as in [VectorFloatRows], and on the way the sum `Σ_k e_k (c_k −
/// base)` of each row, in float as [ScalarFloatProducts] says.
///
/// The last classes of the rows, less than 16 each, are a call of their own that goes on with the
/// sums.
final class VectorFloatProductSums {

  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;

  /// Where the lines of tails begin.
  private static final int[] LINES = new int[LANES];

  static {
    Arrays.setAll(LINES, row -> row * LANES);
  }

  private VectorFloatProductSums() {}

  /// The exponentials of rows of which no logit is too low, of one row if it is longer than a
  /// chunk; their sum and that of their products with c, in `scratch.sums` and `scratch.products`.
  /// The first row is at `from` in x, in e at `to`; each row is at its place of `scratch.costsAt`
  /// in c. `e` may be `x`, not c.
  static void sums(
      float[] x, int from, float[] e, int to, float[] c, int rows, int classes, Scratch scratch) {
    double sum = 0;
    double product = 0;
    for (int done = 0; done < classes; done += CHUNK) {
      int length = Math.min(CHUNK, classes - done);
      chunk(x, from + done, e, to + done, c, done, rows, length, scratch);
      RowNumbers.sums(rows, scratch.sumsA, scratch.sumsB, scratch.sums);
      RowNumbers.sums(rows, scratch.productsA, scratch.productsB, scratch.products);
      sum += scratch.sums[0];
      product += scratch.products[0];
    }
    scratch.sums[0] = sum;
    scratch.products[0] = product;
  }

  /// @param done classes of the row before the chunk
  private static void chunk(
      float[] x,
      int from,
      float[] e,
      int to,
      float[] c,
      int done,
      int rows,
      int classes,
      Scratch scratch) {
    float[] tails = scratch.tails;
    float[] tailCosts = scratch.tailCosts;
    int tail = classes % LANES;
    if (tail > 0) {
      VectorFloatRows.readTails(x, from, rows, classes, tail, scratch);
      for (int row = 0; row < rows; row++) {
        // What is no class adds nothing.
        int at = scratch.costsAt[row] + done + classes - tail;
        VectorFloatRows.readTail(c, at, tail, scratch.bases[row], tailCosts, row * LANES);
      }
    }
    int whole = classes - tail;
    whole(x, from, e, to, classes, c, scratch.costsAt, done, rows, whole, false, scratch);
    if (tail > 0) {
      whole(tails, 0, tails, 0, LANES, tailCosts, LINES, 0, rows, LANES, true, scratch);
      VectorFloatRows.writeTails(e, to, rows, classes, tail, tails);
    }
  }

  private static void whole(
      float[] x,
      int from,
      float[] e,
      int to,
      int stride,
      float[] c,
      int[] costsAt,
      int done,
      int rows,
      int classes,
      boolean goOn,
      Scratch scratch) {
    whole(
        x,
        from,
        e,
        to,
        stride,
        c,
        costsAt,
        done,
        scratch.bases,
        rows,
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
      int from,
      float[] e,
      int to,
      int stride,
      float[] c,
      int[] costsAt,
      int done,
      float[] bases,
      int rows,
      int classes,
      boolean goOn,
      float[] numbers,
      float[] constants,
      int[] expTable,
      float[] sumsA,
      float[] sumsB,
      float[] productsA,
      float[] productsB) {
    FloatVector steps = FloatVector.broadcast(F, constants[0]);
    FloatVector high = FloatVector.broadcast(F, constants[1]);
    FloatVector low = FloatVector.broadcast(F, constants[2]);
    FloatVector q2 = FloatVector.broadcast(F, constants[3]);
    FloatVector q3 = FloatVector.broadcast(F, constants[4]);
    FloatVector q4 = FloatVector.broadcast(F, constants[5]);
    IntVector table = IntVector.fromArray(I, expTable, 0);
    int shift = to - from;
    for (int row = 0; row < rows; row++) {
      FloatVector magics = FloatVector.broadcast(F, numbers[L + row]);
      FloatVector base = FloatVector.broadcast(F, bases[row]);
      int start = from + row * stride;
      int end = start + classes;
      int toCosts = costsAt[row] + done - start;
      int line = row * LANES;
      int before = goOn ? line : Scratch.LINE_OF_ZEROS;
      for (int lane = 0; lane < LANES; lane += L) {
        FloatVector sumA = FloatVector.fromArray(F, sumsA, before + lane).add(FloatShift.SUM_START);
        FloatVector sumB = FloatVector.fromArray(F, sumsB, before + lane);
        FloatVector productA = FloatVector.fromArray(F, productsA, before + lane);
        FloatVector productB = FloatVector.fromArray(F, productsB, before + lane);
        for (int k = start + lane; k < end; k += LANES) {
          FloatVector d = FloatVector.fromArray(F, x, k);
          FloatVector ck = FloatVector.fromArray(F, c, k + toCosts).sub(base);
          FloatVector t = d.fma(steps, magics);
          FloatVector n = t.sub(magics);
          FloatVector power = VectorFloatExp.power(t, table);
          FloatVector r = n.fma(low, n.fma(high, d));
          FloatVector w = VectorFloatExp.expm1(r, q2, q3, q4);
          FloatVector ek = power.fma(w, power);
          ek.intoArray(e, k + shift);
          FloatVector sum = sumA.add(ek);
          sumB = sumB.add(power.fma(w, power.sub(sum.sub(sumA))));
          sumA = sum;
          FloatVector product = ek.fma(ck, productA);
          productB = productB.add(ek.fma(ck, productA.sub(product)));
          productA = product;
        }
        sumA.sub(FloatShift.SUM_START).intoArray(sumsA, line + lane);
        sumB.intoArray(sumsB, line + lane);
        productA.intoArray(productsA, line + lane);
        productB.intoArray(productsB, line + lane);
      }
    }
  }
}
