package io.github.softjac.linear;

import io.github.softjac.internal.kernel.FloatKernels;

/// The right factor B `[k × n]` of matrix products, in the order in which their tiles read it: for
/// who multiplies many matrices with one, which else is brought into that order each time.
///
/// ```java
/// PackedMatrix packed = new PackedMatrix(k, n);
/// packed.pack(b, 0, n, 0, k);
/// packed.addProduct(a, 0, k, c, 0, n, m);   // C += A·B, bit for bit MatrixProduct.add
/// ```
///
/// Parts may be packed by several threads at once, and multiplied with by several, but not both.
public final class PackedMatrix {

  /// Columns that the parts of [#packTransposed] are a multiple of.
  public static final int COLUMNS = FloatKernels.PACKED_COLUMNS;

  private final int k;
  private final int n;
  private final float[] packed;

  /// A matrix of zeros.
  ///
  /// @param k rows
  /// @param n columns
  /// @throws IllegalArgumentException if one is negative
  /// @throws ArithmeticException if an array cannot hold the matrix, each row filled up to a
  ///   multiple of [#COLUMNS]
  public PackedMatrix(int k, int n) {
    if (k < 0 || n < 0) {
      throw new IllegalArgumentException(
          "k is %d, n is %d: each must be 0 or more".formatted(k, n));
    }
    this.k = k;
    this.n = n;
    packed = new float[FloatKernels.packedSize(k, n)];
  }

  /// Packs the rows `[from, to)` of B: `b_pj` is `b[offset + p·stride + j]`.
  ///
  /// @throws IndexOutOfBoundsException if they are no rows of B, or do not lie inside the array
  public void pack(float[] b, int offset, int stride, int from, int to) {
    checkRange(from, to, k);
    FloatKernels.pack(b, offset, stride, 1, packed, k, n, from, to, 0, n);
  }

  /// Packs the columns `[from, to)` of B, which are rows of Bᵀ: `b_pj` is `b[offset + j·stride +
  /// p]`.
  ///
  /// @param from a multiple of [#COLUMNS]
  /// @param to another, or n
  /// @throws IndexOutOfBoundsException if they are no columns of B, or do not lie inside the array
  /// @throws IllegalArgumentException if they are cut at other places
  public void packTransposed(float[] b, int offset, int stride, int from, int to) {
    checkRange(from, to, n);
    if (from % COLUMNS != 0 || (to % COLUMNS != 0 && to != n)) {
      throw new IllegalArgumentException(
          "columns %d to %d: allowed: multiples of %d, or up to %d"
              .formatted(from, to, COLUMNS, n));
    }
    FloatKernels.pack(b, offset, 1, stride, packed, k, n, 0, k, from, to);
  }

  private static void checkRange(int from, int to, int size) {
    if (from < 0 || to < from || to > size) {
      throw new IndexOutOfBoundsException(
          "part from %d to %d: allowed: 0 to %d, in order".formatted(from, to, size));
    }
  }

  /// `C += A·B` for A `[m × k]`, C `[m × n]`, as [MatrixProduct#add] to the bit.
  ///
  /// @throws IllegalArgumentException as there
  public void addProduct(
      float[] a, int aOffset, int aStride, float[] c, int cOffset, int cStride, int m) {
    MatrixProduct.checkSizes(m, k, n);
    MatrixProduct.check("A", a, aOffset, aStride, m, k);
    MatrixProduct.check("C", c, cOffset, cStride, m, n);
    FloatKernels.packedProduct(a, aOffset, aStride, packed, c, cOffset, cStride, m, k, n);
  }
}
