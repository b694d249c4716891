package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;

/// Moves blocks of L rows into tiles, `[classes × L]`, and back.
final class Tiles {

  private Tiles() {}

  /// `tile[start + k·L + i] = z[offset + i·classes + k]` for i < L. What is behind the classes in
  /// the tile, up to L lines in all, is lost.
  static void load(float[] z, int offset, int classes, float[] tile, int start) {
    // What the turn of a whole block takes at once.
    int width = L == 16 ? 8 : L;
    if (classes < width && offset + (L - 1) * classes + width > z.length) {
      for (int row = 0; row < L; row++) {
        for (int k = 0; k < classes; k++) {
          tile[start + k * L + row] = z[offset + row * classes + k];
        }
      }
      return;
    }
    // Of fewer classes than that, what is read of the rows behind is left in the tile.
    int last = Math.max(0, classes - width);
    for (int k = 0; k < last; k += width) {
      toColumns(z, offset + k, classes, tile, start + k * L);
    }
    toColumns(z, offset + last, classes, tile, start + last * L);
  }

  private static void toColumns(float[] z, int offset, int classes, float[] tile, int start) {
    if (L == 16) {
      EightClasses.toColumns(z, offset, classes, tile, start);
    } else {
      Turn.block(z, offset, classes, tile, start, L);
    }
  }

  /// `y[offset + i·classes + k] = tile[start + k·L + i]` for i < L.
  static void store(float[] tile, int start, float[] y, int offset, int classes, float[] block) {
    if (L == 16) {
      int last = Math.max(0, classes - 8);
      for (int k = 0; k < last; k += 8) {
        storeEight(tile, start + k * L, y, offset + k, classes, 8, block);
      }
      int rest = Math.min(classes, 8);
      storeEight(tile, start + last * L, y, offset + last, classes, rest, block);
      return;
    }
    if (classes >= L) {
      for (int k = 0; k < classes - L; k += L) {
        Turn.block(tile, start + k * L, L, y, offset + k, classes);
      }
      Turn.block(tile, start + (classes - L) * L, L, y, offset + classes - L, classes);
      return;
    }
    Turn.block(tile, start, L, block, 0, L);
    // A vector to each row, in order: what it writes behind the row is overwritten by the next
    // ones. At the end of the block nothing may be written behind.
    for (int row = 0; row < L; row++) {
      int to = offset + row * classes;
      if (row * classes + L <= L * classes) {
        FloatVector.fromArray(F, block, row * L).intoArray(y, to);
      } else {
        System.arraycopy(block, row * L, y, to, classes);
      }
    }
  }

  /// Up to eight classes. A store with a mask has a way of its own where a whole vector would go
  /// beyond the array; there, the rows are copied, so that no store ever takes it ([FirstLanes]
  /// says why).
  private static void storeEight(
      float[] tile, int start, float[] y, int offset, int stride, int classes, float[] block) {
    if (offset + (L - 1) * stride + L <= y.length) {
      EightClasses.toRows(tile, start, y, offset, stride, classes);
      return;
    }
    EightClasses.toRows(tile, start, block, 0, 8, 8);
    for (int row = 0; row < L; row++) {
      System.arraycopy(block, row * 8, y, offset + row * stride, classes);
    }
  }
}
