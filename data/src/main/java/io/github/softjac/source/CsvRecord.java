package io.github.softjac.source;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.github.softjac.data.DecimalNumber;
import io.github.softjac.data.MissingValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The cells of the record that was read last, side by side in one buffer that is used again: a
/// large file makes no strings but those that are asked for.
final class CsvRecord extends AbstractBaseCsvCallbackHandler<CsvRecord> {

  private char[] text = new char[1024];
  private int[] ends = new int[64];
  private int count;
  private long line;
  private boolean quoted;

  /// How many cells there are.
  int count() {
    return count;
  }

  /// The line on which the record starts, from 1.
  long line() {
    return line;
  }

  /// Whether the record is a line of nothing but spaces.
  boolean isBlank() {
    return count == 0 || (count == 1 && !quoted && ends[0] == 0);
  }

  boolean isMissing(int cell) {
    return MissingValue.is(text, start(cell), ends[cell]);
  }

  /// The number in the cell, NaN if there is none.
  double number(int cell) {
    return DecimalNumber.parse(text, start(cell), ends[cell]);
  }

  String text(int cell) {
    int start = start(cell);
    return new String(text, start, ends[cell] - start);
  }

  private int start(int cell) {
    return cell == 0 ? 0 : ends[cell - 1];
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    count = 0;
    line = startingLineNumber;
    quoted = false;
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
    int from = offset;
    int to = offset + length;
    while (from < to && isSpace(buffer[from])) {
      from++;
    }
    while (to > from && isSpace(buffer[to - 1])) {
      to--;
    }
    int start = count == 0 ? 0 : ends[count - 1];
    int end = start + (to - from);
    if (end > text.length) {
      text = Arrays.copyOf(text, Math.max(end, 2 * text.length));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    System.arraycopy(buffer, from, text, start, to - from);
    ends[count++] = end;
    quoted |= isQuoted;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  protected @Nullable CsvRecord buildRecord() {
    return this;
  }
}
