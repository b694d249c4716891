package io.github.softjac.source;

/// Where records of a text end.
@FunctionalInterface
interface RecordEnd {

  /// A record a line.
  RecordEnd LINES = RecordEnd::afterLastLine;

  /// The index after the end of the last whole record in `bytes[0 .. length)`, which begin with a
  /// record and go on behind `length`; 0 or less: there is no whole record.
  int last(byte[] bytes, int length);

  /// After the last line feed; in a text without one, after the last carriage return.
  static int afterLastLine(byte[] bytes, int length) {
    for (int i = length - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    // The last byte may be the first half of a CRLF.
    for (int i = length - 2; i >= 0; i--) {
      if (bytes[i] == '\r') {
        return i + 1;
      }
    }
    return 0;
  }

  /// Lines, but for those inside quotes. A quote opens a cell only where the cell begins.
  static RecordEnd quoted(byte separator, byte quote) {
    return (bytes, length) ->
        hasByte(bytes, length, quote)
            ? afterLastUnquotedLine(bytes, length, separator, quote)
            : afterLastLine(bytes, length);
  }

  private static boolean hasByte(byte[] bytes, int length, byte sought) {
    int i = 0;
    for (; i <= length - EightBytes.COUNT; i += EightBytes.COUNT) {
      if (EightBytes.equal(EightBytes.at(bytes, i), sought) != 0) {
        return true;
      }
    }
    for (; i < length; i++) {
      if (bytes[i] == sought) {
        return true;
      }
    }
    return false;
  }

  private static int afterLastUnquotedLine(byte[] bytes, int length, byte separator, byte quote) {
    int last = 0;
    int i = startsWithByteOrderMark(bytes, length) ? 3 : 0;
    while (i < length) {
      if (bytes[i] == quote) { // at the beginning of a cell
        i = afterQuotes(bytes, i + 1, length, quote);
      }
      while (i < length && bytes[i] != separator && bytes[i] != '\n' && bytes[i] != '\r') {
        i++;
      }
      if (i < length && bytes[i] == '\n') {
        last = i + 1;
      } else if (i < length - 1 && bytes[i] == '\r' && bytes[i + 1] != '\n') {
        last = i + 1;
      }
      i++;
    }
    return last;
  }

  /// The index after the closing quote, or `length`.
  private static int afterQuotes(byte[] bytes, int from, int length, byte quote) {
    int i = from;
    while (i < length) {
      if (bytes[i] == quote) {
        if (i + 1 < length && bytes[i + 1] == quote) {
          i++;
        } else {
          return i + 1;
        }
      }
      i++;
    }
    return length;
  }

  private static boolean startsWithByteOrderMark(byte[] bytes, int length) {
    return length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }
}
