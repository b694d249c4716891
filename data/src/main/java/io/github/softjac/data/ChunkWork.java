package io.github.softjac.data;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Reads a source with several threads: each chunk is worked on by one of them, and the results are
/// folded in the order of the source. So what comes out does not depend on the threads.
///
/// @param badRows what becomes of rows that cannot be used
/// @param threads at least 1
/// @param listener hears after each chunk
public record ChunkWork(BadRows badRows, int threads, ReadingListener listener) {

  /// What is done with the rows of a chunk.
  ///
  /// @param <T> what comes out
  public interface Worker<T> {

    /// Takes the row under the cursor. If it throws, the row must have left no trace.
    void row() throws DataException;

    /// The result, after the last row.
    T result() throws DataException;
  }

  /// Makes the worker of a chunk.
  ///
  /// @param <T> what comes out of a chunk
  @FunctionalInterface
  public interface Work<T> {
    Worker<T> begin(Rows rows) throws DataException;
  }

  /// Takes results in order.
  ///
  /// @param <T> what comes out of a chunk
  @FunctionalInterface
  public interface Fold<T> {

    /// Takes a result.
    ///
    /// @param place of the chunk
    void accept(T result, Place place) throws IOException, DataException;
  }

  /// Where a chunk stands.
  ///
  /// @param rows rows of the source before it, the bad ones counted
  /// @param fileRows the same within its file
  /// @param fileLines lines of its file before it
  public record Place(long rows, long fileRows, long fileLines) {}

  private record Done<T>(T result, long rows, long lines, List<DataException> bad) {}

  private record Started<T>(Future<Done<T>> future, boolean beginsFile, double progress) {}

  /// Reads all chunks.
  ///
  /// @param skipped counts the rows that are left out
  /// @return how many rows there were, the bad ones counted
  /// @throws DataException as [Rows#next] and the work
  public <T> long run(Chunks chunks, Work<T> work, Fold<T> fold, SkippedRows skipped)
      throws IOException, DataException {
    Place place = new Place(0, 0, chunks.linesBefore());
    try (ExecutorService executor = Executors.newFixedThreadPool(threads, ChunkWork::thread)) {
      Deque<Started<T>> ahead = new ArrayDeque<>();
      try {
        boolean more = true;
        while (more || !ahead.isEmpty()) {
          while (more && ahead.size() < threads + 2) {
            more = start(chunks, work, executor, ahead);
          }
          Started<T> next = ahead.poll();
          if (next != null) {
            place = finish(next, place, fold, skipped);
          }
        }
      } finally {
        executor.shutdownNow();
      }
    }
    return place.rows();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "softjac-reader");
    thread.setDaemon(true);
    return thread;
  }

  /// A fault in cutting the source is thrown only once the chunks before it are done: whichever
  /// comes first in the source is the one to be told.
  private <T> boolean start(
      Chunks chunks, Work<T> work, ExecutorService executor, Deque<Started<T>> ahead) {
    Chunk chunk;
    try {
      chunk = chunks.next();
    } catch (IOException | DataException e) {
      ahead.add(
          new Started<>(
              executor.submit(() -> {
                throw e;
              }),
              false,
              Double.NaN));
      return false;
    }
    if (chunk == null) {
      return false;
    }
    ahead.add(
        new Started<>(
            executor.submit(() -> work(chunk, work)), chunk.beginsFile(), chunks.progress()));
    return true;
  }

  private <T> Done<T> work(Chunk chunk, Work<T> work) throws IOException, DataException {
    Rows rows = chunk.rows();
    Worker<T> worker = work.begin(rows);
    List<DataException> bad = new ArrayList<>();
    boolean more = true;
    while (more) {
      try {
        more = rows.next();
        if (more) {
          worker.row();
        }
      } catch (DataException e) {
        if (badRows == BadRows.FAIL || !e.isOfOneRow()) {
          throw e;
        }
        bad.add(e);
      }
    }
    return new Done<>(worker.result(), rows.row(), rows.lines(), bad);
  }

  private <T> Place finish(Started<T> started, Place before, Fold<T> fold, SkippedRows skipped)
      throws IOException, DataException {
    Place place = started.beginsFile ? new Place(before.rows, 0, 0) : before;
    Done<T> done;
    try {
      done = outcome(started.future);
    } catch (DataException e) {
      throw e.shifted(place.fileRows, place.fileLines);
    }
    for (DataException bad : done.bad) {
      skipped.add(bad.shifted(place.fileRows, place.fileLines));
    }
    fold.accept(done.result, place);
    Place after =
        new Place(place.rows + done.rows, place.fileRows + done.rows, place.fileLines + done.lines);
    listener.reading(after.rows, started.progress);
    return after;
  }

  private static <T> Done<T> outcome(Future<Done<T>> future) throws IOException, DataException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("reading was interrupted", e);
    } catch (ExecutionException e) {
      @Nullable Throwable cause = e.getCause();
      switch (cause) {
        case DataException bad -> throw bad;
        case IOException failure -> throw failure;
        case RuntimeException fault -> throw fault;
        case Error fault -> throw fault;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
