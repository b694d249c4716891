package io.github.softjac.softmax;

import io.github.softjac.internal.kernel.Workspace;
import io.github.softjac.internal.parallel.Piece;
import io.github.softjac.internal.parallel.RowPieces;
import io.github.softjac.internal.parallel.Workers;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The way of double logits through [ShapedSoftmax]: a block of rows at a time is brought together,
/// prepared, put through the row kernel in place, and brought back, all while it is in cache.
///
/// Contiguous rows are worked on in the output itself, others in a block of the thread's own.
final class DoubleBlocks {

  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

  private static final double[] NONE = {};

  /// Of whoever has claimed the shared workers.
  private static final DoubleBlocks SHARED = new DoubleBlocks();

  private final Piece block = this::run;
  private @Nullable ShapedSoftmax options;
  private boolean log;
  private boolean back;
  private double[] first = NONE;
  private double[] second = NONE;
  private double[] out = NONE;
  private double @Nullable [] logSumExp;

  private DoubleBlocks() {}

  /// Shares the blocks out, if there are so many that it is worth it and nobody else does.
  ///
  /// @return false if the caller is to do them alone
  private static boolean shared(
      ShapedSoftmax options,
      boolean log,
      boolean back,
      double[] first,
      double[] second,
      double[] out,
      double @Nullable [] logSumExp) {
    Workers workers = RowPieces.claim(options.rows(), options.classes());
    if (workers == null) {
      return false;
    }
    try {
      SHARED.share(workers, options, log, back, first, second, out, logSumExp);
    } finally {
      workers.release();
    }
    return true;
  }

  private void share(
      Workers workers,
      ShapedSoftmax options,
      boolean log,
      boolean back,
      double[] first,
      double[] second,
      double[] out,
      double @Nullable [] logSumExp) {
    this.options = options;
    this.log = log;
    this.back = back;
    this.first = first;
    this.second = second;
    this.out = out;
    this.logSumExp = logSumExp;
    try {
      int rows = Workspace.rowsPerBlock(options.classes());
      workers.run(Math.ceilDiv(options.rows(), rows), block);
    } finally {
      this.options = null; // nothing is kept alive from here
      this.first = NONE;
      this.second = NONE;
      this.out = NONE;
      this.logSumExp = null;
    }
  }

  private void run(int piece, int worker) {
    ShapedSoftmax shape = Objects.requireNonNull(options);
    int rows = Workspace.rowsPerBlock(shape.classes());
    int row = piece * rows;
    int end = Math.min(row + rows, shape.rows());
    if (back) {
      backward(shape, log, first, second, out, row, end);
    } else {
      forward(shape, log, first, out, logSumExp, row, end);
    }
  }

  static void forward(
      ShapedSoftmax options, boolean log, double[] z, double[] y, double @Nullable [] logSumExp) {
    if (!shared(options, log, false, z, z, y, logSumExp)) {
      forward(options, log, z, y, logSumExp, 0, options.rows());
    }
  }

  private static void forward(
      ShapedSoftmax options,
      boolean log,
      double[] z,
      double[] y,
      double @Nullable [] logSumExp,
      int from,
      int to) {
    Layout layout = options.layout();
    int classes = layout.classes();
    int most = Workspace.rowsPerBlock(classes);
    Workspace workspace = WORKSPACE.get();
    boolean contiguous = layout.contiguous();
    for (int row = from; row < to; row += most) {
      int count = Math.min(most, to - row);
      double[] block = contiguous ? y : workspace.doubles(count * classes);
      int at = contiguous ? layout.start(row) : 0;
      if (!contiguous) {
        RowCopies.gather(layout, z, row, count, block);
      } else {
        System.arraycopy(z, at, y, at, count * classes);
      }
      prepare(options, block, at, row, count);
      int[] empty = workspace.ints(count);
      int empties = options.masked() ? emptyRows(block, at, count, classes, empty) : 0;
      if (logSumExp != null) {
        LogSumExp.rows(block, at, logSumExp, row, count, classes);
      }
      if (log) {
        RowKernel.logForward(block, block, at, count, classes);
      } else {
        RowKernel.forward(block, block, at, count, classes);
      }
      for (int i = 0; i < empties; i++) {
        int start = at + empty[i] * classes;
        Arrays.fill(block, start, start + classes, log ? Double.NEGATIVE_INFINITY : 0);
      }
      if (!contiguous) {
        RowCopies.scatter(layout, block, y, row, count);
      }
    }
  }

