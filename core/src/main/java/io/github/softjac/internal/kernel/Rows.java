package io.github.softjac.internal.kernel;

/// Checks of row-major shapes, made once at the public edge.
public final class Rows {

  /// The longest batch, 2³¹ − 2¹⁴: loops go on by up to 2¹⁴ elements and must not overflow.
  public static final int MOST_ELEMENTS = Integer.MAX_VALUE - (1 << 14) + 1;

  private Rows() {}

  /// The length of a batch, `rows × classes`.
  ///
  /// @return `rows × classes`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or the product
  ///   does not fit an array
  public static int length(int rows, int classes) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows is " + rows + ": it must be 0 or more");
    }
    if (classes < 1) {
      throw new IllegalArgumentException(
          "classes is " + classes + ": softmax needs at least 1 class");
    }
    long length = (long) rows * classes;
    if (length > MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          rows
              + " rows × "
              + classes
              + " classes do not fit one array: at most 2³¹ − 2¹⁴ elements");
    }
    return (int) length;
  }

  /// Checks that an array holds a batch.
  ///
  /// @throws IllegalArgumentException if the array called `name` is too short
  public static void check(String name, int found, int length, int rows, int classes) {
    if (found < length) {
      throw new IllegalArgumentException(
          "%s has %d elements: %d rows × %d classes need %d"
              .formatted(name, found, rows, classes, length));
    }
  }
}
