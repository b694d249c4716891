package io.github.softjac.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Moves blocks of L rows into tiles, `[classes × L]`, and back.
final class DoubleTiles {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();

  private DoubleTiles() {}

  /// `tile[start + k·L + i] = z[offset + i·classes + k]` for i < L.
  static void load(double[] z, int offset, int classes, double[] tile, int start, double[] block) {
    if (classes >= L) {
      for (int k = 0; k < classes - L; k += L) {
        DoubleTurn.block(z, offset + k, classes, tile, start + k * L, L);
      }
      DoubleTurn.block(z, offset + classes - L, classes, tile, start + (classes - L) * L, L);
      return;
    }
    if (offset + (L - 1) * classes + L <= z.length) {
      // A vector from each row; what it reads of the rows behind is left in the block.
      DoubleTurn.block(z, offset, classes, block, 0, L);
    } else {
      for (int row = 0; row < L; row++) {
        for (int k = 0; k < classes; k++) {
          block[k * L + row] = z[offset + row * classes + k];
        }
      }
    }
    for (int k = 0; k < classes * L; k += L) {
      DoubleVector.fromArray(D, block, k).intoArray(tile, start + k);
    }
  }

  /// `y[offset + i·classes + k] = tile[start + k·L + i]` for i < L.
  static void store(double[] tile, int start, double[] y, int offset, int classes, double[] block) {
    if (classes >= L) {
      for (int k = 0; k < classes - L; k += L) {
        DoubleTurn.block(tile, start + k * L, L, y, offset + k, classes);
      }
      DoubleTurn.block(tile, start + (classes - L) * L, L, y, offset + classes - L, classes);
      return;
    }
    DoubleTurn.block(tile, start, L, block, 0, L);
    // A vector to each row, in order: what it writes behind the row is overwritten by the next
    // ones. At the end of the block nothing may be written behind.
    for (int row = 0; row < L; row++) {
      int to = offset + row * classes;
      if (row * classes + L <= L * classes) {
        DoubleVector.fromArray(D, block, row * L).intoArray(y, to);
      } else {
        System.arraycopy(block, row * L, y, to, classes);
      }
    }
  }
}
