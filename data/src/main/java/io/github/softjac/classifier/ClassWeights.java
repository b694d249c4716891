package io.github.softjac.classifier;

import java.util.LinkedHashMap;
import java.util.Map;

/// How much the rows of each class count in training. Metrics are not weighted by it.
public sealed interface ClassWeights {

  /// Every row alike.
  ClassWeights NONE = new Alike();

  /// Every class alike.
  ClassWeights BALANCED = new Balanced();

  /// Every row alike.
  record Alike() implements ClassWeights {}

  /// Every class alike: a row of class k counts `n / (K n_k)`, for n training rows, n_k of them of
  /// class k, and K classes.
  record Balanced() implements ClassWeights {}

  /// A row counts what is given for its class, and 1 if nothing is.
  ///
  /// @param factors by the name of the class, each a finite number of 0 or more
  record Given(Map<String, Double> factors) implements ClassWeights {

    /// Copies the map and checks the factors.
    ///
    /// @throws IllegalArgumentException if a factor is not as stated; class and factor are named
    public Given {
      factors = new LinkedHashMap<>(factors);
      factors.forEach((name, factor) -> {
        if (!(factor >= 0 && factor <= Float.MAX_VALUE)) {
          throw new IllegalArgumentException(
              "weight of class \"%s\" is %s: allowed: a finite number, 0 or more"
                  .formatted(name, factor));
        }
      });
    }
  }
}
