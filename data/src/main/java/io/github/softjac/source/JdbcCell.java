package io.github.softjac.source;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Clob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What a driver gives for a cell, as [CellRows] takes it.
final class JdbcCell {

  private JdbcCell() {}

  static @Nullable Object of(@Nullable Object value) throws SQLException {
    return switch (value) {
      case null -> null;
      case Float number -> (double) number;
      case Double number -> number;
      case Long number -> number;
      case Integer number -> (long) number;
      case Short number -> (long) number;
      case Byte number -> (long) number;
      case Timestamp timestamp -> timestamp.toLocalDateTime().toString();
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case Clob clob -> text(clob);
      default -> value.toString(); // BigDecimal, dates, text, and what drivers have of their own
    };
  }

  private static String text(Clob clob) throws SQLException {
    try (Reader reader = clob.getCharacterStream()) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
