package io.github.softjac.cost;

/// How a batch is cut into blocks of rows: by its shape alone, since sums are folded block by
/// block.
final class Blocks {

  /// Logits and gradients of a block, in float, fit the first-level cache together: 16 KiB each.
  private static final int ELEMENTS = 4096;

  /// The softmax kernels take so many short rows at a time.
  private static final int TOGETHER = 16;

  private Blocks() {}

  /// The rows of a block, of which the last has what is left.
  static int rows(int classes) {
    int most = Math.max(1, ELEMENTS / classes);
    return most < TOGETHER ? most : most / TOGETHER * TOGETHER;
  }
}
