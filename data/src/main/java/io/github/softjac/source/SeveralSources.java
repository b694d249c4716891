package io.github.softjac.source;

import io.github.softjac.data.Chunk;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Header;
import io.github.softjac.data.Quoted;
import io.github.softjac.data.Rows;
import io.github.softjac.data.Source;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several sources of the same columns in the same order, one after another. Messages name the
/// part, and count its own rows and lines.
public final class SeveralSources implements Source {

  private final String name;
  private final List<Source> parts;

  /// @param parts one or more
  public SeveralSources(String name, List<? extends Source> parts) {
    this.name = name;
    this.parts = List.copyOf(parts);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Chunks open() throws IOException, DataException {
    return new Open();
  }

  /// The first chunk of a part.
  private record FirstChunk(Chunk chunk) implements Chunk {

    @Override
    public Rows rows() throws IOException, DataException {
      return chunk.rows();
    }

    @Override
    public boolean beginsFile() {
      return true;
    }
  }

  private final class Open implements Chunks {

    private final Header header;
    private Chunks current;
    private int part;
    private boolean begun;

    Open() throws IOException, DataException {
      current = parts.getFirst().open();
      header = current.header();
    }

    @Override
    public Header header() {
      return header;
    }

    @Override
    public @Nullable Chunk next() throws IOException, DataException {
      while (true) {
        Chunk chunk = current.next();
        if (chunk != null) {
          boolean first = !begun;
          begun = true;
          return first ? new FirstChunk(chunk) : chunk;
        }
        if (part == parts.size() - 1) {
          return null;
        }
        current.close();
        part++;
        begun = false;
        current = parts.get(part).open();
        requireSameColumns();
      }
    }

    private void requireSameColumns() throws DataException {
      if (!current.header().names().equals(header.names())) {
        throw new DataException(
            parts.get(part).name(),
            "the columns are %s; allowed: those of %s, %s"
                .formatted(
                    Quoted.list(current.header().names()),
                    parts.getFirst().name(),
                    Quoted.list(header.names())));
      }
    }

    @Override
    public double progress() {
      return (part + Math.max(0, current.progress())) / parts.size();
    }

    @Override
    public void close() throws IOException {
      current.close();
    }
  }
}
