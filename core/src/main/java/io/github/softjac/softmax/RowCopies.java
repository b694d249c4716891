package io.github.softjac.softmax;

/// Brings rows of any layout together in a block, one after the other, and back.
final class RowCopies {

  /// Rows along an axis are turned in tiles of 16 × 16, one line of the cache of floats wide.
  private static final int TILE = 16;

  private RowCopies() {}

  /// Copies `count` rows from `row` on to the start of `block`, one after the other.
  static void gather(Layout layout, float[] tensor, int row, int count, float[] block) {
    int classes = layout.classes();
    int inner = layout.inner();
    for (int done = 0; done < count; ) {
      int run = layout.run(row + done, count - done);
      int from = layout.start(row + done);
      int to = done * classes;
      if (inner == 1) {
        System.arraycopy(tensor, from, block, to, classes);
      } else {
        for (int k = 0; k < classes; k += TILE) {
          int along = Math.min(TILE, classes - k);
          for (int i = 0; i < run; i += TILE) {
            int beside = Math.min(TILE, run - i);
            turn(
                tensor,
                from + k * inner + i,
                inner,
                block,
                to + i * classes + k,
                classes,
                beside,
                along);
          }
        }
      }
      done += run;
    }
  }

  /// The same in double.
  static void gather(Layout layout, double[] tensor, int row, int count, double[] block) {
    int classes = layout.classes();
    int inner = layout.inner();
    for (int done = 0; done < count; ) {
      int run = layout.run(row + done, count - done);
      int from = layout.start(row + done);
      int to = done * classes;
      if (inner == 1) {
        System.arraycopy(tensor, from, block, to, classes);
      } else {
        for (int k = 0; k < classes; k += TILE) {
          int along = Math.min(TILE, classes - k);
          for (int i = 0; i < run; i += TILE) {
            int beside = Math.min(TILE, run - i);
            turn(
                tensor,
                from + k * inner + i,
                inner,
                block,
                to + i * classes + k,
                classes,
                beside,
                along);
          }
        }
      }
      done += run;
    }
  }

  /// The inverse of [#gather(Layout, float[], int, int, float[])].
  static void scatter(Layout layout, float[] block, float[] tensor, int row, int count) {
    int classes = layout.classes();
    int inner = layout.inner();
    for (int done = 0; done < count; ) {
      int run = layout.run(row + done, count - done);
      int from = done * classes;
      int to = layout.start(row + done);
      if (inner == 1) {
        System.arraycopy(block, from, tensor, to, classes);
      } else {
        for (int k = 0; k < classes; k += TILE) {
          int along = Math.min(TILE, classes - k);
          for (int i = 0; i < run; i += TILE) {
            int beside = Math.min(TILE, run - i);
            turn(
                block,
                from + i * classes + k,
                classes,
                tensor,
                to + k * inner + i,
                inner,
                along,
                beside);
          }
        }
      }
      done += run;
    }
  }

  /// The same in double.
  static void scatter(Layout layout, double[] block, double[] tensor, int row, int count) {
    int classes = layout.classes();
    int inner = layout.inner();
    for (int done = 0; done < count; ) {
      int run = layout.run(row + done, count - done);
      int from = done * classes;
      int to = layout.start(row + done);
      if (inner == 1) {
        System.arraycopy(block, from, tensor, to, classes);
      } else {
        for (int k = 0; k < classes; k += TILE) {
          int along = Math.min(TILE, classes - k);
          for (int i = 0; i < run; i += TILE) {
            int beside = Math.min(TILE, run - i);
            turn(
                block,
                from + i * classes + k,
                classes,
                tensor,
                to + k * inner + i,
                inner,
                along,
                beside);
          }
        }
      }
      done += run;
    }
  }

  /// Transposes a tile: `to[i · toStride + k] = from[k · fromStride + i]`, `i < lines`, `k <
  /// length`.
  private static void turn(
      float[] from,
      int fromAt,
      int fromStride,
      float[] to,
      int toAt,
      int toStride,
      int lines,
      int length) {
    for (int i = 0; i < lines; i++) {
      for (int k = 0; k < length; k++) {
        to[toAt + i * toStride + k] = from[fromAt + k * fromStride + i];
      }
    }
  }

  /// The same in double.
  private static void turn(
      double[] from,
      int fromAt,
      int fromStride,
      double[] to,
      int toAt,
      int toStride,
      int lines,
      int length) {
    for (int i = 0; i < lines; i++) {
      for (int k = 0; k < length; k++) {
        to[toAt + i * toStride + k] = from[fromAt + k * fromStride + i];
      }
    }
  }
}
