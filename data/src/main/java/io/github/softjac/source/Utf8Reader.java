package io.github.softjac.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// UTF-8 that refuses what is not UTF-8, and knows where it was. A byte order mark is skipped.
///
/// The decoder of the JDK can refuse too, but does not say at which byte.
final class Utf8Reader extends Reader {

  private static final int BUFFER = 1 << 16;

  private final InputStream input;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer decoded = CharBuffer.allocate(BUFFER).flip();
  private long bytesBefore;
  private boolean started;
  private boolean ended;
  private long malformedAt = -1;
  private int malformedByte;

  /// @param start whether the text begins here, perhaps with a byte order mark
  Utf8Reader(InputStream input, boolean start) {
    this.input = input;
    this.started = !start;
  }

  /// Where in the file the first byte is that is not UTF-8, from 0, counted from where this began;
  /// −1 if there was none so far.
  long malformedAt() {
    return malformedAt;
  }

  /// The byte at [#malformedAt], 0 to 255.
  int malformedByte() {
    return malformedByte;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!decoded.hasRemaining()) {
      if (ended && !bytes.hasRemaining()) {
        return -1;
      }
      decode();
    }
    int count = Math.min(length, decoded.remaining());
    decoded.get(target, offset, count);
    return count;
  }

  private void decode() throws IOException {
    refill();
    decoded.clear();
    CoderResult result = decoder.decode(bytes, decoded, ended);
    decoded.flip();
    // What comes before the fault is handed out first: the fault is met again at the next call.
    if (result.isError() && !decoded.hasRemaining()) {
      malformedAt = bytesBefore + bytes.position();
      malformedByte = bytes.get(bytes.position()) & 0xff;
      throw new IOException("not UTF-8");
    }
  }

  private void refill() throws IOException {
    if (ended) {
      return;
    }
    bytesBefore += bytes.position();
    bytes.compact();
    int wanted = bytes.remaining();
    int found = input.readNBytes(bytes.array(), bytes.position(), wanted);
    ended = found < wanted;
    bytes.position(bytes.position() + found).flip();
    if (!started) {
      started = true;
      skipByteOrderMark();
    }
  }

  private void skipByteOrderMark() {
    if (bytes.remaining() >= 3
        && bytes.get(0) == (byte) 0xEF
        && bytes.get(1) == (byte) 0xBB
        && bytes.get(2) == (byte) 0xBF) {
      bytes.position(3);
    }
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
