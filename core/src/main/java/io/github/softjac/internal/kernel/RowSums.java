package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.FloatSoftmax.LANES;
import static io.github.softjac.internal.kernel.FloatSoftmax.LONG_ROW;

import java.util.Arrays;

/// The sum of each row of floats, in double: class by class in a short row, else on 16 lanes, class
/// k on lane k mod 16, folded by halves.
public final class RowSums {

  private RowSums() {}

  /// Of the first `rows` rows.
  public static void of(float[] x, double[] sums, int rows, int classes) {
    boolean vector =
        classes >= LONG_ROW && KernelFamily.ROW_FUNCTIONS.vector((long) rows * classes);
    double[] lanes = Scratch.ofThread().lanes;
    if (vector) {
      VectorRowFunctions.sums(x, sums, rows, classes, lanes);
    } else {
      scalar(x, sums, rows, classes, lanes);
    }
  }

  static void scalar(float[] x, double[] sums, int rows, int classes, double[] lanes) {
    if (classes < LONG_ROW) {
      for (int row = 0; row < rows; row++) {
        double sum = 0;
        for (int i = row * classes; i < (row + 1) * classes; i++) {
          sum += x[i];
        }
        sums[row] = sum;
      }
      return;
    }
    for (int row = 0; row < rows; row++) {
      Arrays.fill(lanes, 0);
      for (int k = 0; k < classes; k++) {
        lanes[k & (LANES - 1)] += x[row * classes + k];
      }
      sums[row] = ScalarFloatBackward.fold(lanes);
    }
  }
}
