package io.github.softjac.softmax;

import io.github.softjac.internal.kernel.Workspace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The way of double logits through [ShapedSoftmax]: a block of rows at a time is brought together,
/// prepared, put through the row kernel in place, and brought back, all while it is in cache.
///
/// Contiguous rows are worked on in the output itself, others in a block of the thread's own.
final class DoubleBlocks {

  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

  private DoubleBlocks() {}

  static void forward(
      ShapedSoftmax options, boolean log, double[] z, double[] y, double @Nullable [] logSumExp) {
    Layout layout = options.layout();
    int classes = layout.classes();
    int most = Workspace.rowsPerBlock(classes);
    Workspace workspace = WORKSPACE.get();
    boolean contiguous = layout.contiguous();
    for (int row = 0; row < layout.rows(); row += most) {
      int count = Math.min(most, layout.rows() - row);
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
    Layout layout = options.layout();
    int classes = layout.classes();
    int most = Workspace.rowsPerBlock(classes);
    Workspace workspace = WORKSPACE.get();
    // A gradient at a masked entry of log y must not enter the row's sum, and is not ours to
    // change.
    boolean inPlace = layout.contiguous() && !(log && options.masked());
    for (int row = 0; row < layout.rows(); row += most) {
      int count = Math.min(most, layout.rows() - row);
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
