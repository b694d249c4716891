package io.github.softjac.bench.measure;

import java.util.Arrays;

/// Of a few numbers.
public final class Statistics {

  private Statistics() {}

  /// The middle one; of an even count the mean of the two in the middle.
  ///
  /// @throws IllegalArgumentException if there is none
  public static double median(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("there is no median of 0 values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /// The least.
  ///
  /// @throws java.util.NoSuchElementException if there is none
  public static double least(double... values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  /// The most.
  ///
  /// @throws java.util.NoSuchElementException if there is none
  public static double most(double... values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
