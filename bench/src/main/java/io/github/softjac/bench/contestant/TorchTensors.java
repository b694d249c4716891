package io.github.softjac.bench.contestant;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Tensors of libtorch over memory of ours, freed together.
final class TorchTensors implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  NativeFloats zeros(int elements) {
    return NativeFloats.zeros(arena, elements);
  }

  NativeFloats copyOf(float[] values) {
    return NativeFloats.copyOf(arena, values);
  }

  /// A float tensor that reads and writes these floats; not a copy.
  MemorySegment over(NativeFloats floats, long... shape) {
    return address(
        manager.create(floats.bytes(), new ai.djl.ndarray.types.Shape(shape), DataType.FLOAT32));
  }

  /// The transpose of such a tensor, `[columns × rows]`; not a copy either.
  MemorySegment turnedOver(NativeFloats floats, int rows, int columns) {
    return address(
        manager
            .create(floats.bytes(), new ai.djl.ndarray.types.Shape(rows, columns), DataType.FLOAT32)
            .transpose());
  }

  MemorySegment of(int[] labels) {
    long[] widened = new long[labels.length];
    for (int row = 0; row < labels.length; row++) {
      widened[row] = labels[row];
    }
    return address(manager.create(widened));
  }

  MemorySegment scalar(float value) {
    return address(manager.create(value));
  }

  private static MemorySegment address(NDArray array) {
    if (array instanceof PtNDArray tensor) {
      return MemorySegment.ofAddress(tensor.getHandle());
    }
    throw new IllegalStateException(
        "DJL made a %s: a tensor of libtorch is needed".formatted(array.getClass().getName()));
  }

  @Override
  public void close() {
    manager.close();
    arena.close();
  }
}
