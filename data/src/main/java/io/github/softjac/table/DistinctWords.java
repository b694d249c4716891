package io.github.softjac.table;

import java.util.Arrays;

/// How many different words a column has, up to [#MOST]: a set of their hashes.
final class DistinctWords {

  /// Counts no further.
  static final int MOST = 1 << 16;

  private static final long EMPTY = 0;

  private long[] slots = new long[64];
  private int size;

  void add(String word) {
    if (size < MOST) {
      addHash(hash(word));
    }
  }

  void addAll(DistinctWords others) {
    for (long hash : others.slots) {
      if (hash != EMPTY && size < MOST) {
        addHash(hash);
      }
    }
  }

  int size() {
    return size;
  }

  private void addHash(long hash) {
    int mask = slots.length - 1;
    int at = (int) hash & mask;
    while (slots[at] != EMPTY) {
      if (slots[at] == hash) {
        return;
      }
      at = (at + 1) & mask;
    }
    slots[at] = hash;
    size++;
    if (2 * size > slots.length) {
      grow();
    }
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    Arrays.fill(slots, EMPTY);
    size = 0;
    for (long hash : old) {
      if (hash != EMPTY) {
        addHash(hash);
      }
    }
  }

  private static long hash(String word) {
    long hash = word.length();
    for (int i = 0; i < word.length(); i++) {
      hash = hash * 0x5851F42D4C957F2DL + word.charAt(i) + 1;
    }
    hash = (hash ^ (hash >>> 32)) * 0xFF51AFD7ED558CCDL;
    hash ^= hash >>> 29;
    return hash == EMPTY ? 1 : hash;
  }
}
