package io.github.softjac.source;

import java.io.ByteArrayInputStream;

/// Whole records of a text, as bytes.
///
/// @param bytes the records, from 0 to `length`
/// @param offset where they begin in the text, unpacked, in bytes
// Chunks are never compared.
@SuppressWarnings("ArrayRecordComponent")
record TextChunk(byte[] bytes, int length, long offset) {

  ByteArrayInputStream stream() {
    return new ByteArrayInputStream(bytes, 0, length);
  }

  /// Whether it begins with these bytes, each the code of a character.
  boolean startsWith(String magic) {
    for (int i = 0; i < magic.length(); i++) {
      if (i >= length || (bytes[i] & 0xff) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The line of byte `end` of the chunk, from 1; lines end with LF, CRLF or CR.
  long lineOf(long end) {
    long line = 1;
    int i = 0;
    long returnBefore = 0; // at the place of the byte that follows it
    for (; i <= end - EightBytes.COUNT; i += EightBytes.COUNT) {
      long eight = EightBytes.at(bytes, i);
      long feeds = EightBytes.equal(eight, (byte) '\n');
      long returns = EightBytes.equal(eight, (byte) '\r');
      long afterReturn = (returns << Byte.SIZE) | returnBefore;
      line += Long.bitCount(returns) + Long.bitCount(feeds & ~afterReturn);
      returnBefore = returns >>> (Long.SIZE - Byte.SIZE);
    }
    int previous = i == 0 ? 0 : bytes[i - 1];
    for (; i < end; i++) {
      int current = bytes[i];
      if (current == '\r' || (current == '\n' && previous != '\r')) {
        line++;
      }
      previous = current;
    }
    return line;
  }

  /// How many lines there are, the last one counted though it may have no end.
  long lines() {
    long lines = lineOf(length) - 1;
    boolean ended = length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r');
    return lines + (length > 0 && !ended ? 1 : 0);
  }
}
