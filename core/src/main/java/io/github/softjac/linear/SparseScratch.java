package io.github.softjac.linear;

/// Working memory of one worker of [SparsePass].
final class SparseScratch {

  final BlockOfTargets targets;
  final float[] sums;
  final float[] z;
  final float[] change;
  final float[] dz;

  /// @param width classes, filled up to whole vectors
  SparseScratch(BlockOfTargets targets, int rows, int classes, int width) {
    this.targets = targets;
    sums = new float[width];
    z = new float[Math.multiplyExact(rows, classes)];
    change = new float[z.length];
    dz = new float[z.length];
  }
}
