package io.github.softjac.table;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Numbers by row, in pages: in floats where a page loses nothing by it, in memory or in a file.
final class NumberPages {

  private static final int SHIFT = 14;
  private static final int PAGE = 1 << SHIFT;
  private static final int MASK = PAGE - 1;

  private static final float[] NO_FLOATS = {};
  private static final double[] NO_DOUBLES = {};

  private final DataMemory memory;
  private final List<Object> pages = new ArrayList<>();
  private double[] present = {};
  private int filled;

  /// @param memory where the pages go
  NumberPages(DataMemory memory) {
    this.memory = memory;
  }

  void append(double[] numbers, int count) throws IOException {
    int from = 0;
    while (from < count) {
      int length = Math.min(count - from, PAGE - filled);
      if (present.length < filled + length) {
        present = Arrays.copyOf(present, Math.min(PAGE, Math.max(filled + length, 2 * filled)));
      }
      System.arraycopy(numbers, from, present, filled, length);
      filled += length;
      from += length;
      if (filled == PAGE) {
        seal();
      }
    }
  }

  private void seal() throws IOException {
    boolean exact = true;
    for (int i = 0; i < filled; i++) {
      double x = present[i];
      exact &= (float) x == x || Double.isNaN(x);
    }
    if (!memory.take((exact ? 4L : 8L) * filled)) {
      PageFile file = memory.file();
      pages.add(exact ? file.floats(present, filled) : file.doubles(present, filled));
    } else if (exact) {
      float[] floats = new float[filled];
      for (int i = 0; i < filled; i++) {
        floats[i] = (float) present[i];
      }
      pages.add(floats);
    } else {
      pages.add(Arrays.copyOf(present, filled));
    }
    filled = 0;
  }

  double at(int row) {
    int page = row >>> SHIFT;
    int at = row & MASK;
    if (page == pages.size()) {
      return present[at];
    }
    return switch (pages.get(page)) {
      case float[] floats -> floats[at];
      case double[] doubles -> doubles[at];
      case MemorySegment segment -> mapped(segment, at);
      default -> throw new IllegalStateException("a page is an array or a segment");
    };
  }

  /// The numbers of the given rows, from the first on.
  void copy(int[] rows, int from, int count, double[] to) {
    int page = -1;
    float[] floats = NO_FLOATS;
    double[] doubles = NO_DOUBLES;
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      int at = row & MASK;
      if (row >>> SHIFT != page) {
        page = row >>> SHIFT;
        Object numbers = page == pages.size() ? present : pages.get(page);
        floats = numbers instanceof float[] array ? array : NO_FLOATS;
        doubles = numbers instanceof double[] array ? array : NO_DOUBLES;
      }
      if (floats.length > 0) {
        to[i] = floats[at];
      } else {
        to[i] = doubles.length > 0 ? doubles[at] : at(row);
      }
    }
  }

  private static double mapped(MemorySegment page, int at) {
    return page.byteSize() == 4L * PAGE
        ? page.getAtIndex(ValueLayout.JAVA_FLOAT, at)
        : page.getAtIndex(ValueLayout.JAVA_DOUBLE, at);
  }
}
