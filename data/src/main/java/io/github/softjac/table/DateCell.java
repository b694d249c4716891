package io.github.softjac.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Dates of ISO 8601: `2024-02-29`, `2024-02-29T12:30`, `2024-02-29 12:30:01.5`, with or without an
/// offset.
public final class DateCell {

  private static final int DATE_LENGTH = 10;

  private DateCell() {}

  /// Seconds since 1970 in UTC; a date without an offset is taken as UTC. NaN: the text is none.
  public static double seconds(String text) {
    if (text.length() < DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return Double.NaN;
    }
    try {
      if (text.length() == DATE_LENGTH) {
        return LocalDate.parse(text).toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC);
      }
      String time = text.charAt(DATE_LENGTH) == ' ' ? text.replaceFirst(" ", "T") : text;
      if (!hasOffset(time)) {
        return seconds(LocalDateTime.parse(time), ZoneOffset.UTC);
      }
      OffsetDateTime zoned = OffsetDateTime.parse(time);
      return seconds(zoned.toLocalDateTime(), zoned.getOffset());
    } catch (DateTimeException e) {
      return Double.NaN;
    }
  }

  private static boolean hasOffset(String time) {
    return time.endsWith("Z") || time.lastIndexOf('+') > 0 || time.lastIndexOf('-') > DATE_LENGTH;
  }

  private static double seconds(LocalDateTime time, ZoneOffset offset) {
    Instant instant = time.toInstant(offset);
    return instant.getEpochSecond() + instant.getNano() / 1e9;
  }
}
