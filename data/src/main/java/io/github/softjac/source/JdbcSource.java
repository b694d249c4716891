package io.github.softjac.source;

import io.github.softjac.data.Chunk;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Header;
import io.github.softjac.data.Source;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The result of a query, by any JDBC driver that is on the class path.
public final class JdbcSource implements Source {

  private static final int CHUNK_CELLS = 1 << 16;
  private static final int FETCH = 1024;

  private final String url;
  private final String query;

  /// A query of a database.
  ///
  /// @param url as the driver takes it, beginning with `jdbc:`
  public JdbcSource(String url, String query) {
    this.url = url;
    this.query = query;
  }

  /// The URL up to where passwords and other settings begin.
  @Override
  public String name() {
    String bare = url.replaceAll("//[^/@]*@", "//");
    int end = bare.length();
    for (char c : new char[] {'?', ';'}) {
      int at = bare.indexOf(c);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    return bare.substring(0, end);
  }

  @Override
  public Chunks open() throws DataException {
    @Nullable Connection connection = null;
    try {
      connection = DriverManager.getConnection(url);
      return new Open(connection);
    } catch (SQLException e) {
      close(connection);
      throw failed(e);
    } catch (DataException e) {
      close(connection);
      throw e;
    }
  }

  private static void close(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // What went wrong before this is what the user needs to know.
    }
  }

  private DataException failed(SQLException cause) {
    String message = firstLine(cause.getMessage());
    return new DataException(
        name(),
        message.startsWith("No suitable driver")
            ? "there is no driver for this URL; allowed: URLs whose driver is on the class path (SOFTJAC_CLASSPATH)"
            : "the database says: %s (SQL state %s); allowed: a query that succeeds"
                .formatted(message, firstLine(cause.getSQLState())));
  }

  private static String firstLine(@Nullable String text) {
    return String.valueOf(text).lines().findFirst().orElse("");
  }

  private final class Open implements Chunks {

    private final Connection connection;
    private final Statement statement;
    private final ResultSet result;
    private final Header header;

    // The connection owns both, and is closed by close().
    Open(Connection connection) throws SQLException, DataException {
      this.connection = connection;
      connection.setAutoCommit(false); // some drivers stream only so
      statement = connection.createStatement();
      statement.setFetchSize(FETCH);
      result = statement.executeQuery(query);
      ResultSetMetaData columns = result.getMetaData();
      List<String> names = new ArrayList<>();
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        names.add(Objects.requireNonNullElse(columns.getColumnLabel(column), ""));
      }
      if (names.isEmpty()) {
        throw new DataException(
            name(), "the query gives no columns; allowed: a query that gives at least one");
      }
      header = new Header(name(), names);
    }

    @Override
    public Header header() {
      return header;
    }

    @Override
    public @Nullable Chunk next() throws DataException {
      int width = header.names().size();
      List<@Nullable Object[]> rows = new ArrayList<>();
      try {
        while (rows.size() < Math.max(1, CHUNK_CELLS / width) && result.next()) {
          @Nullable Object[] cells = new @Nullable Object[width];
          for (int column = 0; column < width; column++) {
            cells[column] = JdbcCell.of(result.getObject(column + 1));
          }
          rows.add(cells);
        }
      } catch (SQLException e) {
        throw failed(e);
      }
      return rows.isEmpty() ? null : () -> new JdbcRows(name(), header, rows);
    }

    @Override
    public void close() {
      JdbcSource.close(connection);
    }
  }
}
