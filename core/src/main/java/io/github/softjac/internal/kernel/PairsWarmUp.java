package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Brings the kernel of [FloatPairs] to full speed, with and without elements beyond its lanes.
final class PairsWarmUp {

  private static final int LENGTH = 1027;

  /// So often in a row the vector kernel must be faster.
  private static final int ROUNDS = 20;

  private final float[] s = new float[LENGTH];
  private final float[] y = new float[LENGTH];
  private final double[] g = new double[LENGTH];
  private final double[] products = new double[FloatPairs.PRODUCTS];

  private PairsWarmUp() {
    Arrays.fill(s, 1e-3f);
    Arrays.fill(y, 1f);
    Arrays.fill(g, 0.5);
  }

  /// Runs until the vector kernel is faster, or the time is over.
  ///
  /// @return whether it is faster
  static boolean run(long longestNanos) {
    PairsWarmUp data = new PairsWarmUp();
    long start = System.nanoTime();
    long scalarTime = Long.MAX_VALUE;
    for (int faster = 0; faster < ROUNDS; ) {
      scalarTime = Math.min(scalarTime, data.scalarTime());
      faster = data.vectorTime() < scalarTime ? faster + 1 : 0;
      if (System.nanoTime() - start > longestNanos) {
        return false;
      }
    }
    return true;
  }

  private long scalarTime() {
    long start = System.nanoTime();
    for (int from = 0; from < FloatPairs.LANES; from++) {
      ScalarFloatPairs.products(s, y, g, s, y, from, LENGTH, products, 0);
    }
    return System.nanoTime() - start;
  }

  private long vectorTime() {
    long start = System.nanoTime();
    for (int from = 0; from < FloatPairs.LANES; from++) {
      VectorFloatPairs.products(s, y, g, s, y, from, LENGTH, products, 0);
    }
    return System.nanoTime() - start;
  }
}
