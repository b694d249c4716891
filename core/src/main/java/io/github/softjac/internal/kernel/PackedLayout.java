package io.github.softjac.internal.kernel;

/// Where the elements of a packed matrix B `[k × n]` lie: chunk of rows after chunk, in a chunk
/// panel of [#COLUMNS] columns after panel, in a panel row after row. The last panel is filled up
/// with zeros. The same for both twins and for vectors of any width, so that each may read what the
/// other has packed.
final class PackedLayout {

  /// Columns of a panel: two of the widest vectors.
  static final int COLUMNS = 32;

  /// Most rows of a chunk: A's part of it stays in the first-level cache.
  static final int DEPTH = 256;

  private PackedLayout() {}

  /// Rows of the chunk that begins where `left` rows are left: what is left is cut evenly.
  static int depth(int left) {
    if (left <= DEPTH) {
      return left;
    }
    int even = Math.ceilDiv(left, Math.ceilDiv(left, DEPTH));
    return Math.ceilDiv(even, 16) * 16;
  }

  /// n, filled up to whole panels.
  static int width(int n) {
    return Math.ceilDiv(n, COLUMNS) * COLUMNS;
  }

  /// Floats that it takes.
  ///
  /// @throws ArithmeticException if an array cannot hold them
  static int size(int k, int n) {
    return Math.multiplyExact(k, width(n));
  }
}
