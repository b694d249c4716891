package io.github.softjac.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes of a text, looked at together.
final class EightBytes {

  /// How many there are.
  static final int COUNT = Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;

  private EightBytes() {}

  /// The bytes from `at` on, the first one the lowest.
  static long at(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /// The highest bit of each byte that is the one sought, and no other bit.
  static long equal(long eight, byte sought) {
    long zeroWhereEqual = eight ^ ((sought & 0xFFL) * ONES);
    // A byte carries into its highest bit unless its lower bits are all 0.
    return ~(((zeroWhereEqual & LOW_BITS) + LOW_BITS) | zeroWhereEqual | LOW_BITS);
  }
}
