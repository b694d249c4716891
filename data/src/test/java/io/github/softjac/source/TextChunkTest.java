package io.github.softjac.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Lines of a chunk of text, and where records end in it.
class TextChunkTest {

  private static final byte[] BYTES = {'\r', '\n', 'a', 0x0B, (byte) 0x8A, (byte) 0x8D, 0, 0x0C};

  @Test
  void linesAreThoseThatGoingByteByByteFinds() {
    SplittableRandom random = new SplittableRandom(2);
    for (int trial = 0; trial < 2000; trial++) {
      byte[] bytes = new byte[random.nextInt(60)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = BYTES[random.nextInt(BYTES.length)];
      }
      TextChunk chunk = new TextChunk(bytes, bytes.length, 0);
      for (int end = 0; end <= bytes.length; end++) {
        assertThat(chunk.lineOf(end))
            .as("trial %d, byte %d", trial, end)
            .isEqualTo(line(bytes, end));
      }
    }
  }

  private static long line(byte[] bytes, int end) {
    long line = 1;
    for (int i = 0; i < end; i++) {
      boolean afterReturn = i > 0 && bytes[i - 1] == '\r';
      if (bytes[i] == '\r' || (bytes[i] == '\n' && !afterReturn)) {
        line++;
      }
    }
    return line;
  }

  @Test
  void aQuoteIsFoundWhereverItStands() {
    RecordEnd end = RecordEnd.quoted((byte) ',', (byte) '"');
    for (int at = 0; at < 40; at++) {
      String text = "x,\n".repeat(at) + "\"a\nb";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(end.last(bytes, bytes.length)).isEqualTo(3 * at);
    }
  }
}
