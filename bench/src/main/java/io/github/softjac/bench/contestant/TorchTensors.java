package io.github.softjac.bench.contestant;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import io.github.softjac.bench.problem.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Tensors of libtorch over memory of ours, freed together.
final class TorchTensors implements AutoCloseable {

  private final ElementType type;
  private final Arena arena = Arena.ofShared();
  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  TorchTensors(ElementType type) {
    this.type = type;
  }

  ElementType type() {
    return type;
  }

  private DataType dataType() {
    return switch (type) {
      case FLOAT -> DataType.FLOAT32;
      case DOUBLE -> DataType.FLOAT64;
    };
  }

  NativeNumbers zeros(int elements) {
    return NativeNumbers.zeros(arena, type, elements);
  }

  NativeNumbers copyOf(float[] values) {
    return NativeNumbers.copyOf(arena, type, values);
  }

  /// A tensor that reads and writes these numbers; not a copy.
  MemorySegment over(NativeNumbers numbers, long... shape) {
    return address(
        manager.create(numbers.bytes(), new ai.djl.ndarray.types.Shape(shape), dataType()));
  }

  /// The transpose of such a tensor, `[columns × rows]`; not a copy either.
  MemorySegment turnedOver(NativeNumbers numbers, int rows, int columns) {
    return address(
        manager
            .create(numbers.bytes(), new ai.djl.ndarray.types.Shape(rows, columns), dataType())
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
    return address(
        switch (type) {
          case FLOAT -> manager.create(value);
          case DOUBLE -> manager.create((double) value);
        });
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
