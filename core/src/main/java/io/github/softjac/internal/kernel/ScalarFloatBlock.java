package io.github.softjac.internal.kernel;

/// A block of exponentials in plain loops that the compiler turns into vectors by itself: each loop
/// runs over arrays of this block from the same place on, and does nothing that has no vector form.
///
/// Taking the bits of a float has no vector form on JDK 25, so that is a loop of its own. A running
/// sum on 16 lanes is `a[i + 16] = a[i] + e[i]`, of which 16 neighbours are one vector.
final class ScalarFloatBlock {

  /// Elements of a block: all of its arrays together fit the first-level cache.
  static final int LENGTH = 512;

  private static final int LANES = FloatSoftmax.LANES;

  /// The largest float below 2⁻⁶².
  private static final float BELOW_LEAST = Math.nextDown(0x1p-62f);

  /// Logits.
  final float[] x = new float[LENGTH];

  /// M and the lowest logit of each element's row; then the reciprocal of its sum in two parts.
  final float[] first = new float[LENGTH];

  final float[] second = new float[LENGTH];

  /// The exponentials, later outputs.
  final float[] e = new float[LENGTH];

  private final float[] t = new float[LENGTH];
  private final float[] w = new float[LENGTH];
  private final float[] power = new float[LENGTH];
  private final float[] a = new float[LENGTH + LANES];
  private final float[] b = new float[LENGTH + LANES];

  /// Sets two numbers for the elements of a row.
  void set(int from, int to, float one, float other) {
    for (int i = from; i < to; i++) {
      first[i] = one;
      second[i] = other;
    }
  }

  /// `e = σ·exp(x)·2⁻ᴺ` of the first `length` elements.
  void exponentials(int length) {
    polynomial(x, first, second, t, w, length);
    powers(t, power, length);
    product(power, w, e, length);
  }

  private static void polynomial(
      float[] x, float[] magic, float[] lowest, float[] t, float[] w, int length) {
    for (int i = 0; i < length; i++) {
      float d = Math.max(x[i], lowest[i]);
      float ti = Math.fma(d, FloatExp.STEPS, magic[i]);
      float n = ti - magic[i];
      float r = Math.fma(n, -FloatExp.STEP_LOW, Math.fma(n, -FloatExp.STEP_HIGH, d));
      t[i] = ti;
      w[i] = Math.fma(Math.fma(Math.fma(FloatExp.Q4, r, FloatExp.Q3), r, FloatExp.Q2), r * r, r);
    }
  }

  /// `T = σ·2^(n/4)` from t, the one loop that stays scalar.
  private static void powers(float[] t, float[] power, int length) {
    for (int i = 0; i < length; i++) {
      power[i] = FloatExp.scaledPower(t[i]);
    }
  }

  private static void product(float[] power, float[] w, float[] e, int length) {
    for (int i = 0; i < length; i++) {
      e[i] = Math.fma(power[i], w[i], power[i]);
    }
  }

  /// The sum of the elements `[from, to)` class by class, in the two parts of [ScalarFloatSoftmax].
  double sum(int from, int to) {
    float sumA = FloatShift.SUM_START;
    float sumB = 0;
    for (int i = from; i < to; i++) {
      float sum = sumA + e[i];
      sumB += Math.fma(power[i], w[i], power[i] - (sum - sumA));
      sumA = sum;
    }
    return (double) (sumA - FloatShift.SUM_START) + sumB;
  }

  /// The same on 16 lanes: adds the elements `[from, to)`, the first of which is on lane 0, to
  /// `sumsA`, which begin at [FloatShift#SUM_START], and `sumsB`.
  void addToLanes(int from, int to, float[] sumsA, float[] sumsB) {
    System.arraycopy(sumsA, 0, a, from, LANES);
    System.arraycopy(sumsB, 0, b, from, LANES);
    lanes(e, power, w, a, b, from, to);
    for (int i = to; i < to + LANES; i++) {
      int lane = (i - from) & (LANES - 1);
      sumsA[lane] = a[i];
      sumsB[lane] = b[i];
    }
  }

  private static void lanes(
      float[] e, float[] power, float[] w, float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      float sum = a[i] + e[i];
      b[i + LANES] = b[i] + Math.fma(power[i], w[i], power[i] - (sum - a[i]));
      a[i + LANES] = sum;
    }
  }

  /// `y_k = e_k / sum`, below 2⁻¹²⁶: 0, of exponentials and reciprocals that are not negative. The
  /// last factor is 2⁻⁶⁴, or 0 where the product is below 2⁻⁶².
  void scale(int length) {
    scale(e, first, second, length);
  }

  private static void scale(float[] e, float[] high, float[] low, int length) {
    for (int i = 0; i < length; i++) {
      float v = Math.fma(e[i], high[i], e[i] * low[i]);
      float above = v - BELOW_LEAST;
      e[i] = v * Math.min(0x1p-64f, (above + Math.abs(above)) * 0x1p62f);
    }
  }
}
