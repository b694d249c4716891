package io.github.softjac.internal.kernel;

/// Logarithms, exponentials and multiples of many floats, for the terms of a cost; the same bits
/// whichever twin serves.
public final class FloatFunctions {

  /// ln 2 to 15 bits, so that its product with an exponent is exact, and the rest.
  static final float LN_2_HIGH = 0x1.62e4p-1f;

  static final float LN_2_LOW = 1.4286068e-6f;
  static final float LOG2_E = 1.442695f;
  static final int SQRT_HALF_BITS = 0x3f3504f3;

  /// 1.5·2²³: floats near it are integers.
  static final float MAGIC = 12582912f;

  static final int MAGIC_BITS = 0x4b400000;

  /// `exp` of less counts as `exp` of this, next to 2⁻¹²⁶.
  static final float LEAST = -87;

  /// Smaller factors, and larger ones than its reciprocal, are for double.
  private static final float LEAST_FACTOR = 0x1p-64f;

  private FloatFunctions() {}

  /// `log x` of the first `length` numbers, within 2 ulp or 10⁻⁷; a number below 2⁻¹²⁶ counts as
  /// that.
  ///
  /// @param out receives the logarithms; may be `x`
  public static void logs(float[] x, float[] out, int length) {
    logs(x, 0, Float.MIN_NORMAL, out, length);
  }

  /// The same of the numbers from `from` on, of which those below `least` count as that.
  ///
  /// @param least 2⁻¹²⁶ or more; or 0, and then those below 2⁻¹²⁶ give some number
  /// @param out receives the logarithms from 0 on; may be `x` where `from` is 0
  public static void logs(float[] x, int from, float least, float[] out, int length) {
    int done = 0;
    if (KernelFamily.ROW_FUNCTIONS.vector(length)) {
      done = VectorFloatFunctions.logs(x, from, least, out, length);
    }
    scalarLogs(x, from, least, out, done, length);
  }

  /// Replaces x, none above 0, by `exp x`, and writes `exp x − 1`, both within 2 ulp.
  public static void exponentials(float[] x, float[] expm1, int length) {
    int done = 0;
    if (KernelFamily.ROW_FUNCTIONS.vector(length)) {
      done = VectorFloatFunctions.exponentials(x, expm1, length);
    }
    scalarExponentials(x, expm1, done, length);
  }

  /// `factor · x`, within half an ulp and 2⁻²² of one, of `length` numbers from `from` on. The
  /// factor is two floats, `h + l`: `factor · x = p + (x h − p + x l)` with the float `p` next to
  /// `x h`. An infinite product stays one.
  ///
  /// @param out receives the products from `to` on; may be `x` where `from` is `to`
  public static void multiply(float[] x, int from, float[] out, int to, int length, double factor) {
    float high = (float) factor;
    if (!(Math.abs(high) > LEAST_FACTOR && Math.abs(high) < 1 / LEAST_FACTOR)) {
      for (int i = 0; i < length; i++) {
        out[to + i] = (float) (x[from + i] * factor);
      }
      return;
    }
    float low = (float) (factor - high);
    int done = 0;
    if (KernelFamily.ROW_FUNCTIONS.vector(length)) {
      done = VectorFloatFunctions.multiply(x, from, out, to, length, high, low);
    }
    scalarMultiply(x, from, out, to, done, length, high, low);
  }

  static void scalarMultiply(
      float[] x, int from, float[] out, int to, int done, int length, float high, float low) {
    for (int i = done; i < length; i++) {
      float v = x[from + i];
      float p = v * high;
      float rest = Math.fma(v, low, Math.fma(v, high, -p));
      out[to + i] = Math.abs(p) == Float.POSITIVE_INFINITY ? p : p + rest;
    }
  }

  /// `x = 2ᵏ (1 + f)`, `s = f / (2 + f)`: `log x = k ln 2 + 2s (1 + s²/3 + s⁴/5 + …)`.
  static void scalarLogs(float[] x, int from, float least, float[] out, int done, int length) {
    for (int i = done; i < length; i++) {
      float u = x[from + i] < least ? least : x[from + i];
      int k = octave(u);
      out[i] = log(k, mantissa(u, k) - 1);
    }
  }

  /// `log x`, within 2 ulp or 10⁻⁷; some number if x is below 2⁻¹²⁶.
  static float log(float x) {
    int k = octave(x);
    return log(k, mantissa(x, k) - 1);
  }

  /// `log(1 + d)` for `x = 1 + d`, within 2 ulp also where d is small; some number if x is below
  /// 2⁻¹²⁶.
  static float logOnePlus(float x, float d) {
    int k = octave(x);
    return log(k, k == 0 ? d : mantissa(x, k) - 1);
  }

  private static int octave(float x) {
    return (Float.floatToRawIntBits(x) - SQRT_HALF_BITS) >> 23;
  }

  private static float mantissa(float x, int octave) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) - (octave << 23));
  }

  private static float log(int k, float f) {
    float octaves = Float.intBitsToFloat(k + MAGIC_BITS) - MAGIC;
    float s = f / (f + 2);
    float z = s * s;
    float p = Math.fma(z, 2f / 9, 2f / 7);
    p = Math.fma(p, z, 2f / 5);
    p = Math.fma(p, z, 2f / 3);
    float small = Math.fma(octaves, LN_2_LOW, s * z * p);
    return Math.fma(octaves, LN_2_HIGH, s * 2 + small);
  }

  /// `x = n ln 2 + r`: `exp x = 2ⁿ (1 + r + r²/2 + … + r⁷/5040)`.
  static void scalarExponentials(float[] x, float[] expm1, int from, int to) {
    for (int i = from; i < to; i++) {
      float d = x[i] < LEAST ? LEAST : x[i];
      float t = Math.fma(d, LOG2_E, MAGIC);
      float n = t - MAGIC;
      float r = Math.fma(n, -LN_2_LOW, Math.fma(n, -LN_2_HIGH, d));
      float power = Float.intBitsToFloat((Float.floatToRawIntBits(t) - MAGIC_BITS + 127) << 23);
      float p = Math.fma(r, 1f / 5040, 1f / 720);
      p = Math.fma(p, r, 1f / 120);
      p = Math.fma(p, r, 1f / 24);
      p = Math.fma(p, r, 1f / 6);
      p = Math.fma(p, r, 0.5f);
      float w = Math.fma(p, r * r, r);
      x[i] = Math.fma(power, w, power);
      expm1[i] = Math.fma(power, w, power - 1);
    }
  }
}
