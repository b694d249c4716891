package io.github.softjac.linear;

import io.github.softjac.internal.kernel.FloatKernels;

/// Parameters rounded to float, with rows and columns of 0 where the kernels want full tiles.
final class PaddedWeights {

  final int classes;
  final int columns;
  final float[] weights;
  final float[] intercepts;
  private final int ownClasses;
  private final int ownColumns;

  PaddedWeights(int ownClasses, int ownColumns) {
    this.ownClasses = ownClasses;
    this.ownColumns = ownColumns;
    classes = Math.ceilDiv(ownClasses, FloatKernels.LINEAR_GROUP) * FloatKernels.LINEAR_GROUP;
    columns = Math.ceilDiv(ownColumns, FloatKernels.LINEAR_STRIP) * FloatKernels.LINEAR_STRIP;
    weights = new float[Math.multiplyExact(classes, columns)];
    intercepts = new float[ownClasses];
  }

  /// @param w as [LinearSoftmax] has them
  void set(double[] w) {
    for (int k = 0; k < ownClasses; k++) {
      for (int j = 0; j < ownColumns; j++) {
        weights[k * columns + j] = (float) w[k * ownColumns + j];
      }
      intercepts[k] = (float) w[ownClasses * ownColumns + k];
    }
  }
}
