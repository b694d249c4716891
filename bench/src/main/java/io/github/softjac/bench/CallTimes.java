package io.github.softjac.bench;

import io.github.softjac.bench.contestant.Call;
import io.github.softjac.bench.measure.Statistics;
import java.util.Arrays;

/// Nanoseconds of call after call, from the first on.
final class CallTimes {

  private static final int MOST_CALLS = 1 << 20;
  private static final int LEAST_CALLS = 2;

  /// Single calls are noisy: speed at a call is the median from there over so many.
  private static final int WINDOW = 11;

  /// Full speed is within a quarter of that of the end.
  private static final double FULL_SPEED = 1.25;

  private final double[] nanos;

  CallTimes(double... nanos) {
    this.nanos = nanos;
  }

  /// Calls until the time is over.
  ///
  /// @param budget in nanoseconds
  static CallTimes of(Call call, long budget) {
    double[] nanos = new double[MOST_CALLS];
    long start = System.nanoTime();
    long before = start;
    int count = 0;
    while (count < MOST_CALLS && (count < LEAST_CALLS || before - start < budget)) {
      call.run();
      long after = System.nanoTime();
      nanos[count++] = after - before;
      before = after;
    }
    return new CallTimes(Arrays.copyOf(nanos, count));
  }

  double first() {
    return nanos[0];
  }

  /// The median of the last fifth.
  double steady() {
    return Statistics.median(Arrays.copyOfRange(nanos, nanos.length - tail(), nanos.length));
  }

  /// How many calls come before the first at full speed.
  int callsUntilFullSpeed() {
    double allowed = FULL_SPEED * steady();
    for (int call = 0; call < nanos.length; call++) {
      int end = Math.min(nanos.length, call + WINDOW);
      if (Statistics.median(Arrays.copyOfRange(nanos, call, end)) <= allowed) {
        return call;
      }
    }
    return nanos.length;
  }

  double nanosUntilFullSpeed() {
    double sum = 0;
    int calls = callsUntilFullSpeed();
    for (int call = 0; call < calls; call++) {
      sum += nanos[call];
    }
    return sum;
  }

  private int tail() {
    return Math.max(1, nanos.length / 5);
  }
}
