package io.github.softjac.schema;

import io.github.softjac.text.TextTokens;

/// Natural logarithms of whole numbers, computed once.
final class Logarithms {

  private static final double[] VALUES = new double[TextTokens.MOST + 1];

  static {
    for (int i = 1; i < VALUES.length; i++) {
      VALUES[i] = StrictMath.log(i);
    }
  }

  private Logarithms() {}

  /// ln of 1 to [TextTokens#MOST].
  static double of(int number) {
    return VALUES[number];
  }
}
