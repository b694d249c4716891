package io.github.softjac.internal.kernel;

/// Ranked probability score of a block of rows and its derivative by the logits, from the softmax
/// outputs y. With `Y_k = Σ_{j≤k} y_j`, `D_k = Y_k − Σ_{j≤k} t_j`:
///
/// ```
/// L = Σ_{k<K} D_k²,  G_j = Σ_{j≤k<K} D_k,  M = Σ_j y_j G_j = Σ_{k<K} D_k Y_k
/// ∂L/∂z_j = 2 y_j (G_j − M)
/// ```
///
/// Running sums are in double. The largest output of a row is given what it has more in double than
/// in float, so that nothing is lost next to a one-hot row. The same bits whichever twin serves.
public final class FloatRanked {

  private FloatRanked() {}

  /// L and `∂L/∂z` of each row.
  ///
  /// @param largestAt the class of the largest output of each row; −1: nothing is to be added
  /// @param more what is added to that output
  /// @param dz receives the gradients `[rows × classes]`; not `y` or `t`
  /// @param losses receives L `[rows]`
  public static void gradients(
      float[] y,
      float[] t,
      int[] largestAt,
      double[] more,
      float[] dz,
      double[] losses,
      int rows,
      int classes) {
    int done = 0;
    if (KernelFamily.ROW_FUNCTIONS.vector((long) rows * classes)) {
      done = VectorFloatRanked.gradients(y, t, largestAt, more, dz, losses, rows, classes);
    }
    for (int row = done; row < rows; row++) {
      losses[row] = row(y, t, largestAt[row], more[row], dz, row * classes, classes);
    }
  }

  /// One row in plain loops: the specification.
  static double row(
      float[] y, float[] t, int largestAt, double more, float[] dz, int offset, int classes) {
    double outputs = 0;
    double targets = 0;
    double loss = 0;
    double mean = 0;
    for (int k = 0; k < classes - 1; k++) {
      outputs += y[offset + k] + (k == largestAt ? more : 0);
      targets += t[offset + k];
      double difference = outputs - targets;
      loss = Math.fma(difference, difference, loss);
      mean = Math.fma(difference, outputs, mean);
      dz[offset + k] = (float) difference;
    }
    dz[offset + classes - 1] = 0;
    double sum = 0;
    for (int k = classes - 1; k >= 0; k--) {
      sum += dz[offset + k];
      dz[offset + k] = (float) (2 * y[offset + k] * (sum - mean)) + 0f;
    }
    return loss;
  }
}
