package io.github.softjac.data;

import io.github.softjac.data.DataException.Fault;
import java.io.Closeable;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All rows of a source, one after another, counted from its start.
public final class OpenRows extends Rows implements Closeable {

  private final Chunks chunks;
  private @Nullable Rows chunk;
  private long rowsBefore;
  private long fileRowsBefore;
  private long linesBefore;

  private OpenRows(String source, Chunks chunks) {
    super(source, chunks.header());
    this.chunks = chunks;
    this.linesBefore = chunks.linesBefore();
  }

  /// Opens a source.
  public static OpenRows of(Source source) throws IOException, DataException {
    return new OpenRows(source.name(), source.open());
  }

  @Override
  public boolean next() throws IOException, DataException {
    try {
      while (chunk == null || !chunk.next()) {
        if (chunk != null) {
          rowsBefore += chunk.row();
          fileRowsBefore += chunk.row();
          linesBefore += chunk.lines();
          chunk = null;
        }
        Chunk next = chunks.next();
        if (next == null) {
          return false;
        }
        if (next.beginsFile()) {
          fileRowsBefore = 0;
          linesBefore = 0;
        }
        chunk = next.rows();
      }
      return true;
    } catch (DataException e) {
      throw e.shifted(fileRowsBefore, linesBefore);
    }
  }

  @Override
  public long row() {
    return rowsBefore + (chunk == null ? 0 : chunk.row());
  }

  @Override
  public long line() {
    return chunk == null || chunk.line() == 0 ? 0 : linesBefore + chunk.line();
  }

  @Override
  public DataException badRow(Fault fault, String problem) {
    return current().badRow(fault, problem).shifted(fileRowsBefore, linesBefore);
  }

  @Override
  public DataException badCell(int column, Fault fault, String problem) {
    return current().badCell(column, fault, problem).shifted(fileRowsBefore, linesBefore);
  }

  @Override
  public long lines() {
    return linesBefore;
  }

  private Rows current() {
    return Objects.requireNonNull(chunk, "next() comes first");
  }

  @Override
  public boolean isMissing(int column) {
    return current().isMissing(column);
  }

  @Override
  public double number(int column) {
    return current().number(column);
  }

  @Override
  public String text(int column) {
    return current().text(column);
  }

  @Override
  public @Nullable SparseVector vector(int column) {
    return current().vector(column);
  }

  @Override
  public void close() throws IOException {
    chunks.close();
  }
}
