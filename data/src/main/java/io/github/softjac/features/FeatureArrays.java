package io.github.softjac.features;

import io.github.softjac.data.DataException;

/// Features in one array: how long it must be, and whether an array can be.
final class FeatureArrays {

  /// The longest array that the JVM is sure to make.
  static final int LONGEST = Integer.MAX_VALUE - 8;

  private FeatureArrays() {}

  /// rows × width.
  ///
  /// @throws DataException if that is more than an array holds
  static int length(String source, long rows, int width) throws DataException {
    long length = rows * width;
    if (length > LONGEST) {
      throw new DataException(
          source,
          "%,d rows of %,d features make %,d numbers; allowed: at most %,d in memory"
              .formatted(rows, width, length, LONGEST));
    }
    return (int) length;
  }
}
