package io.github.softjac.schema;

import java.util.Arrays;

/// A set of numbers, ascending, and the place of each in it: which of many buckets have features.
public final class Places {

  private final int[] numbers;

  private Places(int[] numbers) {
    this.numbers = numbers;
  }

  /// These numbers.
  ///
  /// @throws IllegalArgumentException if they do not ascend from 0 or more to below `limit`
  public static Places of(int[] numbers, int limit) {
    for (int i = 0; i < numbers.length; i++) {
      int before = i == 0 ? -1 : numbers[i - 1];
      if (numbers[i] <= before || numbers[i] >= limit) {
        throw new IllegalArgumentException(
            "number %d is %d, after %d: numbers ascend, below %d"
                .formatted(i, numbers[i], before, limit));
      }
    }
    return new Places(numbers.clone());
  }

  /// How many.
  public int size() {
    return numbers.length;
  }

  /// The place of the number, from 0; −1: it is not in the set.
  public int of(int number) {
    return Math.max(-1, Arrays.binarySearch(numbers, number));
  }

  /// All of them, as a copy.
  public int[] numbers() {
    return numbers.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Places places && Arrays.equals(numbers, places.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return numbers.length + " places";
  }
}
