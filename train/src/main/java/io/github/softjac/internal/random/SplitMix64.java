package io.github.softjac.internal.random;

/// SplitMix64, a generator of pseudo-random numbers whose whole state is one `long` (Steele, Lea,
/// Flood: Fast splittable pseudorandom number generators, OOPSLA 2014). Part of the contract that a
/// seed gives the same model on every machine and in every version of Java.
public final class SplitMix64 {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public SplitMix64(long state) {
    this.state = state;
  }

  /// The state: a generator made with it goes on from here.
  public long state() {
    return state;
  }

  public long nextLong() {
    state += GOLDEN_GAMMA;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /// Uniform in `[0, bound)`, without bias: draws below `2⁶⁴ mod bound` are drawn again.
  public int nextInt(int bound) {
    long least = Long.remainderUnsigned(-bound, bound);
    long drawn = nextLong();
    while (Long.compareUnsigned(drawn, least) < 0) {
      drawn = nextLong();
    }
    return (int) Long.remainderUnsigned(drawn, bound);
  }

  /// Uniform in `[−limit, limit)`, on a grid of 2⁻²³ limit.
  public float nextFloat(float limit) {
    return ((nextLong() >>> 40) * 0x1p-23f - 1) * limit;
  }

  /// Fisher–Yates: every order is equally likely.
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
