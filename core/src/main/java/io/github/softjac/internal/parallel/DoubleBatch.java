package io.github.softjac.internal.parallel;

import io.github.softjac.internal.kernel.DoubleKernels;

/// Softmax and log-softmax of many rows of doubles, forward and backward, on the shared workers
/// where there is enough to do. Rows do not meet, so the bits are those of one call.
///
/// No call allocates. Arguments have been checked.
public final class DoubleBatch {

  private static final double[] NONE = {};

  /// Of whoever has claimed the shared workers.
  private static final DoubleBatch SHARED = new DoubleBatch();

  private enum Kernel {
    SOFTMAX,
    BACKWARD,
    LOG_SOFTMAX,
    LOG_BACKWARD
  }

  private final Piece piece = this::run;
  private Kernel kernel = Kernel.SOFTMAX;
  private double[] first = NONE;
  private double[] second = NONE;
  private double[] out = NONE;
  private int rows;
  private int classes;
  private int rowsOfPiece;

  private DoubleBatch() {}

  /// Softmax; `y` may be `z`.
  public static void softmax(double[] z, double[] y, int rows, int classes) {
    run(Kernel.SOFTMAX, z, z, y, rows, classes);
  }

  /// Back-propagation through softmax; `dz` may be `dy` or `y`.
  public static void softmaxBackward(double[] y, double[] dy, double[] dz, int rows, int classes) {
    run(Kernel.BACKWARD, y, dy, dz, rows, classes);
  }

  /// Log-softmax; `logY` may be `z`.
  public static void logSoftmax(double[] z, double[] logY, int rows, int classes) {
    run(Kernel.LOG_SOFTMAX, z, z, logY, rows, classes);
  }

  /// Back-propagation through log-softmax; `dz` may be `dLogY` or `y`.
  public static void logSoftmaxBackward(
      double[] y, double[] dLogY, double[] dz, int rows, int classes) {
    run(Kernel.LOG_BACKWARD, y, dLogY, dz, rows, classes);
  }

  private static void run(
      Kernel kernel, double[] first, double[] second, double[] out, int rows, int classes) {
    Workers workers = RowPieces.claim(rows, classes);
    if (workers == null) {
      call(kernel, first, second, out, 0, rows, classes);
      return;
    }
    try {
      SHARED.share(workers, kernel, first, second, out, rows, classes);
    } finally {
      workers.release();
    }
  }

  private void share(
      Workers workers,
      Kernel kernel,
      double[] first,
      double[] second,
      double[] out,
      int rows,
      int classes) {
    this.kernel = kernel;
    this.first = first;
    this.second = second;
    this.out = out;
    this.rows = rows;
    this.classes = classes;
    rowsOfPiece = RowPieces.rows(classes);
    try {
      workers.run(RowPieces.count(rows, classes), piece);
    } finally {
      this.first = NONE; // not to be kept alive from here
      this.second = NONE;
      this.out = NONE;
    }
  }

  private void run(int piece, int worker) {
    int row = piece * rowsOfPiece;
    int count = Math.min(rowsOfPiece, rows - row);
    call(kernel, first, second, out, row * classes, count, classes);
  }

  private static void call(
      Kernel kernel,
      double[] first,
      double[] second,
      double[] out,
      int offset,
      int rows,
      int classes) {
    switch (kernel) {
      case SOFTMAX -> DoubleKernels.softmax(first, out, offset, rows, classes);
      case BACKWARD -> DoubleKernels.softmaxBackward(first, second, out, offset, rows, classes);
      case LOG_SOFTMAX -> DoubleKernels.logSoftmax(first, out, offset, rows, classes);
      case LOG_BACKWARD ->
          DoubleKernels.logSoftmaxBackward(first, second, out, offset, rows, classes);
    }
  }
}
