package io.github.softjac.bench.accuracy;

/// Errors of floats in units of the last place of the exact value: the largest and the root of the
/// mean square. Exact values below the normal floats are left out, since there a unit of the last
/// place says nothing of the relative error.
public final class UlpErrors {

  private static final int FRACTION_BITS = 23;

  private double max;
  private double sumOfSquares;
  private long count;

  public void add(float found, DoubleDouble exact) {
    if (exact.high() < Float.MIN_NORMAL) {
      return;
    }
    double ulp = Math.scalb(1.0, Math.getExponent(exact.high()) - FRACTION_BITS);
    double error = Math.abs(((found - exact.high()) - exact.low()) / ulp);
    max = Math.max(max, error); // a NaN stays
    sumOfSquares += error * error;
    count++;
  }

  public void add(UlpErrors those) {
    max = Math.max(max, those.max);
    sumOfSquares += those.sumOfSquares;
    count += those.count;
  }

  /// The largest; 0 of nothing.
  public double max() {
    return max;
  }

  /// The root of the mean square; 0 of nothing.
  public double rms() {
    return count == 0 ? 0 : Math.sqrt(sumOfSquares / count);
  }

  public long count() {
    return count;
  }
}
