package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Softmax of float rows in plain loops: the specification of [VectorFloatSoftmax].
final class ScalarFloatSoftmax implements FloatSoftmax {

  @Override
  public void forward(float[] z, float[] y, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    int end = offset + rows * classes;
    for (int row = offset; row < end; row += classes) {
      forwardRow(z, y, row, classes, scratch);
    }
  }

  /// `y_k = exp(z_k) / Σ_j exp(z_j)` for the row at `offset`.
  static void forwardRow(float[] z, float[] y, int offset, int classes, Scratch scratch) {
    int end = offset + classes;
    float g = max(z, offset, end);
    if (!(Math.abs(g) <= Float.MAX_VALUE)) {
      SpecialRow.softmax(z, y, offset, classes, g);
      return;
    }
    float[] x = z;
    if (Math.abs(g) > FloatShift.LIMIT) {
      subtract(z, y, offset, end, g);
      x = y;
      g = 0;
    }
    float octaves = FloatShift.octaves(g);
    float magic = FloatShift.magic(octaves);
    float lowest = FloatShift.lowest(octaves);
    double sum = sum(x, y, offset, end, magic, lowest, scratch);
    if (Double.isNaN(sum)) {
      Arrays.fill(y, offset, end, Float.NaN);
      return;
    }
    scale(y, offset, end, sum);
  }

  /// The largest entry, NaN left aside; −∞ if there is none.
  static float max(float[] z, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int k = from; k < to; k++) {
      max = z[k] > max ? z[k] : max;
    }
    return max;
  }

  static void subtract(float[] z, float[] y, int from, int to, float g) {
    for (int k = from; k < to; k++) {
      y[k] = z[k] - g;
    }
  }

  /// Writes the exponentials of a row to `e`, which may be x, chunk by chunk.
  ///
  /// @return their sum
  static double sum(
      float[] x, float[] e, int offset, int end, float magic, float lowest, Scratch scratch) {
    int lanes = end - offset < LONG_ROW ? 1 : LANES;
    double sum = 0;
    for (int from = offset; from < end; from += CHUNK) {
      sum += chunk(x, e, 0, from, Math.min(from + CHUNK, end), lanes, magic, lowest, scratch);
    }
    return sum;
  }

  /// The same for one chunk, on so many lanes; class k is written to `e[k + shift]`.
  static double chunk(
      float[] x,
      float[] e,
      int shift,
      int from,
      int to,
      int lanes,
      float magic,
      float lowest,
      Scratch scratch) {
    for (int lane = 0; lane < lanes; lane++) {
      exponentials(x, e, shift, from + lane, to, lanes, lane, magic, lowest, scratch);
    }
    return lanes == 1 ? both(scratch.sumsA, scratch.sumsB, 0) : fold(scratch.sumsA, scratch.sumsB);
  }

  /// The sum of the lanes: the upper half folded on the lower until one is left.
  static double fold(float[] sumsA, float[] sumsB) {
    double s0 = four(sumsA, sumsB, 0);
    double s1 = four(sumsA, sumsB, 1);
    double s2 = four(sumsA, sumsB, 2);
    double s3 = four(sumsA, sumsB, 3);
    return (s0 + s2) + (s1 + s3);
  }

  private static double four(float[] sumsA, float[] sumsB, int lane) {
    return (both(sumsA, sumsB, lane) + both(sumsA, sumsB, lane + 8))
        + (both(sumsA, sumsB, lane + 4) + both(sumsA, sumsB, lane + 12));
  }

  private static double both(float[] sumsA, float[] sumsB, int lane) {
    return (double) sumsA[lane] + sumsB[lane];
  }

  /// Writes `e_k = σ·exp(x_k)·2⁻ᴺ` for every `step`-th k and keeps their sum as that of `lane`.
  ///
  /// The sum is that of the exponentials before they are rounded, `T + T·w`: A holds the sum of the
  /// rounded ones, and B of what this rounding and that of each addition to A have taken away, `T +
  /// T·w − (A′ − A)`. B stays so small that its own rounding does not matter.
  private static void exponentials(
      float[] x,
      float[] e,
      int shift,
      int from,
      int to,
      int step,
      int lane,
      float magic,
      float lowest,
      Scratch scratch) {
    float sumA = FloatShift.SUM_START;
    float sumB = 0;
    for (int k = from; k < to; k += step) {
      float d = x[k] < lowest ? lowest : x[k];
      float t = Math.fma(d, FloatExp.STEPS, magic);
      float n = t - magic;
      int i = Float.floatToRawIntBits(t);
      float power = Float.intBitsToFloat((i << 21) + FloatExp.scaledEntry(i));
      float r = Math.fma(n, -FloatExp.STEP_LOW, Math.fma(n, -FloatExp.STEP_HIGH, d));
      float w = Math.fma(Math.fma(Math.fma(FloatExp.Q4, r, FloatExp.Q3), r, FloatExp.Q2), r * r, r);
      float ek = Math.fma(power, w, power);
      e[k + shift] = ek;
      float sum = sumA + ek;
      sumB += Math.fma(power, w, power - (sum - sumA));
      sumA = sum;
    }
    scratch.sumsA[lane] = sumA - FloatShift.SUM_START;
    scratch.sumsB[lane] = sumB;
  }

  /// `y_k = e_k / sum`, below 2⁻¹²⁶: 0. The reciprocal is kept to twice the digits of a float,
  /// since its rounding would be as large as that of the result. The factor 2⁶⁴ keeps `e·low` from
  /// becoming subnormal.
  static void scale(float[] y, int from, int to, double sum) {
    scaleBy(y, from, to, 0x1p64 / sum);
  }

  /// The same from 2⁶⁴ over the sum, or a multiple of it, which may be negative.
  static void scaleBy(float[] y, int from, int to, double reciprocal) {
    float high = (float) reciprocal;
    float low = (float) (reciprocal - high);
    for (int k = from; k < to; k++) {
      float v = Math.fma(y[k], high, y[k] * low);
      y[k] = Math.abs(v) < 0x1p-62f ? 0 : v * 0x1p-64f;
    }
  }
}
