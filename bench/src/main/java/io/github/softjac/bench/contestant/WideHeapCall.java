package io.github.softjac.bench.contestant;

/// [HeapCall] in double.
final class WideHeapCall implements Call {

  /// Writes the output, returns the mean cost or NaN.
  @FunctionalInterface
  interface Work {
    double into(double[] output);
  }

  private final double[] output;
  private final Work work;
  private double loss = Double.NaN;

  WideHeapCall(int elements, Work work) {
    this.output = new double[elements];
    this.work = work;
  }

  @Override
  public void run() {
    loss = work.into(output);
  }

  @Override
  public void copyRow(int row, float[] into) {
    for (int k = 0; k < into.length; k++) {
      into[k] = (float) output[row * into.length + k];
    }
  }

  @Override
  public double loss() {
    return loss;
  }

  @Override
  public void close() {}
}
