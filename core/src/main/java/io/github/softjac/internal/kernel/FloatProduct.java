package io.github.softjac.internal.kernel;

/// The product of two matrices of floats, added to a third. There are two implementations with the
/// same results to the last bit: [ScalarFloatProduct] is the specification, [VectorFloatProduct]
/// the speed.
interface FloatProduct {

  /// `C += A·B`, that is `c_ij = fma(a_ip, b_pj, c_ij)` for p = 0, 1, … k − 1 in this order.
  ///
  /// `a_ip` is `a[aOffset + i·aRow + p·aColumn]`, `b_pj` is `b[bOffset + p·bRow + j·bColumn]`,
  /// `c_ij` is `c[cOffset + i·cRow + j]`. Of the two strides of A, and of B, one is 1.
  void add(
      float[] a,
      int aOffset,
      int aRow,
      int aColumn,
      float[] b,
      int bOffset,
      int bRow,
      int bColumn,
      float[] c,
      int cOffset,
      int cRow,
      int m,
      int k,
      int n);

  /// Packs the rows `[fromRow, toRow)` of the columns `[fromColumn, toColumn)` of B `[k × n]` into
  /// `packed`, as [PackedLayout] says. `b_pj` is `b[bOffset + p·bRow + j·bColumn]`; of the two
  /// strides, one is 1.
  ///
  /// @param fromColumn a multiple of [PackedLayout#COLUMNS]
  /// @param toColumn another, or n
  void pack(
      float[] b,
      int bOffset,
      int bRow,
      int bColumn,
      float[] packed,
      int k,
      int n,
      int fromRow,
      int toRow,
      int fromColumn,
      int toColumn);

  /// `C += A·B` for a packed B: bit for bit [#add].
  void addPacked(
      float[] a,
      int aOffset,
      int aRow,
      float[] packed,
      float[] c,
      int cOffset,
      int cRow,
      int m,
      int k,
      int n);
}
