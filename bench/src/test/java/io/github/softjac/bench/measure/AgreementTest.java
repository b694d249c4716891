package io.github.softjac.bench.measure;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.softjac.bench.contestant.Contestant.Role;
import io.github.softjac.bench.contestant.Entrant;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

  private static final Problem FORWARD = Problem.random(Operation.FORWARD, new Shape(2, 2), 1, 1);
  private static final Problem CROSS_ENTROPY =
      Problem.random(Operation.CROSS_ENTROPY, new Shape(2, 2), 1, 1);

  @Test
  void smallDifferencesAreAllowed() {
    List<Entrant> entrants = entrants(FORWARD, Role.PEER, 0.9f, 0.100001f, Double.NaN);

    assertThatCode(() -> Agreement.check(FORWARD, entrants)).doesNotThrowAnyException();
  }

  @Test
  void wrongElementIsNamed() {
    List<Entrant> entrants = entrants(FORWARD, Role.PEER, 0.9f, 0.2f, Double.NaN);

    assertThatIllegalStateException()
        .isThrownBy(() -> Agreement.check(FORWARD, entrants))
        .withMessage(
            "other, softmax forward, 2x2: row 1, column 1 is 0.2, and 0.1 from Softjac: at most 9.0e-06 apart is allowed");
  }

  @Test
  void notANumberIsWrong() {
    List<Entrant> entrants = entrants(FORWARD, Role.PEER, 0.9f, Float.NaN, Double.NaN);

    assertThatIllegalStateException().isThrownBy(() -> Agreement.check(FORWARD, entrants));
  }

  @Test
  void wrongCostIsNamed() {
    List<Entrant> entrants = entrants(CROSS_ENTROPY, Role.PEER, 0.9f, 0.1f, 2);

    assertThatIllegalStateException()
        .isThrownBy(() -> Agreement.check(CROSS_ENTROPY, entrants))
        .withMessageEndingWith("the mean cost is 2.0, and 1.0 from Softjac");
  }

  @Test
  void limitNeedsNotAgree() {
    List<Entrant> entrants = entrants(FORWARD, Role.LIMIT, 7, 8, Double.NaN);

    assertThatCode(() -> Agreement.check(FORWARD, entrants)).doesNotThrowAnyException();
  }

  /// Ours, and another whose second row is given.
  private static List<Entrant> entrants(
      Problem problem, Role role, float third, float fourth, double loss) {
    FakeContestant ours =
        new FakeContestant(
            "ours",
            Role.OURS,
            List.of(0.5f, 0.5f, 0.9f, 0.1f),
            Double.isNaN(loss) ? Double.NaN : 1,
            new ArrayList<>());
    FakeContestant other =
        new FakeContestant(
            "other", role, List.of(0.5f, 0.5f, third, fourth), loss, new ArrayList<>());
    return Entrant.of(List.of(ours, other), problem);
  }
}
