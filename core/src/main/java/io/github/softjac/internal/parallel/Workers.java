package io.github.softjac.internal.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads, the caller's among them, that do pieces of work until closed.
///
/// Which worker does which piece is left to chance. A result that must not depend on the number of
/// threads is had by writing each piece's part to a place of its own and folding in piece order.
///
/// A run costs two wake-ups and allocates nothing. Only one thread may call [#run] at a time.
public final class Workers implements AutoCloseable {

  private static final Piece NOTHING = (piece, worker) -> {};

  private final Object lock = new Object();
  private final Thread[] others;
  private final AtomicInteger next = new AtomicInteger();

  // Written under the lock by run and close, read under it by the others.
  private Piece work = NOTHING;
  private int pieces;
  private int busy;
  private long round;
  private boolean closed;
  private @Nullable Throwable failure;

  /// Starts `threads − 1` daemon threads.
  ///
  /// @throws IllegalArgumentException if below 1
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ": at least 1 is needed");
    }
    others = new Thread[threads - 1];
    for (int i = 0; i < others.length; i++) {
      int worker = i + 1;
      others[i] =
          Thread.ofPlatform().daemon().name("softjac-worker-" + worker).start(() -> serve(worker));
    }
  }

  /// Number of workers, the caller included.
  public int count() {
    return others.length + 1;
  }

  /// Does all pieces and returns when the last one is done. If a piece throws, no further piece is
  /// begun and the exception is thrown here.
  public void run(int pieces, Piece work) {
    if (others.length == 0 || pieces <= 1) {
      for (int piece = 0; piece < pieces; piece++) {
        work.run(piece, 0);
      }
      return;
    }
    synchronized (lock) {
      this.work = work;
      this.pieces = pieces;
      failure = null;
      busy = others.length;
      next.set(0);
      round++;
      lock.notifyAll();
    }
    claim(work, pieces, 0);
    Throwable thrown = awaitOthers();
    switch (thrown) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("a piece threw a checked exception", thrown);
    }
  }

  /// Ends the threads.
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }

  private void serve(int worker) {
    long done = 0;
    while (true) {
      Piece mine;
      int count;
      synchronized (lock) {
        while (round == done && !closed) {
          try {
            lock.wait();
          } catch (InterruptedException e) {
            // Nobody has a reason to interrupt these threads; close() ends them.
          }
        }
        if (closed) {
          return;
        }
        done = round;
        mine = work;
        count = pieces;
      }
      claim(mine, count, worker);
      synchronized (lock) {
        busy--;
        if (busy == 0) {
          lock.notifyAll();
        }
      }
    }
  }

  private void claim(Piece work, int pieces, int worker) {
    try {
      for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
        work.run(piece, worker);
      }
    } catch (RuntimeException | Error e) {
      next.set(pieces);
      synchronized (lock) {
        if (failure == null) {
          failure = e;
        }
      }
    }
  }

  /// Pieces write to arrays that the caller goes on using, so an interrupted caller waits on.
  private @Nullable Throwable awaitOthers() {
    boolean interrupted = false;
    Throwable thrown;
    synchronized (lock) {
      while (busy > 0) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      work = NOTHING;
      thrown = failure;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return thrown;
  }
}
