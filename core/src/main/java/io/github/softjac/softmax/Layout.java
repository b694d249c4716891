package io.github.softjac.softmax;

import io.github.softjac.internal.kernel.Rows;

/// Where the rows of a call lie in its arrays: logit `k` of row `r` is at
///
/// `offset + ⌊r / inner⌋ · stride + r mod inner + k · inner`.
///
/// Rows next to one another have `inner = 1`, and `stride` is the distance of their starts; along
/// an axis of a tensor `[outer × classes × inner]`, `stride = classes · inner`.
///
/// @param needed how long an array must be
record Layout(int offset, int rows, int classes, int inner, int stride, int needed) {

  static Layout rows(int rows, int classes, int stride) {
    Rows.length(rows, classes);
    if (stride < classes) {
      throw new IllegalArgumentException(
          "stride is "
              + stride
              + ": rows of "
              + classes
              + " classes start at least that far apart");
    }
    return new Layout(0, rows, classes, 1, stride, needed(0, rows, classes, 1, stride));
  }

  static Layout axis(int outer, int classes, int inner) {
    if (outer < 0) {
      throw new IllegalArgumentException("outer is " + outer + ": it must be 0 or more");
    }
    if (inner < 0) {
      throw new IllegalArgumentException("inner is " + inner + ": it must be 0 or more");
    }
    Rows.length(0, classes);
    long length = Math.max(1, outer) * (long) classes;
    if (length <= Rows.MOST_ELEMENTS) {
      length *= Math.max(1, inner);
    }
    if (length > Rows.MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          "outer %d × classes %d × inner %d do not fit one array: at most 2³¹ − 2¹⁴ elements"
              .formatted(outer, classes, inner));
    }
    int stride = classes * Math.max(1, inner);
    int rows = outer * inner;
    int step = Math.max(1, inner);
    return new Layout(0, rows, classes, step, stride, needed(0, rows, classes, step, stride));
  }

  static Layout tensor(int[] shape, int axis) {
    if (axis < -shape.length || axis >= shape.length) {
      throw new IllegalArgumentException(
          "axis is %d: a tensor of %d axes has axes %d to %d"
              .formatted(axis, shape.length, -shape.length, shape.length - 1));
    }
    int along = axis < 0 ? axis + shape.length : axis;
    return axis(product(shape, 0, along), shape[along], product(shape, along + 1, shape.length));
  }

  Layout startingAt(int start) {
    if (start < 0) {
      throw new IllegalArgumentException("offset is " + start + ": it must be 0 or more");
    }
    return new Layout(
        start, rows, classes, inner, stride, needed(start, rows, classes, inner, stride));
  }

  private static int product(int[] shape, int from, int to) {
    long product = 1;
    for (int axis = from; axis < to; axis++) {
      if (shape[axis] < 0) {
        throw new IllegalArgumentException(
            "axis %d has length %d: it must be 0 or more".formatted(axis, shape[axis]));
      }
      product *= shape[axis];
      if (product > Rows.MOST_ELEMENTS) {
        throw new IllegalArgumentException(
            "the axes of the tensor do not fit one array: at most 2³¹ − 2¹⁴ elements");
      }
    }
    return (int) product;
  }

  private static int needed(int offset, int rows, int classes, int inner, int stride) {
    if (rows == 0) {
      return 0;
    }
    long needed = offset + (rows / inner - 1L) * stride + (long) classes * inner;
    if (needed > Rows.MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          "%d rows × %d classes, %d apart from index %d, do not fit one array: at most 2³¹ − 2¹⁴ elements"
              .formatted(rows, classes, stride, offset));
    }
    return (int) needed;
  }

  /// Whether rows follow one another without a gap, so that kernels may work where they are.
  boolean contiguous() {
    return inner == 1 && stride == classes;
  }

  void check(String name, int found) {
    if (found < needed) {
      throw new IllegalArgumentException(
          "%s has %d elements: %s need %d".formatted(name, found, this, needed));
    }
  }

  /// How many rows from `row` on lie side by side, at most `limit`.
  int run(int row, int limit) {
    return Math.min(limit, inner - row % inner);
  }

  /// Where logit 0 of a row is.
  int start(int row) {
    return offset + row / inner * stride + row % inner;
  }

  @Override
  public String toString() {
    String shape =
        inner > 1
            ? "outer %d × classes %d × inner %d".formatted(rows / inner, classes, inner)
            : rows + " rows × " + classes + " classes";
    String apart = inner == 1 && stride != classes ? ", " + stride + " apart" : "";
    return shape + apart + (offset > 0 ? " from index " + offset : "");
  }
}
