package io.github.softjac.oracle;

import java.util.SplittableRandom;

/// Seeded random logits and targets; the same seed, the same rows.
public final class RandomRows {

  private final SplittableRandom random;

  public RandomRows(long seed) {
    random = new SplittableRandom(seed);
  }

  /// Normal values of this standard deviation about `mean`, each a float.
  public double[] normal(int length, double deviation, double mean) {
    double[] values = new double[length];
    for (int k = 0; k < length; k++) {
      values[k] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }

  /// Like [#normal(int, double, double)], in doubles with all their bits in use.
  public double[] normalDoubles(int length, double deviation, double mean) {
    double[] values = new double[length];
    for (int k = 0; k < length; k++) {
      values[k] = mean + deviation * random.nextGaussian();
    }
    return values;
  }

  /// A target of sum 1 up to rounding, each entry a float.
  public double[] distribution(int classes) {
    double[] t = new double[classes];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      t[k] = random.nextDouble(0.01, 1);
      sum += t[k];
    }
    for (int k = 0; k < classes; k++) {
      t[k] = (float) (t[k] / sum);
    }
    return t;
  }

  public double[] oneHot(int classes) {
    double[] t = new double[classes];
    t[random.nextInt(classes)] = 1;
    return t;
  }

  /// Uniform in `[from, to)`.
  public int integer(int from, int to) {
    return random.nextInt(from, to);
  }

  /// Uniform in `[from, to)`.
  public double real(double from, double to) {
    return random.nextDouble(from, to);
  }
}
