package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Softmax of double rows in plain loops: the specification of [VectorDoubleSoftmax].
///
/// Every normal result is within 2 ulp: half an ulp from the last product, at most one from the
/// rounding of the exponential, the rest from r and w.
final class ScalarDoubleSoftmax implements DoubleSoftmax {

  @Override
  public void forward(double[] z, double[] y, int offset, int rows, int classes) {
    DoubleScratch scratch = DoubleScratch.ofThread();
    int end = offset + rows * classes;
    for (int row = offset; row < end; row += classes) {
      forwardRow(z, y, row, classes, scratch);
    }
  }

  /// `y_k = exp(z_k) / Σ_j exp(z_j)` for the row at `offset`.
  static void forwardRow(double[] z, double[] y, int offset, int classes, DoubleScratch scratch) {
    int end = offset + classes;
    double g = max(z, offset, end);
    if (!(Math.abs(g) <= Double.MAX_VALUE)) {
      SpecialRow.softmax(z, y, offset, classes, g);
      return;
    }
    double[] x = z;
    if (Math.abs(g) > DoubleShift.LIMIT) {
      subtract(z, y, offset, end, g);
      x = y;
      g = 0;
    }
    DoubleSum sum = sum(x, y, offset, end, g, scratch);
    if (Double.isNaN(sum.high)) {
      Arrays.fill(y, offset, end, Double.NaN);
      return;
    }
    scale(y, offset, end, sum);
  }

  /// The largest entry, NaN left aside; −∞ if there is none.
  static double max(double[] z, int from, int to) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = from; k < to; k++) {
      max = z[k] > max ? z[k] : max;
    }
    return max;
  }

  static void subtract(double[] z, double[] y, int from, int to, double g) {
    for (int k = from; k < to; k++) {
      y[k] = z[k] - g;
    }
  }

  /// Writes the exponentials of a row whose largest logit is g, chunk by chunk.
  private static DoubleSum sum(
      double[] x, double[] y, int offset, int end, double g, DoubleScratch scratch) {
    double octaves = DoubleShift.octaves(g);
    double magic = DoubleShift.magic(octaves);
    double lowest = DoubleShift.lowest(octaves);
    int lanes = lanes(end - offset);
    scratch.sum.clear();
    int to;
    for (int from = offset; from < end; from = to) {
      to = from + Math.min(CHUNK, end - from);
      addChunk(x, from, y, from, to - from, lanes, magic, lowest, scratch);
    }
    return scratch.sum;
  }

  static int lanes(int classes) {
    return classes < LONG_ROW ? 1 : LANES;
  }

  /// Writes the exponentials of a chunk and adds them to the sum in `scratch`. The chunk is filled
  /// up with −∞ to a multiple of the lanes.
  static void addChunk(
      double[] x,
      int from,
      double[] y,
      int start,
      int length,
      int lanes,
      double magic,
      double lowest,
      DoubleScratch scratch) {
    for (int lane = 0; lane < lanes; lane++) {
      exponentials(x, from, y, start, length, lanes, lane, magic, lowest, scratch);
    }
    if (lanes == 1) {
      scratch.sum.add(scratch.sumsA[0], scratch.sumsB[0]);
    } else {
      scratch.sum.add(fold(scratch.sumsA), fold(scratch.sumsB));
    }
  }

  /// The sum of the lanes: the upper half folded on the lower until one is left. For the rounded
  /// exponentials it is exact, see [DoubleShift#SUM_START].
  static double fold(double[] s) {
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }

  /// Writes `e_k = σ·exp(x_k)·2⁻ᴺ` for every `step`-th k from `lane` on and keeps their sum as that
  /// of `lane`; the classes from `length` to a multiple of `step` are −∞.
  ///
  /// The sum is that of the exponentials before they are rounded, `T + T·w`: A holds the sum of the
  /// rounded ones, and B of what this rounding and that of each addition to A have taken away, `T +
  /// T·w − (A′ − A)`. B stays so small that its own rounding does not matter.
  private static void exponentials(
      double[] x,
      int from,
      double[] y,
      int start,
      int length,
      int step,
      int lane,
      double magic,
      double lowest,
      DoubleScratch scratch) {
    double sumA = DoubleShift.SUM_START;
    double sumB = 0;
    for (int k = lane; k < length + lane; k += step) {
      double d = k >= length || x[from + k] < lowest ? lowest : x[from + k];
      double t = Math.fma(d, DoubleExp.STEPS, magic);
      double n = t - magic;
      long i = Double.doubleToRawLongBits(t);
      double power = Double.longBitsToDouble((i << 51) + DoubleExp.scaledEntry(i));
      double r = Math.fma(n, -DoubleExp.STEP_LOW, Math.fma(n, -DoubleExp.STEP_HIGH, d));
      double w = Math.fma(DoubleExp.polynomial(r), r * r, r);
      double e = Math.fma(power, w, power);
      if (k < length) {
        y[start + k] = e;
      }
      double sum = sumA + e;
      sumB += Math.fma(power, w, power - (sum - sumA));
      sumA = sum;
    }
    scratch.sumsA[lane] = sumA - DoubleShift.SUM_START;
    scratch.sumsB[lane] = sumB;
  }

  /// `y_k = e_k / sum`, below 2⁻¹⁰²²: 0. The reciprocal is kept to twice the digits of a double,
  /// since its rounding would be as large as that of the result: with h = 1 / high rounded, what is
  /// missing is `h·(1 − h·(high + low))`. The factor 2¹²⁸ keeps `e·low` from becoming subnormal.
  static void scale(double[] y, int from, int to, DoubleSum sum) {
    double sumHigh = sum.high + sum.low;
    double sumLow = (sum.high - sumHigh) + sum.low;
    double reciprocal = 1 / sumHigh;
    double high = reciprocal * 0x1p128;
    double low = high * (Math.fma(-reciprocal, sumHigh, 1) - reciprocal * sumLow);
    for (int k = from; k < to; k++) {
      double v = Math.fma(y[k], high, y[k] * low);
      y[k] = v < 0x1p-894 ? 0 : v * 0x1p-128;
    }
  }
}
