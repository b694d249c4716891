package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Floats or doubles outside the heap for the peers, on a cache line's border as their own
/// allocators have them: they are to be met at their best.
final class NativeNumbers {

  private static final int CACHE_LINE = 64;

  private final ElementType type;
  private final MemorySegment memory;

  private NativeNumbers(ElementType type, MemorySegment memory) {
    this.type = type;
    this.memory = memory;
  }

  static NativeNumbers zeros(Arena arena, ElementType type, int elements) {
    return new NativeNumbers(type, arena.allocate((long) elements * type.bytes(), CACHE_LINE));
  }

  static NativeNumbers copyOf(Arena arena, ElementType type, float[] values) {
    NativeNumbers numbers = zeros(arena, type, values.length);
    MemorySegment memory = numbers.memory;
    switch (type) {
      case FLOAT -> MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, 0, values.length);
      case DOUBLE -> {
        double[] wide = ElementType.widened(values);
        MemorySegment.copy(wide, 0, memory, ValueLayout.JAVA_DOUBLE, 0, wide.length);
      }
    }
    return numbers;
  }

  ByteBuffer bytes() {
    return memory.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /// Doubles are rounded to float.
  void copyRow(int row, float[] into) {
    long first = (long) row * into.length;
    switch (type) {
      case FLOAT ->
          MemorySegment.copy(
              memory, ValueLayout.JAVA_FLOAT, first * Float.BYTES, into, 0, into.length);
      case DOUBLE -> {
        for (int k = 0; k < into.length; k++) {
          into[k] = (float) memory.getAtIndex(ValueLayout.JAVA_DOUBLE, first + k);
        }
      }
    }
  }
}
