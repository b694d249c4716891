package io.github.softjac.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A driver whose one query gives what some bytes say: how many columns, their names, and cells of
/// any type that a driver may give, absent ones and failures among them. When the bytes are used up
/// there are no more rows.
final class AnyDriver implements Driver {

  static final String URL = "jdbc:any:bytes";

  private static final int MOST_COLUMNS = 8;
  private static final int KINDS = 20;

  private final byte[] bytes;
  private final int columns;
  private int at;

  AnyDriver(byte[] bytes) {
    this.bytes = bytes;
    columns = next() % (MOST_COLUMNS + 1);
  }

  /// The next of the bytes, 0 after the last.
  private int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  private long number() {
    long number = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      number = number << 8 | next();
    }
    return number;
  }

  private byte[] some() {
    byte[] some = new byte[next() % 16];
    for (int i = 0; i < some.length; i++) {
      some[i] = (byte) next();
    }
    return some;
  }

  private String text() {
    return new String(some(), StandardCharsets.UTF_8);
  }

  private @Nullable String name() {
    return next() == 1 ? null : text();
  }

  private @Nullable Object cell() throws SQLException {
    return switch (next() % KINDS) {
      case 0 -> null;
      case 1 -> (byte) next();
      case 2 -> (short) number();
      case 3 -> (int) number();
      case 4 -> number();
      case 5 -> Float.intBitsToFloat((int) number());
      case 6 -> Double.longBitsToDouble(number());
      case 7 -> BigDecimal.valueOf(number(), (int) number());
      case 8 -> next() % 2 == 0;
      case 9 -> new Date(number());
      case 10 -> new Time(number());
      case 11 -> new Timestamp(number());
      case 12 -> some();
      case 13 -> clob(new StringReader(text()));
      case 14 -> clob(failing());
      case 15 -> clob(null);
      case 16 -> blob(new ByteArrayInputStream(some()));
      case 17 -> blob(null);
      case 18 -> throw new SQLException(name(), name());
      default -> text();
    };
  }

  private static Reader failing() {
    return new Reader() {
      @Override
      public int read(char[] to, int offset, int length) throws IOException {
        throw new IOException("lost\nthe line");
      }

      @Override
      public void close() {}
    };
  }

  private static Clob clob(@Nullable Reader reader) {
    return answering(Clob.class, (self, method, arguments) -> reader);
  }

  private static Blob blob(@Nullable InputStream stream) {
    return answering(Blob.class, (self, method, arguments) -> stream);
  }

  @Override
  public @Nullable Connection connect(String url, Properties properties) {
    if (!acceptsURL(url)) {
      return null;
    }
    Statement statement =
        answering(
            Statement.class,
            (self, method, arguments) -> method.getName().equals("executeQuery") ? result() : null);
    return answering(
        Connection.class,
        (self, method, arguments) -> method.getName().equals("createStatement") ? statement : null);
  }

  private ResultSet result() {
    ResultSetMetaData names =
        answering(
            ResultSetMetaData.class,
            (self, method, arguments) ->
                method.getName().equals("getColumnCount") ? (Object) columns : name());
    return answering(
        ResultSet.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getMetaData" -> names;
              case "next" -> at < bytes.length;
              default -> cell();
            });
  }

  private static <T> T answering(Class<T> type, InvocationHandler answer) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answer));
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.equals(URL);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
