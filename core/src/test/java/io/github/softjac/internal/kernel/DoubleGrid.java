package io.github.softjac.internal.kernel;

import io.github.softjac.oracle.RandomRows;
import java.util.List;
import java.util.stream.IntStream;

/// The shapes and entries on which the double kernels are compared.
final class DoubleGrid {

  private static final double[] SPECIAL = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    Double.MIN_VALUE,
    -1e-310,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1e7
  };

  /// Rows at `offset` of arrays that go on behind them.
  static final class Batch {

    final double[] z;
    final double[] dy;
    final int offset;
    final int rows;
    final int classes;

    Batch(double[] z, double[] dy, int offset, int rows, int classes) {
      this.z = z;
      this.dy = dy;
      this.offset = offset;
      this.rows = rows;
      this.classes = classes;
    }

    @Override
    public String toString() {
      return "%d rows of %d classes at %d".formatted(rows, classes, offset);
    }
  }

  private DoubleGrid() {}

  static IntStream classes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 70),
        IntStream.of(127, 128, 129, 511, 512, 513, 1000, 4095, 4096, 4097, 8200));
  }

  /// Ordinary rows, wide rows, rows far from 0, and rows with special entries.
  static List<Batch> batches(int classes) {
    int many = classes > 600 ? 3 : 19;
    return List.of(
        batch(classes, many, 0, 1, 0, false),
        batch(classes, many + 16, 3, 30, 0, false),
        batch(classes, 1, 1, 300, 0, false),
        batch(classes, 2, 5, 1, -3e9, false),
        batch(classes, many, 7, 1e-3, 1e6, true),
        batch(classes, many, 2, 3, 0, true));
  }

  private static Batch batch(
      int classes, int rows, int offset, double deviation, double mean, boolean special) {
    RandomRows random = new RandomRows(classes * 31L + rows);
    int length = offset + rows * classes + 3;
    double[] z = random.normalDoubles(length, deviation, mean);
    double[] dy = random.normalDoubles(length, 1, 0.5);
    // One row in three stays as it is.
    for (int row = 0; special && row < rows; row++) {
      if (row % 3 > 0) {
        int from = offset + row * classes;
        z[from + random.integer(0, classes)] = SPECIAL[random.integer(0, SPECIAL.length)];
        dy[from + random.integer(0, classes)] = SPECIAL[random.integer(0, SPECIAL.length)];
      }
    }
    return new Batch(z, dy, offset, rows, classes);
  }
}
