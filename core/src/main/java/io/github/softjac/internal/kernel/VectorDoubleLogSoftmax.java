package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.DoubleSoftmax.LONG_ROW;

/// Log-softmax of double rows with the Vector API: the twin of [ScalarDoubleLogSoftmax].
final class VectorDoubleLogSoftmax implements DoubleLogSoftmax {

  private static final int L = VectorDoubleTile.L;

  /// Rows are worked on together as long as logits and results fit the first-level cache.
  private static final int ELEMENTS_AT_ONCE = 2048;

  @Override
  public void forward(double[] z, double[] logY, int offset, int rows, int classes) {
    DoubleScratch scratch = DoubleScratch.ofThread();
    int row = 0;
    if (classes < LONG_ROW) {
      int tilesAtOnce = VectorDoubleTile.tilesAtOnce(classes);
      while (row <= rows - L) {
        int tiles = Math.min(tilesAtOnce, (rows - row) / L);
        VectorDoubleLogTile.forward(z, logY, offset + row * classes, tiles, classes, scratch);
        row += tiles * L;
      }
      for (; row < rows; row++) {
        ScalarDoubleLogSoftmax.forwardRow(z, logY, offset + row * classes, classes, scratch);
      }
      return;
    }
    int rowsAtOnce = Math.clamp(ELEMENTS_AT_ONCE / classes, 1, L);
    for (; row < rows; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, rows - row);
      VectorDoubleLogRows.forward(z, logY, offset + row * classes, group, classes, scratch);
    }
  }
}
