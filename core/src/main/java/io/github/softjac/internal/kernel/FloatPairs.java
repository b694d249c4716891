package io.github.softjac.internal.kernel;

/// Dot products of a pair of vectors s, y with a vector g and with another pair, for L-BFGS, which
/// asks for those of many pairs at a time. Pairs are kept in float, products and sums are in
/// double.
///
/// There are two implementations with the same results to the last bit: [ScalarFloatPairs] is the
/// specification, [VectorFloatPairs] the speed.
public final class FloatPairs {

  /// Elements that are summed apart: element `from + i` goes to sum i mod 4.
  static final int LANES = 4;

  /// Dot products of a pair.
  public static final int PRODUCTS = 5;

  private FloatPairs() {}

  /// `sᵀg`, `yᵀg`, `sᵀy'`, `yᵀy'` and `yᵀs'` over the elements `from ≤ i < to`, to `products` from
  /// `at` on: each is `((l₀ + l₁) + (l₂ + l₃)) + r`, with the sums of [#LANES] and r the sum of the
  /// last elements, those beyond a multiple of 4.
  ///
  /// @param s with `y` the pair
  /// @param otherS with `otherY` the other pair; may be the same
  public static void products(
      float[] s,
      float[] y,
      double[] g,
      float[] otherS,
      float[] otherY,
      int from,
      int to,
      double[] products,
      int at) {
    if (KernelFamily.FLOAT_PAIRS.vector(to - from)) {
      VectorFloatPairs.products(s, y, g, otherS, otherY, from, to, products, at);
    } else {
      ScalarFloatPairs.products(s, y, g, otherS, otherY, from, to, products, at);
    }
  }
}
