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

  /// Takes the numbers; nobody may write to the array from now on, since it may become a page.
  void append(double[] numbers, int count) throws IOException {
    if (filled == 0 && count == PAGE && numbers.length == PAGE) {
      seal(numbers);
      return;
    }
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
        present = seal(present) ? new double[PAGE] : present;
        filled = 0;
      }
    }
  }

  /// Makes a page of the array, or of its numbers.
  ///
  /// @return whether the array is the page, not to be written to again
  private boolean seal(double[] page) throws IOException {
    boolean exact = isExactInFloat(page);
    if (!memory.take((exact ? 4L : 8L) * PAGE)) {
      PageFile file = memory.file();
      pages.add(exact ? file.floats(page, PAGE) : file.doubles(page, PAGE));
    } else if (exact) {
      float[] floats = new float[PAGE];
      for (int i = 0; i < PAGE; i++) {
        floats[i] = (float) page[i];
      }
      pages.add(floats);
    } else {
      pages.add(page);
      return true;
    }
    return false;
  }

  private static boolean isExactInFloat(double[] page) {
    for (double x : page) {
      if ((float) x != x && !Double.isNaN(x)) {
        return false;
      }
    }
    return true;
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

  /// The numbers of the rows `rows[from], rows[from + 1], …`.
  void copy(int[] rows, int from, int count, double[] to) {
    if (count > 0 && areNeighbours(rows, from, count)) {
      copy(rows[from], count, to);
      return;
    }
    int page = -1;
    float[] floats = NO_FLOATS;
    double[] doubles = NO_DOUBLES;
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      int at = row & MASK;
      if (row >>> SHIFT != page) {
        page = row >>> SHIFT;
        Object numbers = page(page);
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

  private Object page(int page) {
    return page == pages.size() ? present : pages.get(page);
  }

  private static boolean areNeighbours(int[] rows, int from, int count) {
    int first = rows[from];
    if (rows[from + count - 1] - first != count - 1) {
      return false;
    }
    int differences = 0;
    for (int i = 0; i < count; i++) {
      differences |= rows[from + i] ^ (first + i);
    }
    return differences == 0;
  }

  /// The numbers of the rows from `row` on.
  private void copy(int row, int count, double[] to) {
    int done = 0;
    while (done < count) {
      int page = (row + done) >>> SHIFT;
      int at = (row + done) & MASK;
      int some = Math.min(count - done, PAGE - at);
      switch (page(page)) {
        case float[] floats -> {
          for (int i = 0; i < some; i++) {
            to[done + i] = floats[at + i];
          }
        }
        case double[] doubles -> System.arraycopy(doubles, at, to, done, some);
        case MemorySegment segment -> copyMapped(segment, at, some, to, done);
        default -> throw new IllegalStateException("a page is an array or a segment");
      }
      done += some;
    }
  }

  private static void copyMapped(MemorySegment page, int at, int count, double[] to, int place) {
    if (page.byteSize() == 8L * PAGE) {
      MemorySegment.copy(page, ValueLayout.JAVA_DOUBLE, 8L * at, to, place, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[place + i] = mapped(page, at + i);
    }
  }

  private static double mapped(MemorySegment page, int at) {
    return page.byteSize() == 4L * PAGE
        ? page.getAtIndex(ValueLayout.JAVA_FLOAT, at)
        : page.getAtIndex(ValueLayout.JAVA_DOUBLE, at);
  }
}
