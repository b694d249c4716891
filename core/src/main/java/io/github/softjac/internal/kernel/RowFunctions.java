package io.github.softjac.internal.kernel;

/// Functions of a number a row, for a [LabelScore]: of many rows at once, with the same bits
/// whichever twin serves.
///
/// Arrays have room for the rows and, behind them, for the rest of a vector of [#LANES]; what is
/// there is overwritten. The arrays of a score have.
public final class RowFunctions {

  /// As many numbers as the widest vector holds.
  public static final int LANES = 8;

  /// Smaller arguments count as this one: `exp` is then next to 0, and `exp − 1` is −1.
  static final double LEAST = -700;

  private RowFunctions() {}

  /// Replaces x, none above 0, by `exp(x) − 1`, and writes `exp(x)`; both within 2 ulp.
  public static void exponentials(double[] x, double[] powers, int rows) {
    if (KernelFamily.ROW_FUNCTIONS.vector(rows)) {
      VectorRowFunctions.exponentials(x, powers, vectors(rows));
    } else {
      scalarExponentials(x, powers, rows);
    }
  }

  /// Replaces q, none below 0, by `log(1 + q)`, to 2⁻⁴⁵ of itself.
  public static void logOnePlus(double[] q, int rows) {
    if (KernelFamily.ROW_FUNCTIONS.vector(rows)) {
      VectorLog.onePlus(q, vectors(rows));
    } else {
      scalarLogs(q, rows);
    }
  }

  private static int vectors(int rows) {
    return (rows + LANES - 1) / LANES * LANES;
  }

  static void scalarExponentials(double[] x, double[] powers, int rows) {
    for (int row = 0; row < rows; row++) {
      double d = x[row] < LEAST ? LEAST : x[row];
      double t = Math.fma(d, DoubleExp.STEPS, DoubleExp.MAGIC);
      double n = t - DoubleExp.MAGIC;
      long bits = Double.doubleToRawLongBits(t);
      double power = DoubleExp.power(bits);
      double r =
          Math.fma(n, -DoubleExp.STEP_HIGH, d)
              + Math.fma(n, -DoubleExp.STEP_LOW, DoubleExp.correction(bits));
      double w = Math.fma(DoubleExp.polynomial(r), r * r, r);
      powers[row] = Math.fma(power, w, power);
      x[row] = Math.fma(power, w, power - 1);
    }
  }

  static void scalarLogs(double[] q, int rows) {
    for (int row = 0; row < rows; row++) {
      q[row] = LogOnePlus.of(q[row]);
    }
  }
}
