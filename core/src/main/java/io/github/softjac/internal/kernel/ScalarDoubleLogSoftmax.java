package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Log-softmax of double rows in plain loops: the specification of [VectorDoubleLogSoftmax].
final class ScalarDoubleLogSoftmax implements DoubleLogSoftmax {

  private static final int CHUNK = DoubleSoftmax.CHUNK;

  @Override
  public void forward(double[] z, double[] logY, int offset, int rows, int classes) {
    DoubleScratch scratch = DoubleScratch.ofThread();
    int end = offset + rows * classes;
    for (int row = offset; row < end; row += classes) {
      forwardRow(z, logY, row, classes, scratch);
    }
  }

  /// `log y_k = (z_k − g) − log(1 + q)` for the row at `offset`.
  static void forwardRow(
      double[] z, double[] logY, int offset, int classes, DoubleScratch scratch) {
    int end = offset + classes;
    double g = ScalarDoubleSoftmax.max(z, offset, end);
    if (!(Math.abs(g) <= Double.MAX_VALUE)) {
      SpecialRow.logSoftmax(z, logY, offset, classes, g);
      return;
    }
    double[] x = z;
    if (Math.abs(g) > DoubleShift.LIMIT) {
      subtract(z, logY, offset, end, g);
      x = logY;
      g = 0;
    }
    double q = others(x, offset, end, g, scratch);
    if (Double.isNaN(q)) {
      Arrays.fill(logY, offset, end, Double.NaN);
      return;
    }
    double logSum = DoubleLog.onePlus(q);
    for (int k = offset; k < end; k++) {
      logY[k] = (x[k] - g) - logSum;
    }
  }

  /// `x_k = z_k − g`. Finite logits that are further apart than the largest double give its
  /// negative, so that their logarithm is finite.
  static void subtract(double[] z, double[] x, int from, int to, double g) {
    for (int k = from; k < to; k++) {
      boolean possible = z[k] > Double.NEGATIVE_INFINITY;
      double difference = z[k] - g;
      x[k] = possible && difference < -Double.MAX_VALUE ? -Double.MAX_VALUE : difference;
    }
  }

  /// q of a row, NaN if there is a NaN in it. The exponentials are not kept.
  static double others(double[] x, int offset, int end, double g, DoubleScratch scratch) {
    double q = quotient(sum(x, offset, end, offset - 1, g, scratch), g, scratch);
    return q < DOMINATED ? othersAlone(x, offset, end, g, scratch) : q;
  }

  /// The sum of the exponentials as [ScalarDoubleSoftmax] has it.
  ///
  /// @param without the place of a logit that counts as −∞
  private static DoubleSum sum(
      double[] x, int offset, int end, int without, double g, DoubleScratch scratch) {
    double octaves = DoubleShift.octaves(g);
    double magic = DoubleShift.magic(octaves);
    double lowest = DoubleShift.lowest(octaves);
    double[] e = scratch.exponentials;
    int lanes = ScalarDoubleSoftmax.lanes(end - offset);
    scratch.sum.clear();
    int length;
    for (int from = offset; from < end; from += length) {
      length = Math.min(CHUNK, end - from);
      copy(x, from, e, length, without);
      ScalarDoubleSoftmax.addChunk(e, 0, e, 0, length, lanes, magic, lowest, scratch);
    }
    return scratch.sum;
  }

  /// The logits of a chunk, with −∞ at one place of the row, if it is in the chunk.
  static void copy(double[] x, int from, double[] chunk, int length, int without) {
    System.arraycopy(x, from, chunk, 0, length);
    if (without >= from && without < from + length) {
      chunk[without - from] = Double.NEGATIVE_INFINITY;
    }
  }

  /// `q = (sum − e_g) / e_g`. The sum holds e_g before it is rounded, so its two parts are
  /// subtracted each on its own; the first difference is exact where q is small.
  static double quotient(DoubleSum sum, double g, DoubleScratch scratch) {
    double magic = DoubleShift.magic(DoubleShift.octaves(g));
    exponential(g, magic, scratch);
    return ((sum.high - scratch.largest) + (sum.low - scratch.largestLow)) / scratch.largest;
  }

  /// `e = σ·exp(x)·2⁻ᴺ` rounded, and what that takes away.
  static void exponential(double x, double magic, DoubleScratch scratch) {
    double t = Math.fma(x, DoubleExp.STEPS, magic);
    double n = t - magic;
    long i = Double.doubleToRawLongBits(t);
    double power = Double.longBitsToDouble((i << 51) + DoubleExp.scaledEntry(i));
    double r = Math.fma(n, -DoubleExp.STEP_LOW, Math.fma(n, -DoubleExp.STEP_HIGH, x));
    double w = Math.fma(DoubleExp.polynomial(r), r * r, r);
    double e = Math.fma(power, w, power);
    scratch.largest = e;
    scratch.largestLow = Math.fma(power, w, power - e);
  }

  /// q of a dominated row: its other logits summed on their own, shifted by the octaves of the
  /// second largest.
  static double othersAlone(double[] x, int offset, int end, double g, DoubleScratch scratch) {
    int without = place(x, offset, g);
    double second = second(x, offset, end, without);
    if (!(second - g > FAR)) {
      return 0;
    }
    return scaled(sum(x, offset, end, without, second, scratch), second, g, scratch);
  }

  /// Where the largest logit is.
  static int place(double[] x, int from, double g) {
    int k = from;
    while (x[k] != g) {
      k++;
    }
    return k;
  }

  /// The largest of the others; −∞ if there is none.
  static double second(double[] x, int offset, int end, int without) {
    double before = ScalarDoubleSoftmax.max(x, offset, without);
    double behind = ScalarDoubleSoftmax.max(x, without + 1, end);
    return before > behind ? before : behind;
  }

  /// `q = sum / e_g`, where the sum is shifted by the octaves of another logit; below 2⁻¹⁰²²: 0.
  /// The power of two between them may be out of range, so half of it is taken at a time.
  static double scaled(DoubleSum sum, double second, double g, DoubleScratch scratch) {
    double octaves = DoubleShift.octaves(g);
    exponential(g, DoubleShift.magic(octaves), scratch);
    int shift = (int) (DoubleShift.octaves(second) - octaves);
    int half = shift >> 1;
    double q = (sum.high + sum.low) / scratch.largest;
    q = q * DoubleExp.powerOfTwo(half) * DoubleExp.powerOfTwo(shift - half);
    return q < Double.MIN_NORMAL ? 0 : q;
  }
}
