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
}
