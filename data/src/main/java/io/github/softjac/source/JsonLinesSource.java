package io.github.softjac.source;

import com.google.gson.JsonParseException;
import io.github.softjac.data.Chunk;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Header;
import io.github.softjac.data.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// JSON lines: one flat object a line. The columns are the keys of the objects in the first MiB, in
/// the order in which they come first; an object without a key has a missing cell there.
public final class JsonLinesSource implements Source {

  private static final String WHAT = "a file of JSON lines";

  private final DataFile file;
  private final int chunkSize;

  /// A file.
  public JsonLinesSource(Path file) {
    this(new DataFile(file), TextChunks.SIZE);
  }

  JsonLinesSource(DataFile file, int chunkSize) {
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
    try {
      return new Open(name(), text);
    } catch (IOException | DataException | RuntimeException e) {
      try (text) {
        throw e;
      }
    }
  }

  private static final class Open implements Chunks {

    private final String name;
    private final TextChunks text;
    private final Header header;
    private @Nullable TextChunk first;

    Open(String name, TextChunks text) throws IOException, DataException {
      this.name = name;
      this.text = text;
      first = text.next(RecordEnd.LINES);
      if (first == null) {
        throw new DataException(name, "the file is empty; allowed: one JSON object a line");
      }
      header = new Header(name, new ArrayList<>(keys(first)));
    }

    private Set<String> keys(TextChunk start) throws DataException {
      Set<String> keys = new LinkedHashSet<>();
      Lines lines = new Lines(name, start);
      @Nullable DataException firstFault = null;
      for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
        try {
          keys.addAll(JsonRows.object(line).keySet());
        } catch (JsonParseException e) {
          // A bad row is reported, or skipped, where the rows are read.
          if (firstFault == null) {
            firstFault = new DataException(name, lines.line(), JsonRows.problem(line));
          }
        }
      }
      if (keys.isEmpty()) {
        throw firstFault != null
            ? firstFault
            : new DataException(name, "the file is empty; allowed: one JSON object a line");
      }
      return keys;
    }

    @Override
    public Header header() {
      return header;
    }

    @Override
    public @Nullable Chunk next() throws IOException, DataException {
      TextChunk chunk = first == null ? text.next(RecordEnd.LINES) : first;
      first = null;
      return chunk == null ? null : () -> new JsonRows(name, header, chunk);
    }

    @Override
    public double progress() {
      return text.progress();
    }

    @Override
    public void close() throws IOException {
      text.close();
    }
  }
}
