package io.github.softjac.linear;

import io.github.softjac.internal.kernel.FloatKernels;

/// Products of matrices of floats, added to what is there: `C += A·B`, `C += Aᵀ·B`, `C += A·Bᵀ`.
///
/// A matrix is a flat array, row by row: element (i, j) is `array[offset + i·stride + j]`. A stride
/// may be larger than the row, so a matrix may be a part of a larger one. C overlaps neither A nor
/// B.
///
/// Every element runs along the inner index in order, `c_ij = fma(a_ip, b_pj, c_ij)` for p = 0, 1,
/// … k − 1. So the bits depend neither on the machine, nor on the width of its vectors, nor on how
/// C is cut into parts that are computed apart; and a product may be cut along k into chunks that
/// follow each other. The error of an element is at most `k·2⁻²⁴ Σ_p |a_ip b_pj|` and usually far
/// below. NaN and infinities go the way of IEEE 754; subnormal numbers are slow.
///
/// A call allocates nothing once its thread's working memory (1 MB at most) is there.
public final class MatrixProduct {

  private MatrixProduct() {}

  /// `C += A·B` for A `[m × k]`, B `[k × n]`, C `[m × n]`.
  ///
  /// @throws IllegalArgumentException if m, k or n is negative, a stride is shorter than its row,
  ///   or a matrix does not lie inside its array
  public static void add(
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      float[] c,
      int cOffset,
      int cStride,
      int m,
      int k,
      int n) {
    checkSizes(m, k, n);
    check("A", a, aOffset, aStride, m, k);
    check("B", b, bOffset, bStride, k, n);
    check("C", c, cOffset, cStride, m, n);
    FloatKernels.product(
        a, aOffset, aStride, 1, b, bOffset, bStride, 1, c, cOffset, cStride, m, k, n);
  }

  /// `C += Aᵀ·B` for A `[k × m]`, B `[k × n]`, C `[m × n]`.
  ///
  /// @throws IllegalArgumentException as [#add] does
  public static void addTransposedA(
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      float[] c,
      int cOffset,
      int cStride,
      int m,
      int k,
      int n) {
    checkSizes(m, k, n);
    check("A", a, aOffset, aStride, k, m);
    check("B", b, bOffset, bStride, k, n);
    check("C", c, cOffset, cStride, m, n);
    FloatKernels.product(
        a, aOffset, 1, aStride, b, bOffset, bStride, 1, c, cOffset, cStride, m, k, n);
  }

  /// `C += A·Bᵀ` for A `[m × k]`, B `[n × k]`, C `[m × n]`.
  ///
  /// @throws IllegalArgumentException as [#add] does
  public static void addTransposedB(
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      float[] c,
      int cOffset,
      int cStride,
      int m,
      int k,
      int n) {
    checkSizes(m, k, n);
    check("A", a, aOffset, aStride, m, k);
    check("B", b, bOffset, bStride, n, k);
    check("C", c, cOffset, cStride, m, n);
    FloatKernels.product(
        a, aOffset, aStride, 1, b, bOffset, 1, bStride, c, cOffset, cStride, m, k, n);
  }

  static void checkSizes(int m, int k, int n) {
    if (m < 0 || k < 0 || n < 0) {
      throw new IllegalArgumentException(
          "m is %d, k is %d, n is %d: each must be 0 or more".formatted(m, k, n));
    }
  }

  static void check(String name, float[] array, int offset, int stride, int rows, int columns) {
    if (rows == 0 || columns == 0) {
      return;
    }
    if (stride < columns) {
      throw new IllegalArgumentException(
          "stride of %s is %d: rows of %d elements need at least %d"
              .formatted(name, stride, columns, columns));
    }
    long end = offset + (rows - 1L) * stride + columns;
    if (offset < 0 || end > array.length) {
      throw new IllegalArgumentException(
          "%s has %d elements: offset %d, stride %d, %d rows × %d columns reach to %d"
              .formatted(name, array.length, offset, stride, rows, columns, end));
    }
  }
}
