package io.github.softjac.data;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A source that has been opened: its rows, in chunks, in order. For one thread; the chunks may go
/// to others. Where one chunk ends and the next begins changes nothing of what is read.
public interface Chunks extends Closeable {

  /// The names of the columns.
  Header header();

  /// The next chunk, or `null` after the last.
  ///
  /// @throws DataException if what comes cannot be cut into rows, or the source changed meanwhile
  @Nullable Chunk next() throws IOException, DataException;

  /// Lines before the first chunk: those of the header.
  default long linesBefore() {
    return 0;
  }

  /// How much has been read, from 0 to 1; NaN: nobody knows.
  default double progress() {
    return Double.NaN;
  }
}
