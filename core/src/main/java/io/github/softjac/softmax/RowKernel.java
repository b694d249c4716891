package io.github.softjac.softmax;

import io.github.softjac.internal.kernel.DoubleKernels;
import io.github.softjac.internal.kernel.FloatKernels;

/// The kernels on contiguous rows that options are built on: the only place where [ShapedSoftmax]
/// and [LogSumExp] name one.
///
/// Rows start at `offset`, in all arrays of a call; arguments have been checked. Output may be any
/// of the inputs.
final class RowKernel {

  private RowKernel() {}

  static void forward(float[] z, float[] y, int offset, int rows, int classes) {
    FloatKernels.softmax(z, y, offset, rows, classes);
  }

  static void forward(double[] z, double[] y, int offset, int rows, int classes) {
    DoubleKernels.softmax(z, y, offset, rows, classes);
  }

  static void backward(float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    FloatKernels.softmaxBackward(y, dy, dz, offset, rows, classes);
  }

  static void backward(double[] y, double[] dy, double[] dz, int offset, int rows, int classes) {
    DoubleKernels.softmaxBackward(y, dy, dz, offset, rows, classes);
  }

  static void logForward(float[] z, float[] logY, int offset, int rows, int classes) {
    FloatKernels.logSoftmax(z, logY, offset, rows, classes);
  }

  static void logForward(double[] z, double[] logY, int offset, int rows, int classes) {
    DoubleKernels.logSoftmax(z, logY, offset, rows, classes);
  }

  static void logBackward(float[] y, float[] dLogY, float[] dz, int offset, int rows, int classes) {
    FloatKernels.logSoftmaxBackward(y, dLogY, dz, offset, rows, classes);
  }

  static void logBackward(
      double[] y, double[] dLogY, double[] dz, int offset, int rows, int classes) {
    DoubleKernels.logSoftmaxBackward(y, dLogY, dz, offset, rows, classes);
  }
}
