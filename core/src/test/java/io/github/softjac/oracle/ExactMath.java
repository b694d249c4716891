package io.github.softjac.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;

/// Exponential, logarithm, softmax and its derivative to 60 digits, for tests.
///
/// A binary float or double is a `BigDecimal` exactly, so that what comes out is the value that an
/// implementation without any rounding would give for the same input.
public final class ExactMath {

  /// 60 digits: what every result here is good to, relative to itself.
  public static final MathContext PRECISION = new MathContext(60);

  private static final int BITS = 288;
  private static final int HALVINGS = 8;
  private static final BigInteger ONE = BigInteger.ONE.shiftLeft(BITS);
  private static final BigDecimal SCALE = new BigDecimal(ONE);

  /// ln 2 = 18 artanh(1/26) − 2 artanh(1/4801) + 8 artanh(1/8749).
  private static final BigInteger LN2 =
      artanhOfInverse(26)
          .multiply(BigInteger.valueOf(18))
          .subtract(artanhOfInverse(4801).multiply(BigInteger.TWO))
          .add(artanhOfInverse(8749).multiply(BigInteger.valueOf(8)));

  /// Below this, an exponential is 0: 10⁻⁴³⁴²⁹ is as good as none beside a double.
  private static final double SMALLEST_EXPONENT = -100_000;

  private ExactMath() {}

