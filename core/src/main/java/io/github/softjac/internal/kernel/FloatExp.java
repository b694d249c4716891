package io.github.softjac.internal.kernel;

/// The exponential in float: the numbers that the scalar and the vector kernels share, and the
/// function itself.
///
/// An octave is cut into four steps, `x = n·(ln 2)/4 + r` with integer `n` and `|r| ≤ (ln 2)/8`, so
/// `exp(x) = 2^(n/4) · (1 + w)` with `w = exp(r) − 1 = r + r²·(Q2 + Q3·r + Q4·r²)`. The polynomial
/// is minimax: its error is 2⁻²⁷·⁴ of `exp(r)`.
///
/// - `n = t − M` with `t = fma(x, STEPS, M)` and `M` near 1.5·2²³: the sum rounds to an integer,
///   which then stands in the low bits of `t`.
/// - `r = fma(n, −STEP_LOW, fma(n, −STEP_HIGH, x))`: the inner fma is exact, since its result is a
///   multiple of the last place of `STEP_HIGH` and small enough to be a float.
/// - `2^(n/4)`: the two low bits of `n` choose one of four table entries, the others are added to
///   its exponent: `bits(T) = (bits(t) << 21) + SCALED_TABLE[n & 3]`.
///
/// Softmax divides by the sum of its exponentials, so all of them may carry the same factor.
/// [#SIGMA] is the factor for which all four entries `σ·2^(j/4)` are floats to within 2⁻³¹·⁸ (found
/// by trying all 2²³ of them): their rounding then needs no correction in the loop.
public final class FloatExp {

  /// Steps of `x` in an octave, over ln 2: `4 / ln 2`.
  static final float STEPS = 5.77078f;

  /// `(ln 2) / 4` rounded to float, and the rest.
  static final float STEP_HIGH = 0.1732868f;

  static final float STEP_LOW = -4.7616355e-10f;

  static final float Q2 = 0.5000002f;
  static final float Q3 = 0.16672115f;
  static final float Q4 = 0.041641712f;

  /// 1.5·2²³: floats near it are integers.
  static final float MAGIC = 12582912f;

  static final float LOG2_E = 1.442695f;
  static final float LN_2 = 0.6931472f;

  /// The common factor of the exponentials of a softmax, 1.7825717….
  static final float SIGMA = 14953296f / 8388608f;

  /// `bits(σ·2^(j/4)) − (j << 21)`, the same four entries over and over, up to the width of a
  /// vector.
  private static final int[] SCALED_TABLE =
      repeated(SIGMA, 8891283f / 4194304f, 10573577f / 4194304f, 12574173f / 4194304f);

  /// The same for the factor 1, where `CORRECTION[j]` is the logarithm of the entry's rounding.
  private static final int[] TABLE = repeated(1f, 1.1892071f, 1.4142135f, 1.6817929f);

  private static final float[] CORRECTION = {0, -3.193418e-08f, -1.7114271e-08f, 1.4719606e-08f};

  /// Above this the result is infinite: the largest float whose exponential is finite.
  private static final float LARGEST = 88.72284f;

  /// Below this the result is under 2⁻¹²⁶ and becomes 0.
  private static final float SMALLEST = -87.33654f;

  private FloatExp() {}

  private static int[] repeated(float... powers) {
    int[] table = new int[16];
    for (int i = 0; i < table.length; i++) {
      int j = i & 3;
      table[i] = Float.floatToRawIntBits(powers[j]) - (j << 21);
    }
    return table;
  }

  /// The entry of the scaled table for the low bits of `bits`.
  static int scaledEntry(int bits) {
    return SCALED_TABLE[bits & 3];
  }

  /// The scaled table, once per lane of the widest vector.
  static int[] scaledTable() {
    return SCALED_TABLE.clone();
  }

  /// STEPS, −STEP_HIGH, −STEP_LOW, Q2, Q3 and Q4.
  static float[] constants() {
    return new float[] {STEPS, -STEP_HIGH, -STEP_LOW, Q2, Q3, Q4};
  }

  /// `T = σ·2^(n/4)` from t.
  static float scaledPower(float t) {
    int i = Float.floatToRawIntBits(t);
    return Float.intBitsToFloat((i << 21) + SCALED_TABLE[i & 3]);
  }

  /// `r = x − n·(ln 2)/4`.
  static float remainder(float x, float n) {
    return Math.fma(n, -STEP_LOW, Math.fma(n, -STEP_HIGH, x));
  }

  /// `w = exp(r) − 1 = r + r²·(Q2 + Q3·r + Q4·r²)`.
  static float expm1(float r) {
    return Math.fma(Math.fma(Math.fma(Q4, r, Q3), r, Q2), r * r, r);
  }

  /// `exp(x)`, within 1 ulp; results below 2⁻¹²⁶ are 0.
  public static float exp(float x) {
    if (!(x <= LARGEST)) {
      return x > LARGEST ? Float.POSITIVE_INFINITY : Float.NaN;
    }
    if (x < SMALLEST) {
      return 0;
    }
    float t = Math.fma(x, STEPS, MAGIC);
    float n = t - MAGIC;
    int i = Float.floatToRawIntBits(t);
    // Half of the exponent now and half at the end: 2^(n/4) alone may be out of range.
    int octaves = (int) n >> 2;
    float power = Float.intBitsToFloat(((i & 3) << 21) + TABLE[i & 3]);
    float r = Math.fma(n, -STEP_HIGH, x) + Math.fma(n, -STEP_LOW, -CORRECTION[i & 3]);
    float w = Math.fma(Math.fma(Math.fma(Q4, r, Q3), r, Q2), r * r, r);
    float e = Math.fma(power, w, power);
    int half = octaves >> 1;
    return e * powerOfTwo(half) * powerOfTwo(octaves - half);
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }
}
