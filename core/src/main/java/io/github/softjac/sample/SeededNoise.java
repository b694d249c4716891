package io.github.softjac.sample;

import java.util.random.RandomGenerator;

/// Random numbers as a function of a seed and an index, so that none has to be kept: SplitMix64
/// from a state that is itself mixed (Steele, Lea, Flood: Fast splittable pseudorandom number
/// generators, OOPSLA 2014). Neighbouring seeds are as good as distant ones.
final class SeededNoise {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private SeededNoise() {}

  /// The 64 random bits number `index` of `seed`.
  static long bits(long seed, long index) {
    return mix(mix(seed + GOLDEN_GAMMA) + (index + 1) * GOLDEN_GAMMA);
  }

  /// Uniform in `[0, 1)`, a multiple of 2⁻⁵³.
  static double uniform(long seed, long index) {
    return (bits(seed, index) >>> 11) * 0x1p-53;
  }

  /// Standard Gumbel noise number `index` of `seed`.
  static double gumbel(long seed, long index) {
    return gumbel(bits(seed, index));
  }

  static double gumbel(RandomGenerator random) {
    return gumbel(random.nextLong());
  }

  /// `g = −log(−log u)` with u uniform on the open interval, in steps of 2⁻⁵²: within `[−3.6,
  /// 36.8]`.
  private static double gumbel(long bits) {
    double u = ((bits >>> 12) + 0.5) * 0x1p-52;
    return -StrictMath.log(-StrictMath.log(u));
  }

  private static long mix(long state) {
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
