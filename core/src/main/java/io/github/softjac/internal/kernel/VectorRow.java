package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;

/// One row of the matrix product, `c_j += Σ_p a_p b_pj`: B is read where it lies, since packing it
/// would take longer than the row. Each element takes its products in order.
final class VectorRow {

  /// Columns that are summed together: four sums hide the latency of each other's fma.
  private static final int COLUMNS = 4 * L;

  private VectorRow() {}

  /// @param aStep from an element of A to the next
  /// @param bRow from a row of B to the next
  static void add(
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int k,
      int n) {
    int j = 0;
    for (; j + COLUMNS <= n; j += COLUMNS) {
      four(a, aAt, aStep, b, bAt + j, bRow, c, cAt + j, k);
    }
    for (; j + L <= n; j += L) {
      one(a, aAt, aStep, b, bAt + j, bRow, c, cAt + j, k);
    }
    if (j < n) {
      last(a, aAt, aStep, b, bAt + j, bRow, c, cAt + j, k, n - j);
    }
  }

  private static void four(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bRow, float[] c, int cAt, int k) {
    FloatVector c0 = FloatVector.fromArray(F, c, cAt);
    FloatVector c1 = FloatVector.fromArray(F, c, cAt + L);
    FloatVector c2 = FloatVector.fromArray(F, c, cAt + 2 * L);
    FloatVector c3 = FloatVector.fromArray(F, c, cAt + 3 * L);
    int at = aAt;
    int bt = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector x = FloatVector.broadcast(F, a[at]);
      c0 = x.fma(FloatVector.fromArray(F, b, bt), c0);
      c1 = x.fma(FloatVector.fromArray(F, b, bt + L), c1);
      c2 = x.fma(FloatVector.fromArray(F, b, bt + 2 * L), c2);
      c3 = x.fma(FloatVector.fromArray(F, b, bt + 3 * L), c3);
      at += aStep;
      bt += bRow;
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + L);
    c2.intoArray(c, cAt + 2 * L);
    c3.intoArray(c, cAt + 3 * L);
  }

  private static void one(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bRow, float[] c, int cAt, int k) {
    FloatVector sum = FloatVector.fromArray(F, c, cAt);
    int at = aAt;
    int bt = bAt;
    for (int p = 0; p < k; p++) {
      sum = FloatVector.broadcast(F, a[at]).fma(FloatVector.fromArray(F, b, bt), sum);
      at += aStep;
      bt += bRow;
    }
    sum.intoArray(c, cAt);
  }

  /// The last columns, fewer than a vector. What a vector takes beyond them is the next row's; of
  /// the last rows, where that would lie outside the array, the columns are copied first.
  private static void last(
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int k,
      int columns) {
    Scratch scratch = Scratch.ofThread();
    float[] copyOfB = scratch.tail;
    float[] copyOfC = scratch.tailTargets;
    System.arraycopy(c, cAt, copyOfC, 0, columns);
    FloatVector sum = FloatVector.fromArray(F, copyOfC, 0);
    int at = aAt;
    int bt = bAt;
    int end = aAt + k * aStep;
    for (; at != end && bt + L <= b.length; at += aStep, bt += bRow) {
      sum = FloatVector.broadcast(F, a[at]).fma(FloatVector.fromArray(F, b, bt), sum);
    }
    for (; at != end; at += aStep, bt += bRow) {
      System.arraycopy(b, bt, copyOfB, 0, columns);
      sum = FloatVector.broadcast(F, a[at]).fma(FloatVector.fromArray(F, copyOfB, 0), sum);
    }
    sum.intoArray(copyOfC, 0);
    System.arraycopy(copyOfC, 0, c, cAt, columns);
  }
}
