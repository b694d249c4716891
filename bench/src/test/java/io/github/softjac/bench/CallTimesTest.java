package io.github.softjac.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CallTimesTest {

  @Test
  void fullSpeedBeginsWhereTheMedianFallsToThatOfTheEnd() {
    double[] nanos = new double[1000];
    Arrays.fill(nanos, 10);
    Arrays.fill(nanos, 0, 100, 500);
    CallTimes times = new CallTimes(nanos);

    assertThat(times.steady()).isEqualTo(10);
    // The median over 11 calls is that of the fast ones from the moment they are six.
    assertThat(times.callsUntilFullSpeed()).isEqualTo(95);
    assertThat(times.nanosUntilFullSpeed()).isEqualTo(95 * 500);
  }

  @Test
  void oneFastCallIsNotFullSpeed() {
    double[] nanos = new double[1000];
    Arrays.fill(nanos, 10);
    Arrays.fill(nanos, 0, 100, 500);
    nanos[3] = 1;

    assertThat(new CallTimes(nanos).callsUntilFullSpeed()).isEqualTo(95);
  }

  @Test
  void steadyFromTheStartIsNoCallToWaitFor() {
    assertThat(new CallTimes(10, 10, 10).callsUntilFullSpeed()).isZero();
  }

  @Test
  void firstCallIsTheFirst() {
    assertThat(new CallTimes(900, 10, 10).first()).isEqualTo(900);
  }
}
