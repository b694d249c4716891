package io.github.softjac.bench.contestant;

import org.jspecify.annotations.Nullable;

/// A call of libtorch on its tensors.
final class TorchCall implements Call {

  private final TorchTensors tensors;
  private final NativeNumbers output;
  private final @Nullable NativeNumbers loss;
  private final Runnable work;

  TorchCall(
      TorchTensors tensors, NativeNumbers output, @Nullable NativeNumbers loss, Runnable work) {
    this.tensors = tensors;
    this.output = output;
    this.loss = loss;
    this.work = work;
  }

  @Override
  public void run() {
    work.run();
  }

  @Override
  public void copyRow(int row, float[] into) {
    output.copyRow(row, into);
  }

  @Override
  public double loss() {
    if (loss == null) {
      return Double.NaN;
    }
    float[] value = new float[1];
    loss.copyRow(0, value);
    return value[0];
  }

  @Override
  public void close() {
    tensors.close();
  }
}
