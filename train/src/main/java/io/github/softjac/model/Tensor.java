package io.github.softjac.model;

import java.util.Arrays;
import java.util.regex.Pattern;

/// A named block of floats in a model file.
///
/// @param name 1 to 128 of the characters `A–Z a–z 0–9 . _ - /`
/// @param shape sizes, each at least 1, at most 8 of them; none: a single number. Copied in and out
/// @param values row-major, as many as the product of `shape`, all finite; not copied
// Tensors are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(String name, int[] shape, float[] values) {

  static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,128}");
  static final int MOST_DIMENSIONS = 8;

  /// The longest array that every JVM can make.
  static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  /// Checks everything.
  ///
  /// @throws IllegalArgumentException if something is not as stated above; the message names it
  public Tensor {
    shape = shape.clone();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "tensor name \"%s\": allowed are 1 to 128 of the characters A-Z a-z 0-9 . _ - /"
              .formatted(name));
    }
    long count = count(shape);
    if (count != values.length) {
      throw new IllegalArgumentException(
          "tensor \"%s\" has %d values: its shape %s needs %s"
              .formatted(
                  name,
                  values.length,
                  Arrays.toString(shape),
                  count < 0 ? "at most 8 sizes of at least 1 that fit one array" : count));
    }
    int odd = firstNotFinite(values);
    if (odd >= 0) {
      throw new IllegalArgumentException(
          "tensor \"%s\" holds %s at index %d: values must be finite"
              .formatted(name, values[odd], odd));
    }
  }

  /// Sizes, row-major order: the last one varies fastest.
  @Override
  public int[] shape() {
    return shape.clone();
  }

  /// The number of values of a shape, or −1 if there can be no such tensor.
  static long count(int[] shape) {
    if (shape.length > MOST_DIMENSIONS) {
      return -1;
    }
    long count = 1;
    for (int size : shape) {
      // Below 2³¹ × 2³¹: no overflow before the check.
      count *= size;
      if (size < 1 || count > MOST_VALUES) {
        return -1;
      }
    }
    return count;
  }

  /// Index of the first value that is infinite or NaN, or −1.
  static int firstNotFinite(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }
}
