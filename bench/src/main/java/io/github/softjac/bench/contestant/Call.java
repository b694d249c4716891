package io.github.softjac.bench.contestant;

/// One call with its buffers, to be repeated. Allocates nothing that the contestant could avoid.
public interface Call extends AutoCloseable {

  void run();

  /// Copies a row of the output of the last run, rounded to float.
  void copyRow(int row, float[] into);

  /// Mean cost of the last run; NaN where the operation has none.
  double loss();

  /// Frees what lies outside the heap.
  @Override
  void close();
}