  /// `exp(x)`; 0 where `x` is below −100,000.
  ///
  /// By `x = n ln 2 + r`, the Taylor series of `exp(r / 256)` in fixed point of 288 bits, and eight
  /// squarings.
  ///
  /// @throws ArithmeticException if `x` is above 100,000
  public static BigDecimal exp(BigDecimal x) {
    double approximate = x.doubleValue();
    if (approximate < SMALLEST_EXPONENT) {
      return BigDecimal.ZERO;
    }
    if (approximate > -SMALLEST_EXPONENT) {
      throw new ArithmeticException("exp(" + approximate + ") is not for this oracle");
    }
    int n = (int) Math.rint(approximate / 0.6931471805599453);
    BigInteger r = x.multiply(SCALE).toBigInteger().subtract(LN2.multiply(BigInteger.valueOf(n)));
    r = r.shiftRight(HALVINGS);
    BigInteger sum = ONE.add(r);
    BigInteger term = r;
    for (int i = 2; term.signum() != 0; i++) {
      term = term.multiply(r).shiftRight(BITS).divide(BigInteger.valueOf(i));
      sum = sum.add(term);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum).shiftRight(BITS);
    }
    MathContext guarded = new MathContext(PRECISION.getPrecision() + 10);
    return new BigDecimal(sum)
        .multiply(BigDecimal.TWO.pow(n - BITS, guarded), guarded)
        .round(PRECISION);
  }

  /// `ln(x)` of an `x` within the range of a double, by Halley's iteration on [#exp(BigDecimal)].
  ///
  /// @throws ArithmeticException if `x` is not above 0
  public static BigDecimal log(BigDecimal x) {
    if (x.signum() <= 0) {
      throw new ArithmeticException("logarithm of " + x);
    }
    BigDecimal offset = x.subtract(BigDecimal.ONE);
    if (Math.abs(offset.doubleValue()) < 0x1p-4) {
      return log1p(offset);
    }
    // Each step triples the digits: 15, 45, 135.
    BigDecimal log = new BigDecimal(StrictMath.log(x.doubleValue()));
    for (int i = 0; i < 3; i++) {
      BigDecimal e = exp(log);
      BigDecimal step = x.subtract(e).divide(x.add(e), PRECISION).multiply(BigDecimal.TWO);
      log = log.add(step);
    }
    return log.round(PRECISION);
  }

  /// `ln(1 + x)`, good to 60 digits also where `x` is tiny: `2 artanh(x / (2 + x))` by its series.
  ///
  /// @throws ArithmeticException if `x` is not above −1
  public static BigDecimal log1p(BigDecimal x) {
    if (Math.abs(x.doubleValue()) >= 0x1p-4) {
      return log(BigDecimal.ONE.add(x));
    }
    MathContext guarded = new MathContext(PRECISION.getPrecision() + 10);
    BigDecimal s = x.divide(BigDecimal.TWO.add(x), guarded);
    BigDecimal square = s.multiply(s, guarded);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = s;
    // |s| < 1/30, so that 25 terms leave less than 1e-73 of the first.
    for (int i = 1; i < 50; i += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(i), guarded), guarded);
      power = power.multiply(square, guarded);
    }
    return sum.multiply(BigDecimal.TWO).round(PRECISION);
  }

  /// Softmax of one row, `y_k = exp(z_k − max z) / Σ_j exp(z_j − max z)`.
  ///
  /// @param z finite or −∞, at least one of them finite
  public static BigDecimal[] softmax(double... z) {
    double max = max(z);
    Map<Double, BigDecimal> exponentials = new HashMap<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (double zk : z) {
      sum = sum.add(exponentials.computeIfAbsent(zk, v -> shiftedExp(v, max)), PRECISION);
    }
    BigDecimal total = sum;
    exponentials.replaceAll((_, e) -> e.divide(total, PRECISION));
    BigDecimal[] y = new BigDecimal[z.length];
    for (int k = 0; k < z.length; k++) {
      y[k] = exponentials.get(z[k]);
    }
    return y;
  }

  /// Log-softmax of one row, `log y_k = (z_k − max z) − ln Σ_j exp(z_j − max z)`. The maximum's own
  /// term, 1, is left to log1p, so that a tiny rest keeps its digits.
  ///
  /// @param z finite
  public static BigDecimal[] logSoftmax(double... z) {
    double max = max(z);
    BigDecimal rest = BigDecimal.ZERO;
    boolean maxSeen = false;
    for (double zk : z) {
      if (zk == max && !maxSeen) {
        maxSeen = true;
      } else {
        rest = rest.add(shiftedExp(zk, max), PRECISION);
      }
    }
    BigDecimal logSum = log1p(rest);
    BigDecimal[] logY = new BigDecimal[z.length];
    for (int k = 0; k < z.length; k++) {
      logY[k] = new BigDecimal(z[k]).subtract(new BigDecimal(max)).subtract(logSum);
    }
    return logY;
  }

  /// `dz_k = y_k (dy_k − Σ_j dy_j y_j)`.
  public static BigDecimal[] softmaxBackward(BigDecimal[] y, BigDecimal[] dy) {
    BigDecimal dot = BigDecimal.ZERO;
    for (int k = 0; k < y.length; k++) {
      dot = dot.add(dy[k].multiply(y[k]));
    }
    BigDecimal[] dz = new BigDecimal[y.length];
    for (int k = 0; k < y.length; k++) {
      dz[k] = y[k].multiply(dy[k].subtract(dot));
    }
    return dz;
  }

  /// `dz_k = dLogY_k − y_k Σ_j dLogY_j`.
  public static BigDecimal[] logSoftmaxBackward(BigDecimal[] y, BigDecimal[] dLogY) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal d : dLogY) {
      sum = sum.add(d);
    }
    BigDecimal[] dz = new BigDecimal[y.length];
    for (int k = 0; k < y.length; k++) {
      dz[k] = dLogY[k].subtract(y[k].multiply(sum));
    }
    return dz;
  }

  /// Each value as it is, without rounding.
  public static BigDecimal[] exact(double... values) {
    BigDecimal[] exact = new BigDecimal[values.length];
    for (int k = 0; k < values.length; k++) {
      exact[k] = new BigDecimal(values[k]);
    }
    return exact;
  }

  private static BigDecimal shiftedExp(double z, double max) {
    return z == Double.NEGATIVE_INFINITY
        ? BigDecimal.ZERO
        : exp(new BigDecimal(z).subtract(new BigDecimal(max)));
  }

  private static double max(double[] z) {
    double max = Double.NEGATIVE_INFINITY;
    for (double zk : z) {
      max = Math.max(max, zk);
    }
    if (!Double.isFinite(max)) {
      throw new ArithmeticException("no exact softmax of a row whose largest logit is " + max);
    }
    return max;
  }

  /// `artanh(1/n) = Σ 1 / ((2i + 1) n^(2i + 1))`, in fixed point.
  private static BigInteger artanhOfInverse(int n) {
    BigInteger square = BigInteger.valueOf((long) n * n);
    BigInteger power = ONE.divide(BigInteger.valueOf(n));
    BigInteger sum = BigInteger.ZERO;
    for (int i = 1; power.signum() > 0; i += 2) {
      sum = sum.add(power.divide(BigInteger.valueOf(i)));
      power = power.divide(square);
    }
    return sum;
  }
}