  /// Writes `s = z / T + added`, `−∞` where masked, over `z`.
  private static void prepare(ShapedSoftmax options, double[] block, int at, int row, int count) {
    int classes = options.classes();
    if (options.temperature() != 1) {
      FiniteRows.divide(block, at, count * classes, options.temperature());
    }
    for (Mask mask : options.masks()) {
      for (int i = 0; i < count; i++) {
        mask.add(block, at + i * classes, mask.row(row + i, classes), classes);
      }
    }
    fillMasked(options, block, at, row, count, Double.NEGATIVE_INFINITY);
  }

  private static void fillMasked(
      ShapedSoftmax options, double[] block, int at, int row, int count, double value) {
    int classes = options.classes();
    for (Mask mask : options.masks()) {
      for (int i = 0; i < count; i++) {
        mask.fill(block, at + i * classes, mask.row(row + i, classes), classes, value);
      }
    }
  }

  /// Lists the rows that have nothing but `−∞`.
  ///
  /// @return how many
  private static int emptyRows(double[] block, int at, int count, int classes, int[] empty) {
    int empties = 0;
    for (int i = 0; i < count; i++) {
      int start = at + i * classes;
      int k = 0;
      while (k < classes && block[start + k] == Double.NEGATIVE_INFINITY) {
        k++;
      }
      if (k == classes) {
        empty[empties++] = i;
      }
    }
    return empties;
  }

  /// Forward, `s = z / T + added` and `y = softmax(s)`, gives `dz = J(y) dy / T`.
  static void backward(ShapedSoftmax options, boolean log, double[] y, double[] dy, double[] dz) {
    if (!shared(options, log, true, y, dy, dz, null)) {
      backward(options, log, y, dy, dz, 0, options.rows());
    }
  }

  private static void backward(
      ShapedSoftmax options, boolean log, double[] y, double[] dy, double[] dz, int from, int to) {
    Layout layout = options.layout();
    int classes = layout.classes();
    int most = Workspace.rowsPerBlock(classes);
    Workspace workspace = WORKSPACE.get();
    // A gradient at a masked entry of log y must not enter the row's sum, and is not ours to
    // change.
    boolean inPlace = layout.contiguous() && !(log && options.masked());
    for (int row = from; row < to; row += most) {
      int count = Math.min(most, to - row);
      if (inPlace) {
        int at = layout.start(row);
        backward(options, log, y, dy, dz, at, row, count);
      } else {
        double[] yBlock = workspace.doubles(count * classes);
        double[] block = workspace.moreDoubles(count * classes);
        RowCopies.gather(layout, y, row, count, yBlock);
        RowCopies.gather(layout, dy, row, count, block);
        if (log) {
          fillMasked(options, block, 0, row, count, 0);
        }
        backward(options, log, yBlock, block, block, 0, row, count);
        if (log && options.masked()) {
          clearEmptyRows(yBlock, block, count, classes);
        }
        RowCopies.scatter(layout, block, dz, row, count);
      }
    }
  }

  /// A row with nothing in it has no gradient: it was put out as `y = 0`.
  private static void clearEmptyRows(double[] y, double[] dz, int count, int classes) {
    for (int start = 0; start < count * classes; start += classes) {
      int k = 0;
      while (k < classes && y[start + k] == 0) {
        k++;
      }
      if (k == classes) {
        Arrays.fill(dz, start, start + classes, 0);
      }
    }
  }

  private static void backward(
      ShapedSoftmax options,
      boolean log,
      double[] y,
      double[] dy,
      double[] dz,
      int at,
      int row,
      int count) {
    int classes = options.classes();
    if (log) {
      RowKernel.logBackward(y, dy, dz, at, count, classes);
    } else {
      RowKernel.backward(y, dy, dz, at, count, classes);
    }
    if (options.temperature() != 1) {
      FiniteRows.divide(dz, at, count * classes, options.temperature());
    }
    if (options.masked()) {
      fillMasked(options, dz, at, row, count, 0);
    }
  }
}
