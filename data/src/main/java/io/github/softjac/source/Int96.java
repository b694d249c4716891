package io.github.softjac.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalTime;

/// Timestamps as old writers of Parquet have them: nanoseconds of the day, then the Julian day.
final class Int96 {

  private static final long JULIAN_DAY_OF_1970 = 2_440_588;
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  private Int96() {}

  /// The timestamp in ISO 8601.
  static String text(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long nanos = Math.floorMod(buffer.getLong(), NANOS_PER_DAY);
    LocalDate day = LocalDate.ofEpochDay(buffer.getInt() - JULIAN_DAY_OF_1970);
    return day.atTime(LocalTime.ofNanoOfDay(nanos)).toString();
  }
}
