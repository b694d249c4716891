package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/// A contestant with its call of one problem.
public record Entrant(Contestant contestant, Call call) implements AutoCloseable {

  /// Everyone who does the problem's operation, ready and run once.
  public static List<Entrant> of(List<? extends Contestant> contestants, Problem problem) {
    List<Entrant> entrants = new ArrayList<>();
    for (Contestant contestant : contestants) {
      if (contestant.does(problem.operation())) {
        Entrant entrant = new Entrant(contestant, contestant.prepare(problem));
        entrants.add(entrant);
        entrant.call().run();
      }
    }
    return entrants;
  }

  public boolean is(Contestant.Role role) {
    return contestant.role() == role;
  }

  @Override
  public void close() {
    call.close();
  }
}
