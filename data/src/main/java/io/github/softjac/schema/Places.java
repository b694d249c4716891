package io.github.softjac.schema;

import java.util.Arrays;

/// A set of numbers, ascending, and the place of each in it: which of many buckets have features.
///
/// A bit for each number tells whether it is there, and the bits before it are its place: those of
/// each 64 numbers are counted once.
public final class Places {

  private final int[] numbers;

  /// Bit i of element w: whether `64 w + i` is in the set.
  private final long[] present;

  /// The numbers of the set below `64 w`.
  private final int[] before;

  private Places(int[] numbers) {
    this.numbers = numbers;
    int words = numbers.length == 0 ? 0 : (numbers[numbers.length - 1] >>> 6) + 1;
    present = new long[words];
    before = new int[words];
    for (int number : numbers) {
      present[number >>> 6] |= 1L << number;
    }
    for (int word = 1; word < words; word++) {
      before[word] = before[word - 1] + Long.bitCount(present[word - 1]);
    }
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
    int word = number >>> 6;
    if (word >= present.length) {
      return -1;
    }
    long below = present[word] << ~number; // the number's own bit is the highest
    return below < 0 ? before[word] + Long.bitCount(below) - 1 : -1;
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
