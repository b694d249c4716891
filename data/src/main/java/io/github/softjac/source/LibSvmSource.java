package io.github.softjac.source;

import io.github.softjac.data.Chunk;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Header;
import io.github.softjac.data.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// LIBSVM text: `label index:value …`, a row a line, indices from 1 and ascending. Two columns:
/// `label`, and `features`, a sparse vector.
public final class LibSvmSource implements Source {

  /// The name of the label column.
  public static final String LABEL = "label";

  /// The name of the column of vectors.
  public static final String FEATURES = "features";

  private static final String WHAT = "a file in LIBSVM format";

  private final DataFile file;
  private final int chunkSize;

  /// A file.
  public LibSvmSource(Path file) {
    this(new DataFile(file), TextChunks.SIZE);
  }

  LibSvmSource(DataFile file, int chunkSize) {
    this.file = file;
    this.chunkSize = chunkSize;
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public Chunks open() throws IOException, DataException {
    TextChunks text = new TextChunks(FileBytes.open(file, WHAT), chunkSize);
    Header header = new Header(name(), List.of(LABEL, FEATURES));
    return new Chunks() {
      @Override
      public Header header() {
        return header;
      }

      @Override
      public @Nullable Chunk next() throws IOException, DataException {
        TextChunk chunk = text.next(RecordEnd.LINES);
        return chunk == null ? null : () -> new LibSvmRows(name(), header, chunk);
      }

      @Override
      public double progress() {
        return text.progress();
      }

      @Override
      public void close() throws IOException {
        text.close();
      }
    };
  }
}
