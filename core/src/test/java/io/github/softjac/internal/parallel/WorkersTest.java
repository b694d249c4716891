package io.github.softjac.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void eachPieceIsDoneOnceInEveryRun(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int pieces : new int[] {0, 1, 2, 7, 1000}) {
        AtomicIntegerArray done = new AtomicIntegerArray(pieces);
        workers.run(pieces, (piece, worker) -> done.incrementAndGet(piece));
        for (int piece = 0; piece < pieces; piece++) {
          assertThat(done.get(piece)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void noTwoPiecesAreDoneByOneWorkerAtATime() {
    try (Workers workers = new Workers(4)) {
      AtomicIntegerArray busy = new AtomicIntegerArray(workers.count());
      workers.run(
          2000,
          (piece, worker) -> {
            if (busy.incrementAndGet(worker) != 1) {
              throw new IllegalStateException("worker " + worker + " does two pieces");
            }
            busy.decrementAndGet(worker);
          });
      assertThat(workers.count()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void exceptionOfAPieceReachesTheCallerAndTheNextRunWorks(int threads) {
    try (Workers workers = new Workers(threads)) {
      assertThatThrownBy(() ->
              workers.run(
                  100,
                  (piece, worker) -> {
                    if (piece == 40) {
                      throw new IllegalStateException("piece 40");
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("piece 40");
      AtomicIntegerArray done = new AtomicIntegerArray(10);
      workers.run(10, (piece, worker) -> done.incrementAndGet(piece));
      assertThat(done.get(9)).isEqualTo(1);
    }
  }

  @Test
  void interruptionIsKeptForTheCaller() {
    try (Workers workers = new Workers(2)) {
      AtomicIntegerArray done = new AtomicIntegerArray(50);
      Thread.currentThread().interrupt();
      workers.run(50, (piece, worker) -> done.incrementAndGet(piece));
      assertThat(Thread.interrupted()).isTrue();
      for (int piece = 0; piece < 50; piece++) {
        assertThat(done.get(piece)).isEqualTo(1);
      }
    }
  }

  @Test
  void whatIsClaimedIsNotClaimedAgainUntilItIsGivenBack() {
    try (Workers workers = new Workers(2)) {
      assertThat(workers.tryClaim()).isTrue();
      assertThat(workers.tryClaim()).isFalse();
      workers.release();
      assertThat(workers.tryClaim()).isTrue();
    }
  }

  @Test
  void oneWorkerIsNotWorthClaiming() {
    try (Workers workers = new Workers(1)) {
      assertThat(workers.tryClaim()).isFalse();
    }
  }

  @Test
  void anExceptionInAnyPieceOfManyRunsNeverLosesTheNextRun() {
    try (Workers workers = new Workers(3)) {
      for (int run = 0; run < 2000; run++) {
        AtomicIntegerArray done = new AtomicIntegerArray(20);
        int bad = run % 40;
        try {
          workers.run(
              20,
              (piece, worker) -> {
                done.incrementAndGet(piece);
                if (piece == bad) {
                  throw new IllegalStateException("piece " + piece);
                }
              });
          assertThat(bad).isGreaterThanOrEqualTo(20);
        } catch (IllegalStateException e) {
          assertThat(e).hasMessage("piece " + bad);
        }
        for (int piece = 0; piece < 20; piece++) {
          assertThat(done.get(piece)).isLessThanOrEqualTo(1);
          if (bad >= 20) {
            assertThat(done.get(piece)).isEqualTo(1);
          }
        }
      }
    }
  }

  @Test
  void noThreadsAreNotEnough() {
    assertThatThrownBy(() -> new Workers(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads is 0: at least 1 is needed");
  }
}
