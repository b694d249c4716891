package io.github.softjac.bench.contestant;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Floats outside the heap for the peers, on a cache line's border as their own allocators have
/// them: they are to be met at their best.
final class NativeFloats {

  private static final int CACHE_LINE = 64;

  private final MemorySegment memory;

  private NativeFloats(MemorySegment memory) {
    this.memory = memory;
  }

  static NativeFloats zeros(Arena arena, int elements) {
    return new NativeFloats(arena.allocate((long) elements * Float.BYTES, CACHE_LINE));
  }

  static NativeFloats copyOf(Arena arena, float[] values) {
    NativeFloats floats = zeros(arena, values.length);
    MemorySegment.copy(values, 0, floats.memory, ValueLayout.JAVA_FLOAT, 0, values.length);
    return floats;
  }

  ByteBuffer bytes() {
    return memory.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  void copyRow(int row, float[] into) {
    long offset = (long) row * into.length * Float.BYTES;
    MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, offset, into, 0, into.length);
  }
}
