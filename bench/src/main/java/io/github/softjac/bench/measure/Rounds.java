package io.github.softjac.bench.measure;

import io.github.softjac.bench.contestant.Call;
import io.github.softjac.bench.contestant.Contestant;
import io.github.softjac.bench.contestant.Entrant;
import java.util.List;

/// Times calls in rounds: in each round everybody has one turn, so that whatever else the machine
/// does meets all alike and times of one round can be divided by each other.
///
/// The first of a round changes from round to round. A turn of several calls starts with one that
/// is not timed, which brings the caches back from the one before.
public final class Rounds {

  private static final int LEAST_WARM_UP_CALLS = 2;

  // Native code is as fast at first as later.
  private static final int SHORTER_FOR_OTHERS = 10;

  private static final int MOST_REPETITIONS = 1_000_000;

  private Rounds() {}

  /// Warms up, then times.
  ///
  /// @return nanoseconds a call, `[entrant][round]`
  public static double[][] time(List<Entrant> entrants, Budget budget) {
    int[] repetitions = new int[entrants.size()];
    for (int who = 0; who < repetitions.length; who++) {
      Entrant entrant = entrants.get(who);
      long warmUp = budget.warmUpNanos();
      double nanos =
          warmUp(
              entrant.call(),
              entrant.is(Contestant.Role.OURS) ? warmUp : warmUp / SHORTER_FOR_OTHERS);
      repetitions[who] = repetitions(budget.turnNanos(), nanos);
    }
    double[][] nanos = new double[entrants.size()][budget.rounds()];
    for (int round = 0; round < budget.rounds(); round++) {
      for (int turn = 0; turn < entrants.size(); turn++) {
        int who = (round + turn) % entrants.size();
        Call call = entrants.get(who).call();
        if (repetitions[who] > 1) {
          call.run();
        }
        nanos[who][round] = turn(call, repetitions[who]);
      }
    }
    return nanos;
  }

  /// Repeats a call until the time is over, and at least twice.
  ///
  /// @param budget in nanoseconds
  /// @return nanoseconds a call in the fastest turn
  public static double warmUp(Call call, long budget) {
    long start = System.nanoTime();
    double best = turn(call, LEAST_WARM_UP_CALLS);
    while (System.nanoTime() - start < budget) {
      // Turns so long that neither the clock nor one slow call decides.
      best = Math.min(best, turn(call, repetitions(100_000, best)));
    }
    return best;
  }

  private static int repetitions(double turnNanos, double callNanos) {
    return (int) Math.max(1, Math.min(MOST_REPETITIONS, turnNanos / callNanos));
  }

  private static double turn(Call call, int repetitions) {
    long start = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      call.run();
    }
    return Math.max(1, System.nanoTime() - start) / (double) repetitions;
  }
}
