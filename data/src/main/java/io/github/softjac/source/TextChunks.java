package io.github.softjac.source;

import io.github.softjac.data.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Cuts a text into chunks of whole records.
final class TextChunks implements Closeable {

  /// Size of a chunk unless a test wants another one; of the first chunk always, since headers and
  /// dialects are found in it.
  static final int SIZE = 1 << 20;

  /// A record that is longer than this is passed on as it is, for the parser to refuse.
  private static final int LONGEST_RECORD = 20 << 20;

  private final Bytes input;
  private final int size;
  private byte[] rest = {};
  private int restLength;
  private long offset;
  private boolean ended;

  TextChunks(Bytes input, int size) {
    this.input = input;
    this.size = size;
  }

  /// The next chunk, or `null` after the last.
  @Nullable TextChunk next(RecordEnd recordEnd) throws IOException, DataException {
    int wanted = offset == 0 ? SIZE : size;
    while (!ended || restLength > 0) {
      if (!ended) {
        fill(Math.max(wanted, restLength));
      }
      int end = ended ? restLength : recordEnd.last(rest, restLength);
      if (end <= 0 && restLength < LONGEST_RECORD) {
        wanted = Math.max(wanted, restLength) * 2;
        continue;
      }
      return cut(end <= 0 ? restLength : end);
    }
    return null;
  }

  /// The first chunk anew, by another rule of where records end.
  TextChunk extend(TextChunk first, RecordEnd recordEnd) throws IOException, DataException {
    byte[] joined = Arrays.copyOf(first.bytes(), first.length() + restLength);
    System.arraycopy(rest, 0, joined, first.length(), restLength);
    rest = joined;
    restLength = joined.length;
    offset = 0;
    return Objects.requireNonNull(next(recordEnd), "there is at least what there was before");
  }

  private void fill(int wanted) throws IOException, DataException {
    if (rest.length < wanted) {
      rest = Arrays.copyOf(rest, wanted);
    }
    int missing = rest.length - restLength;
    int found = input.read(rest, restLength, missing);
    ended = found < missing;
    restLength += found;
  }

  private @Nullable TextChunk cut(int end) {
    TextChunk chunk = new TextChunk(rest, end, offset);
    byte[] next = new byte[Math.max(size, restLength - end)];
    System.arraycopy(rest, end, next, 0, restLength - end);
    rest = next;
    restLength -= end;
    offset += end;
    return chunk;
  }

  double progress() {
    return input.progress();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
