package io.github.softjac.table;

import io.github.softjac.data.Chunk;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Header;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Chunks of which the first has been looked at, and still comes first: so a source is opened once
/// to tell the types by its first rows and to read it by them.
final class PeekedChunks implements Chunks {

  private final Chunks chunks;
  private @Nullable Chunk first;

  private PeekedChunks(Chunks chunks, @Nullable Chunk first) {
    this.chunks = chunks;
    this.first = first;
  }

  /// Takes the first chunk.
  static PeekedChunks of(Chunks chunks) throws IOException, DataException {
    return new PeekedChunks(chunks, chunks.next());
  }

  /// The first chunk, until [#next] gives it; `null`: there is none.
  @Nullable Chunk first() {
    return first;
  }

  @Override
  public Header header() {
    return chunks.header();
  }

  @Override
  public @Nullable Chunk next() throws IOException, DataException {
    Chunk chunk = first;
    if (chunk == null) {
      return chunks.next();
    }
    first = null;
    return chunk;
  }

  @Override
  public long linesBefore() {
    return chunks.linesBefore();
  }

  @Override
  public double progress() {
    return chunks.progress();
  }

  @Override
  public void close() throws IOException {
    chunks.close();
  }
}
