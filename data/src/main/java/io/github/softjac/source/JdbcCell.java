package io.github.softjac.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
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
      case Timestamp timestamp -> text(timestamp);
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case Blob blob -> bytes(blob);
      case Clob clob -> text(clob);
      default -> value.toString(); // BigDecimal, dates, text, and what drivers have of their own
    };
  }

  private static String text(Timestamp timestamp) {
    try {
      return timestamp.toLocalDateTime().toString();
    } catch (DateTimeException e) {
      return timestamp.toString(); // a year beyond what its own fields can hold
    }
  }

  private static @Nullable String text(Clob clob) throws SQLException {
    try (@Nullable Reader reader = clob.getCharacterStream()) {
      if (reader == null) {
        return null;
      }
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString();
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  /// As those of a column of bytes; what such an object says of itself differs from run to run.
  private static @Nullable String bytes(Blob blob) throws SQLException {
    try (@Nullable InputStream stream = blob.getBinaryStream()) {
      return stream == null ? null : HexFormat.of().formatHex(stream.readAllBytes());
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }
}
