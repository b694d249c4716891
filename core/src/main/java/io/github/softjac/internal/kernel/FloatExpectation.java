package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// The expectation `Σ_k y_k c_k` of a number of each class under the outputs, for a block of rows,
/// and its back-propagation `∂L/∂z_k = y_k (c_k − Σ_j y_j c_j)`. The same bits whichever twin
/// serves.
///
/// Numbers of a row are counted from a base of the row: counted from that of an output next to 1,
/// nothing cancels. The numbers of a row may lie anywhere in their array. Behind the last row of
/// each array there has to be room for [FloatTerms#LANES] more; what is there is not looked at.
public final class FloatExpectation {

  private static final int LANES = FloatSoftmax.LANES;

  /// So many classes are four on each lane.
  static final int FOUR = 4 * LANES;

  private FloatExpectation() {}

  /// `Σ_k y_k (c_k − base)` of each row, class k on lane k mod 16. Of whole 64 classes, four
  /// products are added in float before they join their lane in double: at most 3 units of roundoff
  /// of the sum of their sizes.
  ///
  /// @param y outputs `[rows × classes]`
  /// @param c the numbers
  /// @param at where in `c` those of each row begin
  /// @param bases of each row
  /// @param sums receives the sum of each row
  public static void sums(
      float[] y, float[] c, int[] at, float[] bases, double[] sums, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    if (KernelFamily.ROW_FUNCTIONS.vector((long) rows * classes)) {
      VectorFloatExpectation.sums(y, c, at, bases, sums, rows, classes, scratch);
    } else {
      scalarSums(y, c, at, bases, sums, rows, classes, scratch.lanes);
    }
  }

  static void scalarSums(
      float[] y,
      float[] c,
      int[] at,
      float[] bases,
      double[] sums,
      int rows,
      int classes,
      double[] lanes) {
    int fours = classes / FOUR * FOUR;
    for (int row = 0; row < rows; row++) {
      int from = row * classes;
      float base = bases[row];
      Arrays.fill(lanes, 0);
      for (int k = 0; k < fours; k += FOUR) {
        for (int lane = 0; lane < LANES; lane++) {
          lanes[lane] += four(y, from + k + lane, c, at[row] + k + lane, base);
        }
      }
      for (int k = fours; k < classes; k++) {
        float d = c[at[row] + k] - base;
        lanes[k & (LANES - 1)] += (double) y[from + k] * d;
      }
      sums[row] = ScalarFloatBackward.fold(lanes);
    }
  }

  private static float four(float[] y, int i, float[] c, int j, float base) {
    float d0 = c[j] - base;
    float d1 = c[j + LANES] - base;
    float d2 = c[j + 2 * LANES] - base;
    float d3 = c[j + 3 * LANES] - base;
    return Math.fma(y[i + LANES], d1, y[i] * d0)
        + Math.fma(y[i + 3 * LANES], d3, y[i + 2 * LANES] * d2);
  }

  /// `dz_k = share y_k ((c_k − base) − total)` of each row. A row of share 0 has dz = 0.
  ///
  /// @param totals of each row, counted from its base
  /// @param shares of each row
  /// @param dz receives the gradient of the first row at `offset`
  public static void backward(
      float[] y,
      float[] c,
      int[] at,
      float[] bases,
      double[] totals,
      double[] shares,
      float[] dz,
      int offset,
      int rows,
      int classes) {
    if (KernelFamily.ROW_FUNCTIONS.vector((long) rows * classes)) {
      VectorFloatExpectation.backward(y, c, at, bases, totals, shares, dz, offset, rows, classes);
    } else {
      for (int row = 0; row < rows; row++) {
        scalarRow(y, c, at, bases, totals, shares, dz, offset, row, 0, classes);
      }
    }
  }

  /// The classes of one row from `first` on.
  static void scalarRow(
      float[] y,
      float[] c,
      int[] at,
      float[] bases,
      double[] totals,
      double[] shares,
      float[] dz,
      int offset,
      int row,
      int first,
      int classes) {
    int from = row * classes;
    double share = shares[row];
    float base = bases[row];
    if (!FloatTerms.isOrdinary(share, totals[row])) {
      for (int k = first; k < classes; k++) {
        float yk = y[from + k];
        double slope = yk == 0 ? 0 : yk * ((c[at[row] + k] - base) - totals[row]);
        dz[offset + from + k] = share == 0 ? 0 : (float) (share * slope) + 0f;
      }
      return;
    }
    float minus = (float) -(share * totals[row]);
    for (int k = first; k < classes; k++) {
      float slope = Math.fma(c[at[row] + k] - base, (float) share, minus);
      dz[offset + from + k] = Math.fma(y[from + k], slope, 0f);
    }
  }
}
