package io.github.softjac.classifier;

import io.github.softjac.data.Source;

/// Where the rows come from that training does not see: they stop it early and measure the result.
public sealed interface Validation {

  /// All rows train.
  record None() implements Validation {}

  /// A share of the rows, drawn by the seed of the training, each class in its proportion.
  ///
  /// @param share above 0 and below 1
  record Fraction(double share) implements Validation {

    /// Checks the share.
    ///
    /// @throws IllegalArgumentException if the share is not above 0 and below 1
    public Fraction {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException(
            "validation fraction is " + share + ": it must be above 0 and below 1");
      }
    }
  }

  /// All rows of a second source, with the columns of the first.
  record Held(Source rows) implements Validation {}
}
