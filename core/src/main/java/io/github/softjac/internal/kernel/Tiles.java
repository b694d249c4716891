package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Moves blocks of L rows into tiles, `[classes × L]`, and back.
final class Tiles {

  private Tiles() {}

  /// `tile[start + k·L + i] = z[offset + i·classes + k]` for i < L.
  static void load(float[] z, int offset, int classes, float[] tile, int start, float[] block) {
    if (classes >= L) {
      for (int k = 0; k < classes - L; k += L) {
        Turn.block(z, offset + k, classes, tile, start + k * L, L);
      }
      Turn.block(z, offset + classes - L, classes, tile, start + (classes - L) * L, L);
      return;
    }
    if (offset + (L - 1) * classes + L <= z.length) {
      // A vector from each row; what it reads of the rows behind is left in the block.
      Turn.block(z, offset, classes, block, 0, L);
    } else {
      for (int row = 0; row < L; row++) {
        for (int k = 0; k < classes; k++) {
          block[k * L + row] = z[offset + row * classes + k];
        }
      }
    }
    for (int k = 0; k < classes * L; k += L) {
      FloatVector.fromArray(F, block, k).intoArray(tile, start + k);
    }
  }

  /// `y[offset + i·classes + k] = tile[start + k·L + i]` for i < L.
  static void store(float[] tile, int start, float[] y, int offset, int classes, float[] block) {
    if (classes >= L) {
      for (int k = 0; k < classes - L; k += L) {
        Turn.block(tile, start + k * L, L, y, offset + k, classes);
      }
      Turn.block(tile, start + (classes - L) * L, L, y, offset + classes - L, classes);
      return;
    }
    Turn.block(tile, start, L, block, 0, L);
    // A vector to each row, in order: what it writes behind the row is overwritten by the next
    // ones.
    // At the end of the block nothing may be written behind.
    VectorMask<Float> own = FirstLanes.ofFloats(classes);
    for (int row = 0; row < L; row++) {
      FloatVector line = FloatVector.fromArray(F, block, row * L);
      if (row * classes + L <= L * classes) {
        line.intoArray(y, offset + row * classes);
      } else {
        line.intoArray(y, offset + row * classes, own);
      }
    }
  }
}
