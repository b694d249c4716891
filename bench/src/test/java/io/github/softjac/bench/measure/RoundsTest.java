package io.github.softjac.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.softjac.bench.contestant.Contestant.Role;
import io.github.softjac.bench.contestant.Entrant;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private static final Problem PROBLEM = Problem.random(Operation.FORWARD, new Shape(1, 2), 1, 1);

  /// A turn so short that it is one call.
  private static final Budget ONE_CALL_A_TURN = new Budget(3, 0, 1e-9);

  private final List<String> calls = new ArrayList<>();

  @Test
  void everyRoundOfEveryEntrantHasATime() {
    double[][] nanos = Rounds.time(entrants("ours", "peer"), ONE_CALL_A_TURN);

    assertThat(nanos).hasDimensions(2, 3);
    for (double[] ofEntrant : nanos) {
      assertThat(Statistics.least(ofEntrant)).isPositive();
    }
  }

  @Test
  void firstOfARoundChangesFromRoundToRound() {
    Rounds.time(entrants("a", "b", "c"), ONE_CALL_A_TURN);

    assertThat(calls.subList(calls.size() - 9, calls.size()))
        .containsExactly("a", "b", "c", "b", "c", "a", "c", "a", "b");
  }

  @Test
  void warmUpTakesItsTime() {
    long start = System.nanoTime();

    Rounds.warmUp(entrants("ours").getFirst().call(), 2_000_000);

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2_000_000);
  }

  @Test
  void budgetWithoutRoundsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Budget(0, 1, 1))
        .withMessageStartingWith("rounds is 0");
  }

  private List<Entrant> entrants(String... names) {
    List<FakeContestant> contestants = new ArrayList<>();
    for (String name : names) {
      contestants.add(new FakeContestant(name, Role.OURS, List.of(0f, 0f), Double.NaN, calls));
    }
    return Entrant.of(contestants, PROBLEM);
  }
}
