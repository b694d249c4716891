package io.github.softjac.schema;

import java.util.Arrays;

/// Free text: its tokens (see [TextTokens]), weighted by sublinear tf–idf.
///
/// The weight of a token that is `c` times in the text is `(1 + ln c) · (ln((1 + n) / (1 + d)) +
/// 1)`, for `n` training rows of which `d` have the token. Tokens that fewer than two training rows
/// had have no feature. The weights of a text are scaled to the Euclidean norm `norm`.
///
/// The norm is the square root of the mean number of different tokens a row: that is what as many
/// standardised columns have on average, so that one `l2` is right for both.
public final class TextColumn implements Column {

  private final String name;
  private final int documents;
  private final Places buckets;
  private final int[] frequencies;
  private final double norm;
  private final double[] idf;

  /// A column of text.
  ///
  /// @param documents training rows
  /// @param buckets of tokens that have a feature
  /// @param frequencies in how many training rows each of them is
  /// @throws IllegalArgumentException if there is no bucket, or not a frequency for each, or one is
  ///   below 1 or above `documents`, or the norm is not finite and above 0
  public TextColumn(String name, int documents, Places buckets, int[] frequencies, double norm) {
    if (buckets.size() == 0 || buckets.size() != frequencies.length) {
      throw new IllegalArgumentException(
          "column \"%s\" has %d buckets and %d frequencies: there must be one or more, as many of both"
              .formatted(name, buckets.size(), frequencies.length));
    }
    if (!(norm > 0) || !Double.isFinite(norm)) {
      throw new IllegalArgumentException(
          "norm of column \"%s\" is %s: it must be finite and above 0".formatted(name, norm));
    }
    this.name = name;
    this.documents = documents;
    this.buckets = buckets;
    this.frequencies = frequencies.clone();
    this.norm = norm;
    this.idf = new double[frequencies.length];
    for (int i = 0; i < idf.length; i++) {
      if (frequencies[i] < 1 || frequencies[i] > documents) {
        throw new IllegalArgumentException(
            "frequency of column \"%s\" is %d: it must be from 1 to %d"
                .formatted(name, frequencies[i], documents));
      }
      idf[i] = StrictMath.log((1.0 + documents) / (1.0 + frequencies[i])) + 1;
    }
  }

  @Override
  public String name() {
    return name;
  }

  /// Training rows.
  public int documents() {
    return documents;
  }

  /// The buckets of tokens that have a feature.
  public Places buckets() {
    return buckets;
  }

  /// In how many training rows each bucket was, as a copy.
  public int[] frequencies() {
    return frequencies.clone();
  }

  /// The Euclidean norm of a text's features.
  public double norm() {
    return norm;
  }

  /// The weight of the token at this place, `count` times in its text, before scaling.
  public double weight(int place, int count) {
    return (1 + Logarithms.of(count)) * idf[place];
  }

  @Override
  public int features() {
    return buckets.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextColumn column
        && name.equals(column.name)
        && documents == column.documents
        && buckets.equals(column.buckets)
        && Arrays.equals(frequencies, column.frequencies)
        && norm == column.norm;
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + buckets.hashCode();
  }

  @Override
  public String toString() {
    return "text column \"%s\" of %d features".formatted(name, features());
  }
}
