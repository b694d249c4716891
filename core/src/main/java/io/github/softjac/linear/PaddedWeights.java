package io.github.softjac.linear;

import io.github.softjac.internal.kernel.FloatKernels;

/// Parameters rounded to float, with rows and columns of 0 where the kernels want full tiles. They
/// take memory from the first [#set] on.
final class PaddedWeights {

  final int classes;
  final int columns;
  float[] weights = {};
  final float[] intercepts;
  private final int ownClasses;
  private final int ownColumns;

  PaddedWeights(int ownClasses, int ownColumns) {
    this.ownClasses = ownClasses;
    this.ownColumns = ownColumns;
    classes = Math.ceilDiv(ownClasses, FloatKernels.LINEAR_GROUP) * FloatKernels.LINEAR_GROUP;
    columns = Math.ceilDiv(ownColumns, FloatKernels.LINEAR_STRIP) * FloatKernels.LINEAR_STRIP;
    intercepts = new float[ownClasses];
  }

  /// Floats of the weights.
  int size() {
    return Math.multiplyExact(classes, columns);
  }

  /// @param w as [LinearSoftmax] has them
  void set(double[] w) {
    if (weights.length == 0) {
      weights = new float[size()];
    }
    for (int k = 0; k < ownClasses; k++) {
      for (int j = 0; j < ownColumns; j++) {
        weights[k * columns + j] = (float) w[k * ownColumns + j];
      }
      intercepts[k] = (float) w[ownClasses * ownColumns + k];
    }
  }
}
