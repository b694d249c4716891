package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.L;

/// Softmax of float rows with the Vector API: the twin of [ScalarFloatSoftmax].
final class VectorFloatSoftmax implements FloatSoftmax {

  /// Rows are worked on together as long as logits and results fit the first-level cache.
  private static final int ELEMENTS_AT_ONCE = 4096;

  /// Fewer of an array that no cache holds: the processor reads ahead only a little, and while the
  /// rows in hand are worked on, it has to have read the next ones.
  private static final int ELEMENTS_FROM_MEMORY = 1024;

  private static final int LARGER_THAN_CACHES = 1 << 22;

  @Override
  public void forward(float[] z, float[] y, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    int row = 0;
    if (classes < LONG_ROW) {
      int tilesAtOnce = VectorFloatTile.tilesAtOnce(classes);
      while (row <= rows - L) {
        int tiles = Math.min(tilesAtOnce, (rows - row) / L);
        VectorFloatTile.forward(z, y, offset + row * classes, tiles, classes, scratch);
        row += tiles * L;
      }
      for (; row < rows; row++) {
        ScalarFloatSoftmax.forwardRow(z, y, offset + row * classes, classes, scratch);
      }
      return;
    }
    if (classes > CHUNK) {
      for (; row < rows; row++) {
        VectorFloatRows.forwardLong(z, y, offset + row * classes, classes, scratch);
      }
      return;
    }
    int atOnce = z.length < LARGER_THAN_CACHES ? ELEMENTS_AT_ONCE : ELEMENTS_FROM_MEMORY;
    int rowsAtOnce = Math.clamp(atOnce / classes, 1, L);
    for (; row < rows; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, rows - row);
      VectorFloatRows.forward(z, y, offset + row * classes, group, classes, scratch);
    }
  }
}
