package io.github.softjac.source;

import io.github.softjac.data.DataException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// The lines of a chunk that are not blank, in strict UTF-8.
final class Lines {

  private final String source;
  private final TextChunk chunk;
  private int at;
  private long line;

  Lines(String source, TextChunk chunk) {
    this.source = source;
    this.chunk = chunk;
    if (chunk.offset() == 0 && chunk.startsWith("\u00ef\u00bb\u00bf")) {
      at = 3;
    }
  }

  /// The number of the line that was given last, from 1.
  long line() {
    return line;
  }

  /// The next line without its end and without spaces around it; empty after the last.
  String next() throws DataException {
    while (at < chunk.length()) {
      int from = at;
      while (at < chunk.length() && chunk.bytes()[at] != '\n' && chunk.bytes()[at] != '\r') {
        at++;
      }
      int to = at;
      if (at < chunk.length() - 1 && chunk.bytes()[at] == '\r' && chunk.bytes()[at + 1] == '\n') {
        at++;
      }
      at++;
      line++;
      String text = decode(from, to).strip();
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private String decode(int from, int to) throws DataException {
    ByteBuffer bytes = ByteBuffer.wrap(chunk.bytes(), from, to - from);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException e) {
      int malformed = bytes.position();
      throw new DataException(
          source,
          line,
          "byte %,d of the file, 0x%02X, is not UTF-8; allowed: UTF-8 text"
              .formatted(chunk.offset() + malformed + 1, chunk.bytes()[malformed] & 0xff));
    }
  }
}
