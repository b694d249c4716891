package io.github.softjac.internal.parallel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads, the caller's among them, that do pieces of work until closed.
///
/// Which worker does which piece is left to chance. A result that must not depend on the number of
/// threads is had by writing each piece's part to a place of its own and folding in piece order.
///
/// A run costs a wake-up, allocates nothing, and ends with the last piece: a worker that has not
/// woken up by then is not waited for. Only one thread may call [#run] at a time.
///
/// There is one object for all batches of the library, [#shared()], with daemon threads that are
/// started by the first batch that is large enough. Who wants it claims it ([#tryClaim]); if it is
/// busy, or the caller is itself one of its workers, the caller does the work alone.
public final class Workers implements AutoCloseable {

  /// The system property that sets the number of threads of [#shared()], the caller included; if it
  /// is not set, as many as there are processors. 1: no thread is ever started.
  public static final String THREADS = "softjac.threads";

  private static final Piece NOTHING = (piece, worker) -> {};

  /// So long is a change looked for before a thread goes to sleep: waking it up takes about as
  /// long.
  private static final long SPIN_NANOS = 100_000;

  /// The clock is looked at after so many looks.
  private static final int LOOKS = 32;

  private final Object lock = new Object();
  private final Thread[] others;

  /// The next piece, below the number of its run: who comes late to a run finds that it is not his.
  private final AtomicLong next = new AtomicLong();

  /// Pieces of this run that are done, or will not be begun.
  private final AtomicInteger done = new AtomicInteger();

  /// Where the caller waits for the last piece.
  private final Object finished = new Object();

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  // Written under the lock by run and close, read under it by the others.
  private Piece work = NOTHING;
  private int pieces;
  private volatile int round;
  private volatile boolean closed;

  private final AtomicBoolean claimed = new AtomicBoolean();

  /// The workers of all batches.
  private static final class Shared {
    static final Workers WORKERS = new Workers(sharedThreads());
  }

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

  /// The workers of all batches of the library; never closed. To be claimed before a run.
  ///
  /// @throws IllegalStateException if the system property is not a number of at least 1
  public static Workers shared() {
    return Shared.WORKERS;
  }

  private static int sharedThreads() {
    String value = System.getProperty(THREADS);
    if (value == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalStateException(
          "-D" + THREADS + "=" + value + ": a number from 1 to 9999 is needed");
    }
    return Integer.parseInt(value);
  }

  /// Claims these workers for the calling thread, until [#release].
  ///
  /// @return false if there is but one, or they are claimed already: then to be done alone
  public boolean tryClaim() {
    return others.length > 0 && !claimed.get() && claimed.compareAndSet(false, true);
  }

  /// Gives back what has been claimed.
  public void release() {
    claimed.set(false);
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
    int mine;
    synchronized (lock) {
      this.work = work;
      this.pieces = pieces;
      mine = round + 1;
      done.set(0);
      next.set((long) mine << 32);
      round = mine;
      lock.notifyAll();
    }
    claim(work, pieces, mine, 0);
    awaitLastPiece(pieces);
    synchronized (lock) {
      this.work = NOTHING;
    }
    switch (failure.getAndSet(null)) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException("a piece threw a checked exception", e);
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
    int seen = 0;
    while (true) {
      Piece mine;
      int count;
      spinUntilNewRound(seen);
      synchronized (lock) {
        while (round == seen && !closed) {
          try {
            lock.wait();
          } catch (InterruptedException e) {
            // Nobody has a reason to interrupt these threads; close() ends them.
          }
        }
        if (closed) {
          return;
        }
        seen = round;
        mine = work;
        count = pieces;
      }
      claim(mine, count, seen, worker);
    }
  }

  /// Does pieces until there are no more in this round.
  private void claim(Piece work, int pieces, int round, int worker) {
    while (true) {
      long ticket = next.get();
      int piece = (int) ticket;
      if ((int) (ticket >>> 32) != round || piece >= pieces) {
        return;
      }
      if (next.compareAndSet(ticket, ticket + 1)) {
        int ended = 1;
        try {
          work.run(piece, worker);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
          ended += forgo(pieces);
        }
        end(ended, pieces);
      }
    }
  }

  /// Lets nobody begin another piece of this round; called by who has one in hand.
  ///
  /// @return how many will not be begun
  private int forgo(int pieces) {
    while (true) {
      long ticket = next.get();
      int left = Math.max(0, pieces - (int) ticket);
      if (next.compareAndSet(ticket, ticket + left)) {
        return left;
      }
    }
  }

  private void end(int ended, int pieces) {
    if (done.addAndGet(ended) == pieces) {
      synchronized (finished) {
        finished.notifyAll();
      }
    }
  }

  /// Pieces write to arrays that the caller goes on using, so an interrupted caller waits on.
  private void awaitLastPiece(int pieces) {
    spinUntilDone(pieces);
    boolean interrupted = false;
    if (done.get() < pieces) {
      synchronized (finished) {
        while (done.get() < pieces) {
          try {
            finished.wait();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void spinUntilNewRound(int seen) {
    long start = System.nanoTime();
    do {
      for (int i = 0; i < LOOKS; i++) {
        if (round != seen || closed) {
          return;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() - start < SPIN_NANOS);
  }

  private void spinUntilDone(int pieces) {
    long start = System.nanoTime();
    do {
      for (int i = 0; i < LOOKS; i++) {
        if (done.get() >= pieces) {
          return;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() - start < SPIN_NANOS);
  }
}
