package io.github.softjac.internal.parallel;

import io.github.softjac.internal.kernel.FloatPairs;

/// Dot products of many pairs of vectors, shared out to workers: pieces of the vectors are cut by
/// their length alone, and their parts are added in order.
///
/// An object serves one caller at a time; it keeps its working memory.
public final class PairProducts {

  /// Dot products of a pair: `sᵀg`, `yᵀg`, `sᵀy'`, `yᵀy'`, `yᵀs'`.
  public static final int OF_A_PAIR = FloatPairs.PRODUCTS;

  /// Elements of a piece: those of five vectors stay in the second-level cache.
  private static final int PIECE = 4096;

  private final int size;
  private final Workers workers;
  private final double[][] parts;
  private final double[] products;

  /// For pairs of vectors of `size` elements.
  ///
  /// @param most pairs at a time
  public PairProducts(int size, int most, Workers workers) {
    this.size = size;
    this.workers = workers;
    parts = new double[Math.ceilDiv(size, PIECE)][OF_A_PAIR * most];
    products = new double[OF_A_PAIR * most];
  }

  /// The products of the first `count` pairs of the two lists with g and with pair `other`, five a
  /// pair; valid until the next call.
  ///
  /// @param s the first vectors of the pairs, each `[size]`
  /// @param y the second vectors
  /// @param g a vector `[size]`
  public double[] of(float[][] s, float[][] y, int count, double[] g, int other) {
    workers.run(
        parts.length,
        (piece, worker) -> {
          int from = piece * PIECE;
          int to = Math.min(size, from + PIECE);
          for (int i = 0; i < count; i++) {
            FloatPairs.products(
                s[i], y[i], g, s[other], y[other], from, to, parts[piece], OF_A_PAIR * i);
          }
        });
    for (int product = 0; product < OF_A_PAIR * count; product++) {
      double sum = 0;
      for (double[] part : parts) {
        sum += part[product];
      }
      products[product] = sum;
    }
    return products;
  }
}
