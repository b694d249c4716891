package io.github.softjac.cli;

import io.github.softjac.data.ReadingListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/// How far the reading of data is, on standard error: a line that is drawn anew on a terminal, else
/// a line now and then. What is read at once shows neither.
final class ReadingProgress implements ReadingListener, AutoCloseable {

  private static final long SECOND = 1_000_000_000L;
  private static final long BAR_AFTER = SECOND;
  private static final long BAR_EVERY = SECOND / 5;
  private static final long LINE_EVERY = 5 * SECOND;

  private final PrintWriter err;
  private final int columns;
  private final LongSupplier nanoTime;
  private long start;
  private long lastRows;
  private long lastShown;
  private boolean drawn;

  /// Progress of what starts now.
  ///
  /// @param columns width of the terminal that `err` is; 0: it is none
  /// @param nanoTime the clock
  ReadingProgress(PrintWriter err, int columns, LongSupplier nanoTime) {
    this.err = err;
    this.columns = columns;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
    lastShown = start;
  }

  /// Progress for the terminal, if the launcher has seen one.
  static ReadingProgress on(PrintWriter err) {
    return new ReadingProgress(err, Integer.getInteger("softjac.columns", 0), System::nanoTime);
  }

  @Override
  public void reading(long rows, double share) {
    long now = nanoTime.getAsLong();
    if (rows < lastRows) { // a further source, or a second pass
      start = now;
      lastShown = now;
    }
    lastRows = rows;
    if (columns > 0) {
      if (now - start >= BAR_AFTER && now - lastShown >= BAR_EVERY) {
        lastShown = now;
        drawn = true;
        err.print("\r" + fitted(line(rows, share, now)));
        err.flush();
      }
    } else if (now - lastShown >= LINE_EVERY) {
      lastShown = now;
      err.println(line(rows, share, now));
      err.flush();
    }
    if (share >= 1) {
      clear();
    }
  }

  private String line(long rows, double share, long now) {
    double seconds = (now - start) / (double) SECOND;
    String text =
        String.format(Locale.ROOT, "reading: %,d rows, %,.0f rows/s", rows, rows / seconds);
    if (share > 0 && share < 1) {
      text +=
          String.format(
              Locale.ROOT,
              ", %.0f %%, about %.0f s left",
              100 * share,
              Math.ceil(seconds * (1 - share) / share));
    }
    return text;
  }

  private String fitted(String text) {
    int width = Math.max(1, columns - 1);
    return text.length() >= width
        ? text.substring(0, width)
        : text + " ".repeat(width - text.length());
  }

  private void clear() {
    if (drawn) {
      drawn = false;
      err.print("\r" + " ".repeat(Math.max(1, columns - 1)) + "\r");
      err.flush();
    }
  }

  @Override
  public void close() {
    clear();
  }
}
