package io.github.softjac.internal.kernel;

/// The exponential in double: the numbers that the scalar and the vector kernels share, and the
/// function itself. The twin of [FloatExp].
///
/// An octave is cut into two steps, `x = n·(ln 2)/2 + r` with integer `n` and `|r| ≤ (ln 2)/4`, so
/// `exp(x) = 2^(n/2) · (1 + w)` with `w = exp(r) − 1 = r + r²·(Q2 + Q3·r + … + Q10·r⁸)`. The
/// polynomial goes through the Chebyshev points; its error is 2⁻⁶⁰·⁷ of `exp(r)`. It is printed by
/// `src/test/python/polynomials.py`.
///
/// - `n = t − M` with `t = fma(x, STEPS, M)` and `M` near 1.5·2⁵²: the sum rounds to an integer,
///   which then stands in the low bits of `t`.
/// - `r = fma(n, −STEP_LOW, fma(n, −STEP_HIGH, x))`: the inner fma is exact, since its result is a
///   multiple of 2⁻⁵⁵ and small enough to be a double.
/// - `2^(n/2)`: the low bit of `n` chooses one of two table entries, the others are added to its
///   exponent: `bits(T) = (bits(t) << 51) + SCALED_TABLE[n & 1]`.
///
/// Softmax divides by the sum of its exponentials, so all of them may carry the same factor.
/// [#SIGMA] is one for which `σ√2` is a double to within 2⁻¹⁰⁵: their mantissas are neighbours
/// among the Pell numbers, whose ratios approach √2. The rounding of the table then needs no
/// correction in the loop.
public final class DoubleExp {

  /// Steps of `x` in an octave, over ln 2: `2 / ln 2`.
  static final double STEPS = 2.8853900817779268;

  /// `(ln 2) / 2` rounded to double, and the rest.
  static final double STEP_HIGH = 0.34657359027997264;

  static final double STEP_LOW = 1.1595234069231498e-17;

  static final double Q2 = 0.5;
  static final double Q3 = 0.16666666666666594;
  static final double Q4 = 0.04166666666666661;
  static final double Q5 = 0.008333333333653345;
  static final double Q6 = 0.001388888888915555;
  static final double Q7 = 0.00019841266012568805;
  static final double Q8 = 2.4801584111176482e-05;
  static final double Q9 = 2.7574284133416585e-06;
  static final double Q10 = 2.7571456064192487e-07;

  /// 1.5·2⁵²: doubles near it are integers.
  static final double MAGIC = 0x1.8p52;

  static final double LOG2_E = 1.4426950408889634;
  static final double LN_2 = 0.6931471805599453;

  /// The common factor of the exponentials of a softmax, 1.8728543….
  static final double SIGMA = 4217293152016490L * 0x1p-51;

  /// `bits(σ·2^(j/2)) − (j << 51)`, the same two entries over and over, up to the width of a
  /// vector.
  private static final long[] SCALED_TABLE = repeated(SIGMA, 5964153172084899L * 0x1p-51);

  private static final double SQRT_2 = 1.4142135623730951;

  /// The same for the factor 1.
  private static final long[] TABLE = repeated(1, SQRT_2);

  /// The logarithm of the rounding of [#SQRT_2].
  private static final double CORRECTION = 6.835808657661923e-17;

  /// Above this the result is infinite: the largest double whose exponential is finite.
  private static final double LARGEST = 709.782712893384;

  /// Below this the result is under 2⁻¹⁰²² and becomes 0.
  private static final double SMALLEST = -708.3964185322641;

  private DoubleExp() {}

  private static long[] repeated(double... powers) {
    long[] table = new long[8];
    for (int i = 0; i < table.length; i++) {
      int j = i & 1;
      table[i] = Double.doubleToRawLongBits(powers[j]) - ((long) j << 51);
    }
    return table;
  }

  /// The entry of the scaled table for the low bit of `bits`.
  static long scaledEntry(long bits) {
    return SCALED_TABLE[(int) bits & 1];
  }

  /// The scaled table, once per lane of the widest vector.
  static long[] scaledTable() {
    return SCALED_TABLE.clone();
  }

  /// `exp(x)`, within 1 ulp; results below 2⁻¹⁰²² are 0.
  public static double exp(double x) {
    if (!(x <= LARGEST)) {
      return x > LARGEST ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (x < SMALLEST) {
      return 0;
    }
    double t = Math.fma(x, STEPS, MAGIC);
    double n = t - MAGIC;
    long j = Double.doubleToRawLongBits(t) & 1;
    // Half of the exponent now and half at the end: 2^(n/2) alone may be out of range.
    int octaves = (int) n >> 1;
    double power = Double.longBitsToDouble((j << 51) + TABLE[(int) j]);
    double r = Math.fma(n, -STEP_HIGH, x) + Math.fma(n, -STEP_LOW, j * -CORRECTION);
    double w = Math.fma(polynomial(r), r * r, r);
    double e = Math.fma(power, w, power);
    int half = octaves >> 1;
    return e * powerOfTwo(half) * powerOfTwo(octaves - half);
  }

  /// The table of the factor 1, and the corrections that go with it as bits, once per lane.
  static long[] table() {
    return TABLE.clone();
  }

  static long[] corrections() {
    long[] corrections = new long[TABLE.length];
    for (int i = 0; i < corrections.length; i++) {
      corrections[i] = Double.doubleToRawLongBits(correction(i));
    }
    return corrections;
  }

  /// `2^(n/2)` from the bits of t, for results that are normal numbers.
  static double power(long bits) {
    return Double.longBitsToDouble((bits << 51) + TABLE[(int) bits & 1]);
  }

  /// What the rounding of that factor takes off the remainder.
  static double correction(long bits) {
    return (bits & 1) * -CORRECTION;
  }

  /// `Q2 + Q3·r + … + Q10·r⁸`.
  static double polynomial(double r) {
    double q = Math.fma(Q10, r, Q9);
    q = Math.fma(q, r, Q8);
    q = Math.fma(q, r, Q7);
    q = Math.fma(q, r, Q6);
    q = Math.fma(q, r, Q5);
    q = Math.fma(q, r, Q4);
    q = Math.fma(q, r, Q3);
    return Math.fma(q, r, Q2);
  }

  static double powerOfTwo(int exponent) {
    return Double.longBitsToDouble((long) (exponent + 1023) << 52);
  }
}
