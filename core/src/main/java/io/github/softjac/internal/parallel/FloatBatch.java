package io.github.softjac.internal.parallel;

import io.github.softjac.internal.kernel.FloatKernels;

/// Softmax and log-softmax of many rows of floats, forward and backward, on the shared workers
/// where there is enough to do. Rows do not meet, so the bits are those of one call.
///
/// No call allocates. Arguments have been checked.
public final class FloatBatch {

  private static final float[] NONE = {};

  /// Of whoever has claimed the shared workers.
  private static final FloatBatch SHARED = new FloatBatch();

  private enum Kernel {
    SOFTMAX,
    BACKWARD,
    LOG_SOFTMAX,
    LOG_BACKWARD
  }

  private final Piece piece = this::run;
  private Kernel kernel = Kernel.SOFTMAX;
  private float[] first = NONE;
  private float[] second = NONE;
  private float[] out = NONE;
  private int rows;
  private int classes;
  private int rowsOfPiece;

  private FloatBatch() {}

  /// Softmax; `y` may be `z`.
  public static void softmax(float[] z, float[] y, int rows, int classes) {
    run(Kernel.SOFTMAX, z, z, y, rows, classes);
  }

  /// Back-propagation through softmax; `dz` may be `dy` or `y`.
  public static void softmaxBackward(float[] y, float[] dy, float[] dz, int rows, int classes) {
    run(Kernel.BACKWARD, y, dy, dz, rows, classes);
  }

  /// Log-softmax; `logY` may be `z`.
  public static void logSoftmax(float[] z, float[] logY, int rows, int classes) {
    run(Kernel.LOG_SOFTMAX, z, z, logY, rows, classes);
  }

  /// Back-propagation through log-softmax; `dz` may be `dLogY` or `y`.
  public static void logSoftmaxBackward(
      float[] y, float[] dLogY, float[] dz, int rows, int classes) {
    run(Kernel.LOG_BACKWARD, y, dLogY, dz, rows, classes);
  }

  private static void run(
      Kernel kernel, float[] first, float[] second, float[] out, int rows, int classes) {
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
      float[] first,
      float[] second,
      float[] out,
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
      float[] first,
      float[] second,
      float[] out,
      int offset,
      int rows,
      int classes) {
    switch (kernel) {
      case SOFTMAX -> FloatKernels.softmax(first, out, offset, rows, classes);
      case BACKWARD -> FloatKernels.softmaxBackward(first, second, out, offset, rows, classes);
      case LOG_SOFTMAX -> FloatKernels.logSoftmax(first, out, offset, rows, classes);
      case LOG_BACKWARD ->
          FloatKernels.logSoftmaxBackward(first, second, out, offset, rows, classes);
    }
  }
}
