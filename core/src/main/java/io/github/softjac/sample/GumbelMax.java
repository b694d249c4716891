package io.github.softjac.sample;

import java.util.random.RandomGenerator;

/// A draw from `softmax(z)` by the Gumbel-max trick: `argmax_k (z_k + g_k)` with independent
/// standard Gumbel noise `g = −log(−log u)`, u uniform on (0, 1).
///
/// The distribution is that of [Sampler] without options; the way is one pass without working
/// memory, sums or normalisation, so parts of a row may be looked at apart and their winners
/// compared. It asks the generator for one `nextLong()` a class. Noise lies in `[−3.6, 36.8]`: a
/// class some `e⁻³⁷` times as likely as another never wins against it.
///
/// `−∞` is never drawn, `+∞` for certain. A row with a NaN, with nothing but `−∞`, or with several
/// `+∞` is refused with an [IllegalArgumentException]. Nothing is allocated.
///
/// Source: Gumbel, Statistical theory of extreme values, 1954; Maddison, Tarlow, Minka: A*
/// sampling, arXiv 1411.0030.
public final class GumbelMax {

  private GumbelMax() {}

  /// Draws from one row.
  ///
  /// @param z logits, the whole array
  /// @return an index of `z`
  /// @throws IllegalArgumentException if there is nothing to draw from
  public static int sample(float[] z, RandomGenerator random) {
    return sample(z, 0, z.length, random);
  }

  /// Draws from one row by a seed: the same row and seed, the same class.
  ///
  /// @param z logits, the whole array
  /// @return an index of `z`
  /// @throws IllegalArgumentException if there is nothing to draw from
  public static int sample(float[] z, long seed) {
    return sample(z, 0, z.length, seed);
  }

  /// Draws from the row that starts at `offset`.
  ///
  /// @return a class, from 0 to `classes − 1`
  /// @throws IllegalArgumentException if there is no such row, or nothing to draw from
  public static int sample(float[] z, int offset, int classes, RandomGenerator random) {
    Logits.checkRow(z.length, offset, classes);
    Logits.checkDistribution(z, offset, classes);
    int drawn = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      double noisy = z[offset + k] + SeededNoise.gumbel(random);
      if (noisy > best) {
        best = noisy;
        drawn = k;
      }
    }
    return drawn;
  }

  /// Draws from the row that starts at `offset`, by a seed.
  ///
  /// @return a class, from 0 to `classes − 1`
  /// @throws IllegalArgumentException if there is no such row, or nothing to draw from
  public static int sample(float[] z, int offset, int classes, long seed) {
    Logits.checkRow(z.length, offset, classes);
    Logits.checkDistribution(z, offset, classes);
    int drawn = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      double noisy = z[offset + k] + SeededNoise.gumbel(seed, k);
      if (noisy > best) {
        best = noisy;
        drawn = k;
      }
    }
    return drawn;
  }

  /// The same in double.
  public static int sample(double[] z, RandomGenerator random) {
    return sample(z, 0, z.length, random);
  }

  /// The same in double.
  public static int sample(double[] z, long seed) {
    return sample(z, 0, z.length, seed);
  }

  /// The same in double.
  public static int sample(double[] z, int offset, int classes, RandomGenerator random) {
    Logits.checkRow(z.length, offset, classes);
    Logits.checkDistribution(z, offset, classes);
    int drawn = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      double noisy = z[offset + k] + SeededNoise.gumbel(random);
      if (noisy > best) {
        best = noisy;
        drawn = k;
      }
    }
    return drawn;
  }

  /// The same in double.
  public static int sample(double[] z, int offset, int classes, long seed) {
    Logits.checkRow(z.length, offset, classes);
    Logits.checkDistribution(z, offset, classes);
    int drawn = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      double noisy = z[offset + k] + SeededNoise.gumbel(seed, k);
      if (noisy > best) {
        best = noisy;
        drawn = k;
      }
    }
    return drawn;
  }
}
