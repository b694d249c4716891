package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Softmax of float rows in plain loops over blocks of elements, which the compiler turns into
/// vectors: the bits of [ScalarFloatSoftmax], faster once compiled, and slower to get there. It
/// serves where no vector kernel ever will.
final class BlockFloatSoftmax implements FloatSoftmax {

  /// Longer rows are worked on one by one.
  private static final int LONGEST_TOGETHER = ScalarFloatBlock.LENGTH / 2;

  @Override
  public void forward(float[] z, float[] y, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    int together = classes > LONGEST_TOGETHER ? 1 : ScalarFloatBlock.LENGTH / classes;
    for (int row = 0; row < rows; row += together) {
      int from = offset + row * classes;
      int count = Math.min(together, rows - row);
      boolean done =
          classes > LONGEST_TOGETHER
              ? longRow(z, y, from, classes, scratch)
              : shortRows(z, y, from, count, classes, scratch);
      for (int i = 0; i < count && !done; i++) {
        ScalarFloatSoftmax.forwardRow(z, y, from + i * classes, classes, scratch);
      }
    }
  }

  /// Rows that make up a block.
  ///
  /// @return false if a row has NaN, infinite or very large logits; nothing is written then
  private static boolean shortRows(
      float[] z, float[] y, int offset, int rows, int classes, Scratch scratch) {
    ScalarFloatBlock block = scratch.exponentialBlock;
    int length = rows * classes;
    for (int at = 0; at < length; at += classes) {
      float g = ScalarFloatSoftmax.max(z, offset + at, offset + at + classes);
      if (!(Math.abs(g) <= FloatShift.LIMIT)) {
        return false;
      }
      float octaves = FloatShift.octaves(g);
      block.set(at, at + classes, FloatShift.magic(octaves), FloatShift.lowest(octaves));
    }
    System.arraycopy(z, offset, block.x, 0, length);
    block.exponentials(length);
    for (int at = 0; at < length; at += classes) {
      double sum = sum(block, at, classes, scratch);
      if (Double.isNaN(sum)) {
        return false;
      }
      reciprocals(block, at, at + classes, sum);
    }
    block.scale(length);
    System.arraycopy(block.e, 0, y, offset, length);
    return true;
  }

  private static double sum(ScalarFloatBlock block, int at, int classes, Scratch scratch) {
    if (classes < LONG_ROW) {
      return block.sum(at, at + classes);
    }
    start(scratch);
    block.addToLanes(at, at + classes, scratch.sumsA, scratch.sumsB);
    return end(scratch);
  }

  /// 2⁶⁴ over the sum, in two parts.
  private static void reciprocals(ScalarFloatBlock block, int from, int to, double sum) {
    double reciprocal = 0x1p64 / sum;
    float high = (float) reciprocal;
    block.set(from, to, high, (float) (reciprocal - high));
  }

  /// A row that is worked on block by block, on 16 lanes.
  private static boolean longRow(float[] z, float[] y, int offset, int classes, Scratch scratch) {
    ScalarFloatBlock block = scratch.exponentialBlock;
    int end = offset + classes;
    float g = ScalarFloatSoftmax.max(z, offset, end);
    // In place the logits are lost, so a row with a NaN is found by looking.
    if (!(Math.abs(g) <= FloatShift.LIMIT) || hasNaN(z, offset, end)) {
      return false;
    }
    float octaves = FloatShift.octaves(g);
    int most = Math.min(ScalarFloatBlock.LENGTH, classes);
    block.set(0, most, FloatShift.magic(octaves), FloatShift.lowest(octaves));
    double sum = 0;
    for (int from = offset; from < end; from += CHUNK) {
      sum += chunk(z, y, from, Math.min(from + CHUNK, end), block, scratch);
    }
    reciprocals(block, 0, most, sum);
    int length;
    for (int k = offset; k < end; k += length) {
      length = Math.min(ScalarFloatBlock.LENGTH, end - k);
      System.arraycopy(y, k, block.e, 0, length);
      block.scale(length);
      System.arraycopy(block.e, 0, y, k, length);
    }
    return true;
  }

  private static boolean hasNaN(float[] z, int from, int to) {
    boolean found = false;
    for (int k = from; k < to; k++) {
      found |= Float.isNaN(z[k]);
    }
    return found;
  }

  private static double chunk(
      float[] x, float[] e, int from, int to, ScalarFloatBlock block, Scratch scratch) {
    start(scratch);
    int length;
    for (int k = from; k < to; k += length) {
      length = Math.min(ScalarFloatBlock.LENGTH, to - k);
      System.arraycopy(x, k, block.x, 0, length);
      block.exponentials(length);
      System.arraycopy(block.e, 0, e, k, length);
      block.addToLanes(0, length, scratch.sumsA, scratch.sumsB);
    }
    return end(scratch);
  }

  private static void start(Scratch scratch) {
    Arrays.fill(scratch.sumsA, 0, LANES, FloatShift.SUM_START);
    Arrays.fill(scratch.sumsB, 0, LANES, 0);
  }

  private static double end(Scratch scratch) {
    for (int lane = 0; lane < LANES; lane++) {
      scratch.sumsA[lane] -= FloatShift.SUM_START;
    }
    return ScalarFloatSoftmax.fold(scratch.sumsA, scratch.sumsB);
  }
}
