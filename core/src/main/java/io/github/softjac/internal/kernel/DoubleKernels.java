package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.KernelFamily.DOUBLE_BACKWARD;
import static io.github.softjac.internal.kernel.KernelFamily.DOUBLE_CROSS_ENTROPY;
import static io.github.softjac.internal.kernel.KernelFamily.DOUBLE_LOG_BACKWARD;
import static io.github.softjac.internal.kernel.KernelFamily.DOUBLE_LOG_SOFTMAX;
import static io.github.softjac.internal.kernel.KernelFamily.DOUBLE_SOFTMAX;

/// The kernels for rows of doubles, whichever twin serves the call.
public final class DoubleKernels {

  private DoubleKernels() {}

  /// Softmax of `rows` rows from `offset` on; `y` may be `z`.
  public static void softmax(double[] z, double[] y, int offset, int rows, int classes) {
    if (classes == 1) {
      SpecialRow.singleClass(z, y, offset, rows);
    } else if (DOUBLE_SOFTMAX.vector((long) rows * classes)) {
      Vectors.SOFTMAX.forward(z, y, offset, rows, classes);
    } else {
      Scalars.SOFTMAX.forward(z, y, offset, rows, classes);
    }
  }

  /// Back-propagation through softmax of `rows` rows from `offset` on; `dz` may be `dy` or `y`.
  public static void softmaxBackward(
      double[] y, double[] dy, double[] dz, int offset, int rows, int classes) {
    if (DOUBLE_BACKWARD.vector((long) rows * classes)) {
      Vectors.BACKWARD.backward(y, dy, dz, offset, rows, classes);
    } else {
      Scalars.BACKWARD.backward(y, dy, dz, offset, rows, classes);
    }
  }

  /// Log-softmax of `rows` rows from `offset` on; `logY` may be `z`.
  public static void logSoftmax(double[] z, double[] logY, int offset, int rows, int classes) {
    if (DOUBLE_LOG_SOFTMAX.vector((long) rows * classes)) {
      Vectors.LOG_SOFTMAX.forward(z, logY, offset, rows, classes);
    } else {
      Scalars.LOG_SOFTMAX.forward(z, logY, offset, rows, classes);
    }
  }

  /// Back-propagation through log-softmax of `rows` rows from `offset` on; `dz` may be `dLogY` or
  /// `y`.
  public static void logSoftmaxBackward(
      double[] y, double[] dLogY, double[] dz, int offset, int rows, int classes) {
    if (DOUBLE_LOG_BACKWARD.vector((long) rows * classes)) {
      Vectors.LOG_BACKWARD.backward(y, dLogY, dz, offset, rows, classes);
    } else {
      Scalars.LOG_BACKWARD.backward(y, dLogY, dz, offset, rows, classes);
    }
  }

  /// Softmax + cross-entropy of index labels, as [DoubleCrossEntropy] says.
  public static void crossEntropyOfLabels(
      double[] z,
      int zAt,
      int[] labels,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int rows,
      int classes) {
    crossEntropy(rows, classes).ofLabels(z, zAt, labels, shares, dz, dzAt, losses, rows, classes);
  }

  /// Softmax + cross-entropy of targets, as [DoubleCrossEntropy] says.
  public static void crossEntropyOfTargets(
      double[] z,
      int zAt,
      double[] t,
      int tAt,
      double[] shares,
      double[] dz,
      int dzAt,
      double[] losses,
      int rows,
      int classes) {
    crossEntropy(rows, classes).ofTargets(z, zAt, t, tAt, shares, dz, dzAt, losses, rows, classes);
  }

  private static DoubleCrossEntropy crossEntropy(int rows, int classes) {
    return DOUBLE_CROSS_ENTROPY.vector((long) rows * classes)
        ? Vectors.CROSS_ENTROPY
        : Scalars.CROSS_ENTROPY;
  }

  private static final class Scalars {
    static final DoubleSoftmax SOFTMAX = new ScalarDoubleSoftmax();
    static final DoubleBackward BACKWARD = new ScalarDoubleBackward();
    static final DoubleLogSoftmax LOG_SOFTMAX = new ScalarDoubleLogSoftmax();
    static final DoubleLogBackward LOG_BACKWARD = new ScalarDoubleLogBackward();
    static final DoubleCrossEntropy CROSS_ENTROPY = new ScalarDoubleCrossEntropy();
  }

  /// Loaded only where the Vector API is.
  private static final class Vectors {
    static final DoubleSoftmax SOFTMAX = new VectorDoubleSoftmax();
    static final DoubleBackward BACKWARD = new VectorDoubleBackward();
    static final DoubleLogSoftmax LOG_SOFTMAX = new VectorDoubleLogSoftmax();
    static final DoubleLogBackward LOG_BACKWARD = new VectorDoubleLogBackward();
    static final DoubleCrossEntropy CROSS_ENTROPY = new VectorDoubleCrossEntropy();
  }
}
