package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;

import jdk.incubator.vector.FloatVector;

/// Log-softmax of short float rows with the Vector API, L rows at a time as in [VectorFloatTile].
/// The same steps as [ScalarFloatLogSoftmax] class by class.
final class VectorFloatLogTile {

  private VectorFloatLogTile() {}

  /// Log-softmax of `tiles · L` rows; `logY` may be `z`.
  static void forward(
      float[] z, float[] logY, int offset, int tiles, int classes, Scratch scratch) {
    float[] tile = scratch.tile;
    int length = classes * L;
    for (int i = 0; i < tiles; i++) {
      Tiles.load(z, offset + i * length, classes, tile, i * length);
    }
    if (VectorFloatTile.ranges(tile, tiles, length, scratch.numbers)) {
      float[] e = scratch.secondTile;
      System.arraycopy(tile, 0, e, 0, tiles * length);
      if (others(e, tiles, length, scratch)) {
        LogNumbers.logSums(tiles, scratch);
        subtract(tile, tiles, length, scratch.numbers);
        for (int i = 0; i < tiles; i++) {
          Tiles.store(tile, i * length, logY, offset + i * length, classes, scratch.block);
        }
        return;
      }
    }
    // A row with NaN, infinite or very large logits: row by row, in plain loops.
    for (int row = 0; row < tiles * L; row++) {
      ScalarFloatLogSoftmax.forwardRow(z, logY, offset + row * classes, classes, scratch);
    }
  }

  /// Replaces the logits by `e_k = σ·exp(z_k)·2⁻ᴺ` and finds q of each row and what it is made of.
  ///
  /// @return false if some q is NaN
  static boolean others(float[] tile, int tiles, int length, Scratch scratch) {
    VectorFloatTile.exponentials(tile, tile, tiles, length, scratch);
    for (int i = 0; i < tiles; i++) {
      RowNumbers.sums(scratch.numbers, i * RowNumbers.LENGTH, scratch.sums, i * L);
    }
    boolean ordinary = LogNumbers.others(tiles, scratch);
    if (LogNumbers.someDominated(tiles * L, scratch.logs)) {
      VectorFloatOthers.tiles(tile, tiles, length, scratch);
    }
    return ordinary;
  }

  /// `log y_k = (z_k − g) − log(1 + q)`.
  private static void subtract(float[] tile, int tiles, int length, float[] numbers) {
    for (int i = 0; i < tiles; i++) {
      FloatVector g = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH);
      FloatVector logSum = FloatVector.fromArray(F, numbers, i * RowNumbers.LENGTH + L);
      int end = (i + 1) * length;
      for (int k = end - length; k < end; k += L) {
        FloatVector.fromArray(F, tile, k).sub(g).sub(logSum).intoArray(tile, k);
      }
    }
  }
}
