package io.github.softjac.internal.kernel;

/// Softmax + a cost that is a sum of terms, against targets, of one row in plain loops: the
/// specification of [VectorFloatTermCost].
final class ScalarFloatTermCost {

  /// Shares of rows outside of these bounds, but for 0, are for double.
  static final double LEAST_SHARE = 0x1p-64;

  static final double LARGEST_SHARE = 0x1p32;

  /// So many terms of a lane are added in float before they join its sum in double.
  static final int TOGETHER = 4;

  private ScalarFloatTermCost() {}

  /// The row at `zAt`, `tAt` and `dzAt`, as [FloatLogSoftmax#costOfTerms] says.
  ///
  /// @return L; NaN if it or the sum of slopes is not finite, and then dz is as it was
  static double row(
      TermForm form,
      float[] z,
      int zAt,
      float[] t,
      int tAt,
      double share,
      double zLoss,
      float[] dz,
      int dzAt,
      int classes,
      Scratch scratch) {
    float[] y = scratch.rowOutputs;
    ScalarFloatCrossEntropy.softmaxOfRow(
        z, zAt, y, scratch.maxima, scratch.logOutputs, scratch.rests, 0, classes, scratch);
    double logSum = -scratch.logOutputs[0];
    float g = (float) scratch.maxima[0];
    float log = ScalarFloatLogSoftmax.rounded(logSum);
    float rest = ScalarFloatLogSoftmax.rounded(scratch.rests[0]);
    float excess = ScalarFloatLogSoftmax.rounded(logSum - scratch.rests[0]);
    float[] u = scratch.termsU;
    float[] v = scratch.termsV;
    float[] a = scratch.slopes;
    functions(form, y, rest, z, zAt, g, log, t, tAt, u, v, classes);
    for (int k = 0; k < classes; k++) {
      float s = (z[zAt + k] - g) - log;
      float others = TermForm.rest(y[k], rest);
      a[k] = form.slope(y[k], others, s, t[tAt + k], u[k], v[k]);
      float more = y[k] > 0.5f ? excess : -s - others;
      u[k] = form.term(y[k], others, s, more, t[tAt + k], u[k], v[k]);
    }
    double loss = sum(u, classes, scratch.lanes);
    double total = sum(a, classes, scratch.lanes);
    if (!isFinite(loss, total)) {
      return Double.NaN;
    }
    if (zLoss > 0) {
      double logZ = g + logSum;
      loss += zLoss * logZ * logZ;
      total -= 2 * zLoss * logZ;
    }
    if (isOrdinary(share, total)) {
      float factor = (float) share;
      float minus = (float) -(share * total);
      for (int k = 0; k < classes; k++) {
        dz[dzAt + k] = Math.fma(y[k], minus, a[k] * factor) + 0f;
      }
    } else {
      for (int k = 0; k < classes; k++) {
        dz[dzAt + k] = (float) (share * (a[k] - y[k] * total)) + 0f;
      }
    }
    return loss;
  }

  static boolean isFinite(double loss, double total) {
    return Math.abs(loss) + Math.abs(total) <= Float.MAX_VALUE;
  }

  /// Whether the share of a row, and that of its sum of slopes, can be used in float.
  static boolean isOrdinary(double share, double total) {
    return (share == 0 || (share >= LEAST_SHARE && share <= LARGEST_SHARE))
        && Math.abs(share * total) <= Float.MAX_VALUE;
  }

  /// The functions u and v that the form takes, of each class.
  private static void functions(
      TermForm form,
      float[] y,
      float rest,
      float[] z,
      int zAt,
      float g,
      float log,
      float[] t,
      int tAt,
      float[] u,
      float[] v,
      int classes) {
    switch (form.kind()) {
      case FOCAL_POWER -> {
        for (int k = 0; k < classes; k++) {
          u[k] = TermForm.rest(y[k], rest);
        }
        FloatFunctions.scalarLogs(u, 0, Float.MIN_NORMAL, u, 0, classes);
        for (int k = 0; k < classes; k++) {
          u[k] = form.parameter() * u[k];
        }
        FloatFunctions.scalarExponentials(u, v, 0, classes);
      }
      case POWER -> {
        for (int k = 0; k < classes; k++) {
          u[k] = form.parameter() * ((z[zAt + k] - g) - log);
        }
        FloatFunctions.scalarExponentials(u, v, 0, classes);
      }
      case TARGET_LOG_RATIO, OUTPUT_LOG_RATIO ->
          FloatFunctions.scalarLogs(t, tAt, form.parameter(), u, 0, classes);
      case DIVERGENCE -> FloatDivergence.terms(y, rest, t, tAt, u, v, classes);
      case SQUARED_DIFFERENCE, DIFFERENCE, PRODUCT, POLYNOMIAL, FOCAL -> {
        // They take neither.
      }
    }
  }

  /// `Σ x_k`: of a short row class by class, of a long one on 16 lanes; four at a time in float,
  /// but the last classes of a long row that do not fill all lanes, which join one by one.
  private static double sum(float[] x, int classes, double[] sums) {
    int lanes = classes < FloatSoftmax.LONG_ROW ? 1 : FloatSoftmax.LANES;
    int full = classes / lanes * lanes;
    for (int lane = 0; lane < FloatSoftmax.LANES; lane++) {
      double sum = 0;
      for (int from = lane; lane < lanes && from < full; from += TOGETHER * lanes) {
        float together = 0;
        for (int k = from; k < Math.min(from + TOGETHER * lanes, full); k += lanes) {
          together += x[k];
        }
        sum += together;
      }
      sums[lane] = full + lane < classes ? sum + x[full + lane] : sum;
    }
    return ScalarFloatBackward.fold(sums);
  }
}
