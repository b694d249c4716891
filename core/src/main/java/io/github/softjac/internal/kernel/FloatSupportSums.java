package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// What sparsemax needs to know of the targets of a row, each sum in double: of a short row class
/// by class, of a long one on 16 lanes, class k on lane k mod 16. The same bits whichever twin
/// serves.
public final class FloatSupportSums {

  /// Sums there are.
  public static final int COUNT = 3;

  private static final int LANES = FloatSoftmax.LANES;

  private FloatSupportSums() {}

  /// `Σ t_k`, `Σ t_k²` and `Σ t_k max(τ − z_k, 0)` of the row at `offset`, behind which both arrays
  /// have room for [FloatTerms#LANES] more. A target of 0 adds nothing.
  ///
  /// @param sums receives them
  public static void of(
      float[] z, float[] t, double threshold, double[] sums, int offset, int classes) {
    if (classes < FloatSoftmax.LONG_ROW) {
      ofShortRow(z, t, threshold, sums, offset, offset + classes);
      return;
    }
    double[] lanes = Scratch.ofThread().sumLines;
    if (KernelFamily.ROW_FUNCTIONS.vector(classes)) {
      VectorFloatSupportSums.lanes(z, t, threshold, lanes, offset, classes);
    } else {
      scalarLanes(z, t, threshold, lanes, offset, classes);
    }
    for (int sum = 0; sum < COUNT; sum++) {
      sums[sum] = ScalarFloatBackward.fold(lanes, sum * LANES);
    }
  }

  private static void ofShortRow(
      float[] z, float[] t, double threshold, double[] sums, int from, int end) {
    double targets = 0;
    double squares = 0;
    double gaps = 0;
    for (int k = from; k < end; k++) {
      double tk = t[k];
      targets += tk;
      squares = Math.fma(tk, tk, squares);
      gaps = Math.fma(tk, gap(tk, threshold - z[k]), gaps);
    }
    sums[0] = targets;
    sums[1] = squares;
    sums[2] = gaps;
  }

  private static double gap(double t, double below) {
    return t > 0 && below > 0 ? below : 0;
  }

  /// A line of lanes for each sum.
  static void scalarLanes(
      float[] z, float[] t, double threshold, double[] lanes, int offset, int classes) {
    Arrays.fill(lanes, 0, COUNT * LANES, 0);
    for (int k = 0; k < classes; k++) {
      int lane = k & (LANES - 1);
      double tk = t[offset + k];
      lanes[lane] += tk;
      lanes[LANES + lane] = Math.fma(tk, tk, lanes[LANES + lane]);
      lanes[2 * LANES + lane] =
          Math.fma(tk, gap(tk, threshold - z[offset + k]), lanes[2 * LANES + lane]);
    }
  }
}
