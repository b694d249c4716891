package io.github.softjac.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.bench.contestant.Contestant.Role;
import io.github.softjac.bench.measure.Measurement;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Place;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerTablesTest {

  @Test
  void lineHasMediansOfTheForksAndTheirSpread() {
    String markdown =
        print(
            List.of(
                of(0, "Softjac", Role.OURS, 0.5, 1),
                of(0, "libtorch", Role.PEER, 1, 2),
                of(0, "copy", Role.LIMIT, 0.25, 0.5),
                of(1, "Softjac", Role.OURS, 0.6, 1),
                of(1, "libtorch", Role.PEER, 1, 1.5),
                of(1, "copy", Role.LIMIT, 0.25, 0.4),
                of(2, "Softjac", Role.OURS, 0.55, 1),
                of(2, "libtorch", Role.PEER, 1.1, 1.9),
                of(2, "copy", Role.LIMIT, 0.25, 0.45)));

    assertThat(markdown)
        .contains("### Softmax forward, in cache, logits of deviation 1")
        .contains(
            "| classes | rows | Softjac | best | forks | libtorch | theirs / ours | copy | of its speed |")
        .contains(
            "| 10 | 1638 | 0.550 | 0.450 | 0.500–0.600 | 1.000 | **1.90** (1.50–2.00) | 0.250 | 45 % |");
  }

  @Test
  void slowForkIsNamed() {
    String markdown =
        print(
            List.of(
                of(0, "Softjac", Role.OURS, 0.5, 1),
                of(1, "Softjac", Role.OURS, 50, 1),
                of(2, "Softjac", Role.OURS, 0.5, 1)));

    assertThat(markdown)
        .contains(
            "* **Fork 1 was slow at 10 classes**: 50.000 ns an element, 100.0 times the median of the forks.");
  }

  @Test
  void kernelsOfAllForksAreNamedOnce() {
    String markdown =
        print(List.of(of(0, "Softjac", Role.OURS, 0.5, 1), of(1, "Softjac", Role.OURS, 0.5, 1)));

    assertThat(markdown).containsOnlyOnce("* Softjac's kernels: vector, 512 bits");
  }

  @Test
  void evenForksGiveNoWarning() {
    assertThat(print(List.of(of(0, "Softjac", Role.OURS, 0.5, 1)))).doesNotContain("was slow");
  }

  @Test
  void measurementSurvivesJson() {
    Measurement measurement = of(3, "Softjac", Role.OURS, 0.5, 1);

    assertThat(Measurement.ofJson(measurement.toJson())).isEqualTo(measurement);
  }

  private static Measurement of(int fork, String name, Role role, double nanos, double ratio) {
    return new Measurement(
        fork,
        Operation.FORWARD,
        Place.IN_CACHE,
        1638,
        10,
        1,
        name,
        role,
        "vector, 512 bits",
        21,
        nanos,
        nanos * 0.9,
        ratio);
  }

  private static String print(List<Measurement> measurements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new PeerTables(measurements).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
