package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// What is done with the terms of a cost that is a sum of them, for a block of rows: their sums,
/// and back-propagation. The same bits whichever twin serves.
///
/// Arrays of elements have room for [#LANES] more than the block; what is there is not looked at.
public final class FloatTerms {

  /// As many numbers as the widest vector holds.
  public static final int LANES = FloatSoftmax.LANES;

  /// So many classes are four on each lane.
  static final int FOUR = 4 * LANES;

  /// Shares of rows outside of these bounds are for double.
  private static final double LEAST_SHARE = 0x1p-64;

  private static final double LARGEST_SHARE = 0x1p32;

  private FloatTerms() {}

  /// The sums of two numbers a class, of each row: in double on 16 lanes, class k on lane k mod 16,
  /// folded by halves. Of whole 64 classes, four numbers are added in float before they join their
  /// lane, at most 3 units of roundoff of the sum of their sizes off; the classes behind those have
  /// 16 lanes of their own, which join when the others are folded to 8.
  ///
  /// @param terms ℓ `[rows × classes]`
  /// @param slopes a `[rows × classes]`
  /// @param losses receives `Σ_k ℓ_k` `[rows]`
  /// @param totals receives `Σ_k a_k` `[rows]`
  public static void sums(
      float[] terms, float[] slopes, double[] losses, double[] totals, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    if (KernelFamily.ROW_FUNCTIONS.vector((long) rows * classes)) {
      VectorFloatTerms.sums(terms, slopes, losses, totals, rows, classes, scratch);
    } else {
      scalarSums(terms, losses, rows, classes, scratch);
      scalarSums(slopes, totals, rows, classes, scratch);
    }
  }

  static void scalarSums(float[] x, double[] sums, int rows, int classes, Scratch scratch) {
    double[] lanes = scratch.lanes;
    double[] rest = scratch.targetLanes;
    int fours = classes / FOUR * FOUR;
    for (int row = 0; row < rows; row++) {
      int from = row * classes;
      Arrays.fill(lanes, 0);
      Arrays.fill(rest, 0);
      for (int i = from; i < from + fours; i += FOUR) {
        for (int lane = 0; lane < LANES; lane++) {
          lanes[lane] += four(x, i + lane);
        }
      }
      for (int k = fours; k < classes; k++) {
        rest[k & (LANES - 1)] += x[from + k];
      }
      for (int lane = 0; lane < LANES / 2; lane++) {
        int upper = lane + LANES / 2;
        lanes[lane] = ((lanes[lane] + lanes[upper]) + rest[lane]) + rest[upper];
        lanes[upper] = 0;
      }
      sums[row] = ScalarFloatBackward.fold(lanes);
    }
  }

  private static float four(float[] x, int i) {
    return (x[i] + x[i + LANES]) + (x[i + 2 * LANES] + x[i + 3 * LANES]);
  }

  /// `Σ_k x_k c_k` of the row of x at `offset`: class by class in a short row, else on the same
  /// lanes.
  public static double dot(float[] x, int offset, double[] c, int classes) {
    if (classes < FloatSoftmax.LONG_ROW) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum = Math.fma(x[offset + k], c[k], sum);
      }
      return sum;
    }
    double[] lanes = Scratch.ofThread().lanes;
    if (KernelFamily.ROW_FUNCTIONS.vector(classes)) {
      int full = VectorFloatTerms.dot(x, offset, c, classes, lanes);
      return rest(x, offset, c, full, classes, lanes);
    }
    Arrays.fill(lanes, 0);
    return rest(x, offset, c, 0, classes, lanes);
  }

  private static double rest(
      float[] x, int offset, double[] c, int from, int classes, double[] lanes) {
    for (int k = from; k < classes; k++) {
      int lane = k & (LANES - 1);
      lanes[lane] = Math.fma(x[offset + k], c[k], lanes[lane]);
    }
    return ScalarFloatBackward.fold(lanes);
  }

  /// `dz_k = share (a_k − y_k Σ_j a_j)` of each row, in float: `(share a_k) − y_k (share Σ_j a_j)`
  /// with one rounding. A row of share 0 has dz = 0, whatever a is.
  ///
  /// @param totals `Σ_j a_j` of each row
  /// @param shares of each row
  /// @param dz receives the gradient of the first row at `offset`
  public static void backward(
      float[] a,
      float[] y,
      double[] totals,
      double[] shares,
      float[] dz,
      int offset,
      int rows,
      int classes) {
    if (KernelFamily.ROW_FUNCTIONS.vector((long) rows * classes)) {
      VectorFloatTerms.backward(a, y, totals, shares, dz, offset, rows, classes);
    } else {
      for (int row = 0; row < rows; row++) {
        int from = row * classes;
        if (isOrdinary(shares[row], totals[row])) {
          float total = (float) (shares[row] * totals[row]);
          scalarBackward(a, y, total, (float) shares[row], dz, offset + from, from, classes);
        } else {
          unusual(a, y, totals[row], shares[row], dz, offset + from, from, classes);
        }
      }
    }
  }

  /// Whether the share of a row, and that of its sum, can be used in float.
  static boolean isOrdinary(double share, double total) {
    return share >= LEAST_SHARE
        && share <= LARGEST_SHARE
        && Math.abs(share * total) <= Float.MAX_VALUE;
  }

  /// Adding 0 turns −0 into 0.
  static void scalarBackward(
      float[] a, float[] y, float total, float share, float[] dz, int to, int from, int classes) {
    for (int k = 0; k < classes; k++) {
      dz[to + k] = Math.fma(y[from + k], -total, a[from + k] * share) + 0f;
    }
  }

  /// In double, or with a share of 0 nothing at all.
  static void unusual(
      float[] a, float[] y, double total, double share, float[] dz, int to, int from, int classes) {
    for (int k = 0; k < classes; k++) {
      double ofTotal = y[from + k] == 0 ? 0 : y[from + k] * total;
      float d = (float) (share * (a[from + k] - ofTotal));
      dz[to + k] = share == 0 ? 0 : Float.isNaN(d) ? Float.NaN : d + 0f;
    }
  }
}
