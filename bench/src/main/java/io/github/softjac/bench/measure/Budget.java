package io.github.softjac.bench.measure;

import java.util.concurrent.TimeUnit;

/// How long to measure one shape.
///
/// @param rounds turns of each contestant that are timed
/// @param warmUpMillis that ours runs untimed before, the others a tenth of it; all run at least
///   twice
/// @param turnMillis length of a turn: a short call is repeated to fill it
public record Budget(int rounds, long warmUpMillis, double turnMillis) {

  public Budget {
    if (rounds < 1 || warmUpMillis < 0 || !(turnMillis > 0)) {
      throw new IllegalArgumentException(
          "rounds is %d, warm-up %d ms, a turn %s ms: at least 1 round, a warm-up of 0 or more and a turn above 0 are needed"
              .formatted(rounds, warmUpMillis, turnMillis));
    }
  }

  public long warmUpNanos() {
    return TimeUnit.MILLISECONDS.toNanos(warmUpMillis);
  }

  double turnNanos() {
    return turnMillis * TimeUnit.MILLISECONDS.toNanos(1);
  }
}
