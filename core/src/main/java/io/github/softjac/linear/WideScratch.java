package io.github.softjac.linear;

/// Working memory of one worker of [WidePass].
final class WideScratch {

  final BlockOfTargets targets;

  /// Some classes' weights, or gradient.
  final float[] tile;

  /// Logits and gradients of a few rows.
  final float[] z;

  final float[] dz;

  WideScratch(BlockOfTargets targets, int tile, int logits) {
    this.targets = targets;
    this.tile = new float[tile];
    z = new float[logits];
    dz = new float[logits];
  }
}
