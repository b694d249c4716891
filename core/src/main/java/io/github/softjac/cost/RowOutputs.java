package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.FloatTerms;

/// Softmax of a block of rows of floats, with what is known in double of each row's largest output:
/// the others are right to all digits of a float, it is so next to 1 only with its rest.
final class RowOutputs {

  /// `[rows × classes]`, with room for a vector more.
  float[] y = {};

  /// g, `log y_m` and `1 − y_m`, as softmaxOfRows of the kernels says.
  double[] largest = {};

  double[] logLargest = {};
  double[] rest = {};

  /// m, counted in the row, where y_m is above ½; −1 elsewhere.
  int[] largestAt = {};

  /// `(1 − rest) − y_m` there; 0 elsewhere.
  double[] more = {};

  void of(float[] z, int rows, int classes) {
    grow(rows, rows * classes + FloatTerms.LANES);
    FloatKernels.softmaxOfRows(z, y, largest, logLargest, rest, rows, classes);
    for (int row = 0; row < rows; row++) {
      int m = rest[row] < 0.5 ? aboveHalf(row * classes, classes) : -1;
      largestAt[row] = m;
      more[row] = m < 0 ? 0 : (1 - rest[row]) - y[row * classes + m];
    }
  }

  private int aboveHalf(int offset, int classes) {
    for (int k = 0; k < classes; k++) {
      if (y[offset + k] >= 0.5f) {
        return k;
      }
    }
    return -1;
  }

  private void grow(int rows, int length) {
    if (largest.length < rows) {
      largest = new double[rows];
      logLargest = new double[rows];
      rest = new double[rows];
      largestAt = new int[rows];
      more = new double[rows];
    }
    if (y.length < length) {
      y = new float[length];
    }
  }
}
