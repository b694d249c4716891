package io.github.softjac.internal.kernel;

/// The matrix product in plain loops: the specification.
final class ScalarFloatProduct implements FloatProduct {

  @Override
  public void add(
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
      int n) {
    for (int i = 0; i < m; i++) {
      int ci = cOffset + i * cRow;
      for (int p = 0; p < k; p++) {
        float aip = a[aOffset + i * aRow + p * aColumn];
        int bp = bOffset + p * bRow;
        for (int j = 0; j < n; j++) {
          c[ci + j] = Math.fma(aip, b[bp + j * bColumn], c[ci + j]);
        }
      }
    }
  }

  @Override
  public void pack(
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
      int toColumn) {
    int depth;
    for (int start = 0; start < toRow; start += depth) {
      depth = PackedLayout.depth(k - start);
      for (int p = Math.max(start, fromRow); p < Math.min(start + depth, toRow); p++) {
        for (int j = fromColumn; j < toColumn; j++) {
          packed[at(start, depth, p, j, n)] = b[bOffset + p * bRow + j * bColumn];
        }
      }
    }
  }

  private static int at(int start, int depth, int p, int j, int n) {
    int panel = j / PackedLayout.COLUMNS * depth * PackedLayout.COLUMNS;
    return start * PackedLayout.width(n)
        + panel
        + (p - start) * PackedLayout.COLUMNS
        + j % PackedLayout.COLUMNS;
  }

  @Override
  public void addPacked(
      float[] a,
      int aOffset,
      int aRow,
      float[] packed,
      float[] c,
      int cOffset,
      int cRow,
      int m,
      int k,
      int n) {
    int depth;
    for (int start = 0; start < k; start += depth) {
      depth = PackedLayout.depth(k - start);
      for (int j = 0; j < n; j += PackedLayout.COLUMNS) {
        int columns = Math.min(PackedLayout.COLUMNS, n - j);
        int panel = at(start, depth, start, j, n);
        for (int i = 0; i < m; i++) {
          int ci = cOffset + i * cRow + j;
          for (int p = 0; p < depth; p++) {
            float aip = a[aOffset + i * aRow + start + p];
            int bp = panel + p * PackedLayout.COLUMNS;
            for (int l = 0; l < columns; l++) {
              c[ci + l] = Math.fma(aip, packed[bp + l], c[ci + l]);
            }
          }
        }
      }
    }
  }
}
