package io.github.softjac.source;

import dev.hardwood.reader.Validity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A column of bytes as text in UTF-8. Short texts that come again, as categories do, are made
/// once.
final class BinaryWords extends Words {

  private static final int LONGEST_KEPT = 32;
  private static final int KEPT = 256;

  private final byte[] bytes;
  private final int[] offsets;
  private final @Nullable String[] kept = new @Nullable String[KEPT];
  private final int[] rowOfKept = new int[KEPT];

  /// @param bytes of all cells
  /// @param offsets where the cells begin, and where the last one ends
  BinaryWords(byte[] bytes, int[] offsets, Validity validity) {
    super(validity);
    this.bytes = bytes;
    this.offsets = offsets;
  }

  @Override
  String value(int row) {
    int start = offsets[row];
    int end = offsets[row + 1];
    if (end - start > LONGEST_KEPT) {
      return made(start, end);
    }
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    int place = (hash ^ (hash >>> 8)) & (KEPT - 1);
    String known = kept[place];
    if (known != null && isSame(rowOfKept[place], start, end)) {
      return known;
    }
    String made = made(start, end);
    kept[place] = made;
    rowOfKept[place] = row;
    return made;
  }

  private boolean isSame(int row, int start, int end) {
    return Arrays.equals(bytes, offsets[row], offsets[row + 1], bytes, start, end);
  }

  private String made(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8).strip();
  }
}
