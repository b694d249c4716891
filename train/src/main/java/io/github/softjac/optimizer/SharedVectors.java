package io.github.softjac.optimizer;

import io.github.softjac.internal.parallel.Workers;

/// [Vectors] by all workers: pieces of the vectors are cut by their length alone, and the parts of
/// a sum are added in order, so that no bit depends on how many there are.
final class SharedVectors {

  /// Elements of a piece: microseconds of work.
  private static final int PIECE = 1 << 14;

  private final int size;
  private final Workers workers;
  private final double[] parts;

  /// For vectors of `size` elements.
  SharedVectors(int size, Workers workers) {
    this.size = size;
    this.workers = workers;
    parts = new double[Math.ceilDiv(size, PIECE)];
  }

  double dot(double[] a, double[] b) {
    workers.run(
        parts.length,
        (piece, worker) -> parts[piece] = Vectors.dot(a, b, piece * PIECE, end(piece)));
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  /// `max |a_i|`, NaN if one is.
  double maxNorm(double[] a) {
    workers.run(
        parts.length,
        (piece, worker) -> parts[piece] = Vectors.maxNorm(a, piece * PIECE, end(piece)));
    return Vectors.maxNorm(parts);
  }

  /// `sum = a + scale · b`.
  void add(double[] a, double scale, double[] b, double[] sum) {
    workers.run(
        parts.length, (piece, worker) -> Vectors.add(a, scale, b, sum, piece * PIECE, end(piece)));
  }

  private int end(int piece) {
    return Math.min(size, (piece + 1) * PIECE);
  }
}
